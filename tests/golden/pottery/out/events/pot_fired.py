# Written by `python -m generator generate`; edit specs/ instead.
"""The event PotFired."""

from __future__ import annotations

from .. import values
from ..types.firing_id import FiringId
from ..types.grams import Grams
from ..types.pot_id import PotId
from ..types.verdict import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class PotFired(values.EventData):
    """A pot came out of the kiln."""

    __slots__ = ("pot_id", "firing_id", "verdict", "weight")

    TYPE = "PotFired"
    AGGREGATE = "pot"
    VERSION = 2

    def __init__(
        self, *, pot_id: PotId, firing_id: FiringId, verdict: Verdict, weight: Grams
    ) -> None:
        self.pot_id: typing.Final = pot_id
        self.firing_id: typing.Final = firing_id
        self.verdict: typing.Final = verdict
        self.weight: typing.Final = weight

    @property
    def aggregate_id(self) -> str:
        """Which pot it is about."""
        return self.pot_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "pot_id": self.pot_id,
            "firing_id": self.firing_id,
            "verdict": self.verdict,
            "weight": self.weight,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            pot_id=fields.required("pot_id", PotId.read),
            firing_id=fields.required("firing_id", FiringId.read),
            verdict=fields.required("verdict", Verdict.read),
            weight=fields.required("weight", Grams.read),
        )
