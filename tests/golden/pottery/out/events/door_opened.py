# Written by `python -m generator generate`; edit specs/ instead.
"""The event DoorOpened."""

from __future__ import annotations

from .. import values
from ..types.degrees import Degrees
from ..types.firing_id import FiringId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class DoorOpened(values.EventData):
    """Somebody opened the kiln."""

    __slots__ = ("firing_id", "degrees")

    TYPE = "DoorOpened"
    AGGREGATE = "firing"
    VERSION = 1

    def __init__(self, *, firing_id: FiringId, degrees: Degrees) -> None:
        self.firing_id: typing.Final = firing_id
        self.degrees: typing.Final = degrees

    @property
    def aggregate_id(self) -> str:
        """Which firing it is about."""
        return self.firing_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
            "degrees": self.degrees,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
            degrees=fields.required("degrees", Degrees.read),
        )
