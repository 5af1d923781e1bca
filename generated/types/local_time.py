# Written by `python -m generator generate`; edit specs/ instead.
"""The type LocalTime."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class LocalTime(str):
    """LocalTime."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "LocalTime")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(
            value, where, longest=1024, pattern="([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
        )
        return str.__new__(cls, checked)
