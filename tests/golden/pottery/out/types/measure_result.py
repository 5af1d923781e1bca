# Written by `python -m generator generate`; edit specs/ instead.
"""The type MeasureResult."""

from __future__ import annotations

from .. import values
from .degrees import Degrees

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class MeasureResult(values.Value):
    """What Measure gives."""

    __slots__ = ("degrees", "is_burning")

    def __init__(self, *, degrees: Degrees, is_burning: bool) -> None:
        self.degrees: typing.Final = degrees
        self.is_burning: typing.Final = is_burning

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "degrees": self.degrees,
            "is_burning": self.is_burning,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            degrees=fields.required("degrees", Degrees.read),
            is_burning=fields.required("is_burning", values.read_boolean),
        )
