# Written by `python -m generator generate`; edit specs/ instead.
"""The type Grams."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Grams(int):
    """Grams."""

    __slots__ = ()

    def __new__(cls, value: int) -> typing.Self:
        return cls.read(value, "Grams")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_integer(value, where, at_least=1, at_most=50000)
        return int.__new__(cls, checked)
