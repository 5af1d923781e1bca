# Written by `python -m generator generate`; edit specs/ instead.
"""The type PhoneNumber."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class PhoneNumber(str):
    """PhoneNumber."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "PhoneNumber")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(value, where, longest=1024, pattern="\\+[1-9][0-9]{1,14}")
        return str.__new__(cls, checked)
