# Written by `python -m generator generate`; edit specs/ instead.
"""The event FiringSpoilt."""

from __future__ import annotations

from .. import values
from ..types.firing_id import FiringId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class FiringSpoilt(values.EventData):
    """The firing went wrong."""

    __slots__ = ("firing_id", "reason")

    TYPE = "FiringSpoilt"
    AGGREGATE = "firing"
    VERSION = 1

    def __init__(self, *, firing_id: FiringId, reason: str) -> None:
        self.firing_id: typing.Final = firing_id
        self.reason: typing.Final = values.read_text(reason, "reason")

    @property
    def aggregate_id(self) -> str:
        """Which firing it is about."""
        return self.firing_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
            "reason": self.reason,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
            reason=fields.required("reason", values.read_text),
        )
