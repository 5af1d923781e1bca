# Written by `python -m generator generate`; edit specs/ instead.
"""The type HotelAnswer."""

from __future__ import annotations

import datetime as dt

from .. import values
from .confidence import Confidence
from .intent import Intent

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class HotelAnswer(values.Value):
    """HotelAnswer."""

    __slots__ = ("intent", "confidence", "callback_at")

    def __init__(
        self, *, intent: Intent, confidence: Confidence, callback_at: dt.datetime | None = None
    ) -> None:
        self.intent: typing.Final = intent
        self.confidence: typing.Final = confidence
        if callback_at is not None:
            callback_at = values.cut_timestamp(callback_at, "callback_at")
        self.callback_at: typing.Final = callback_at

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return values.without_none(
            {
                "intent": self.intent,
                "confidence": self.confidence,
                "callback_at": None
                if self.callback_at is None
                else values.write_timestamp(self.callback_at),
            }
        )

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            intent=fields.required("intent", Intent.read),
            confidence=fields.required("confidence", Confidence.read),
            callback_at=fields.optional("callback_at", values.read_timestamp),
        )
