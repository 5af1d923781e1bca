# Written by `python -m generator generate`; edit specs/ instead.
"""The type Firing."""

from __future__ import annotations

import datetime as dt

from .. import values
from .degrees import Degrees
from .firing_id import FiringId
from .pot import Pot

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Firing(values.Value):
    """Firing."""

    __slots__ = ("firing_id", "top", "hold", "is_gentle", "pots")

    def __init__(
        self,
        *,
        firing_id: FiringId,
        top: Degrees,
        hold: dt.timedelta,
        is_gentle: bool,
        pots: tuple[Pot, ...],
    ) -> None:
        self.firing_id: typing.Final = firing_id
        self.top: typing.Final = top
        self.hold: typing.Final = values.cut_duration(hold, "hold")
        self.is_gentle: typing.Final = is_gentle
        self.pots: typing.Final = values.bounded(pots, "pots", at_least=1, at_most=40)

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
            "top": self.top,
            "hold": values.write_duration(self.hold),
            "is_gentle": self.is_gentle,
            "pots": [item.to_data() for item in self.pots],
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
            top=fields.required("top", Degrees.read),
            hold=fields.required("hold", values.read_duration),
            is_gentle=fields.required("is_gentle", values.read_boolean),
            pots=fields.required("pots", values.list_of(Pot.from_data, at_least=1, at_most=40)),
        )
