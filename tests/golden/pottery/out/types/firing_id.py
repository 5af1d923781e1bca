# Written by `python -m generator generate`; edit specs/ instead.
"""The type FiringId."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class FiringId(str):
    """One time that the kiln is hot."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "FiringId")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(value, where, longest=1024, pattern="firing-[0-9]{1,9}")
        return str.__new__(cls, checked)
