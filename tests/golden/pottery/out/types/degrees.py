# Written by `python -m generator generate`; edit specs/ instead.
"""The type Degrees."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Degrees(float):
    """In Celsius."""

    __slots__ = ()

    def __new__(cls, value: float) -> typing.Self:
        return cls.read(value, "Degrees")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_number(value, where, at_least=-50, at_most=1400)
        return float.__new__(cls, checked)
