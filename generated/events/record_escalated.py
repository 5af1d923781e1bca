# Written by `python -m generator generate`; edit specs/ instead.
"""The event RecordEscalated."""

from __future__ import annotations

from .. import values
from ..types.escalation_reason import EscalationReason
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class RecordEscalated(values.EventData):
    """Calling does not help; a person or an e-mail takes over."""

    __slots__ = ("record_id", "reason")

    TYPE = "RecordEscalated"
    AGGREGATE = "record"
    VERSION = 1

    def __init__(self, *, record_id: RecordId, reason: EscalationReason) -> None:
        self.record_id: typing.Final = record_id
        self.reason: typing.Final = reason

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "reason": self.reason,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            reason=fields.required("reason", EscalationReason.read),
        )
