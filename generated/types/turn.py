# Written by `python -m generator generate`; edit specs/ instead.
"""The type Turn."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Turn(int):
    """Counts what the hotel said in one call, from 1."""

    __slots__ = ()

    def __new__(cls, value: int) -> typing.Self:
        return cls.read(value, "Turn")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_integer(value, where, at_least=0, at_most=1000)
        return int.__new__(cls, checked)
