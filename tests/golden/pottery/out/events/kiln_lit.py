# Written by `python -m generator generate`; edit specs/ instead.
"""The event KilnLit."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..types.degrees import Degrees
from ..types.firing_id import FiringId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class KilnLit(values.EventData):
    """KilnLit."""

    __slots__ = ("firing_id", "top", "hold")

    TYPE = "KilnLit"
    AGGREGATE = "firing"
    VERSION = 1

    def __init__(self, *, firing_id: FiringId, top: Degrees, hold: dt.timedelta) -> None:
        self.firing_id: typing.Final = firing_id
        self.top: typing.Final = top
        self.hold: typing.Final = values.cut_duration(hold, "hold")

    @property
    def aggregate_id(self) -> str:
        """Which firing it is about."""
        return self.firing_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
            "top": self.top,
            "hold": values.write_duration(self.hold),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
            top=fields.required("top", Degrees.read),
            hold=fields.required("hold", values.read_duration),
        )
