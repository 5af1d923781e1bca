# Written by `python -m generator generate`; edit specs/ instead.
"""The event ResponseAnalyzed."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.confidence import Confidence
from ..types.intent import Intent
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class ResponseAnalyzed(values.EventData):
    """We think that we know what the hotel's answer means."""

    __slots__ = ("call_id", "record_id", "intent", "confidence")

    TYPE = "ResponseAnalyzed"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(
        self, *, call_id: CallId, record_id: RecordId, intent: Intent, confidence: Confidence
    ) -> None:
        self.call_id: typing.Final = call_id
        self.record_id: typing.Final = record_id
        self.intent: typing.Final = intent
        self.confidence: typing.Final = confidence

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "record_id": self.record_id,
            "intent": self.intent,
            "confidence": self.confidence,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            record_id=fields.required("record_id", RecordId.read),
            intent=fields.required("intent", Intent.read),
            confidence=fields.required("confidence", Confidence.read),
        )
