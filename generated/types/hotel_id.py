# Written by `python -m generator generate`; edit specs/ instead.
"""The type HotelId."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class HotelId(str):
    """HotelId."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "HotelId")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(value, where, longest=1024, pattern="[A-Za-z0-9_-]{1,64}")
        return str.__new__(cls, checked)
