# Written by `python -m generator generate`; edit specs/ instead.
"""The event RecordDeferred."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..types.deferral_reason import DeferralReason
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class RecordDeferred(values.EventData):
    """The next call about this record is not before a certain time."""

    __slots__ = ("record_id", "hotel_id", "until", "reason")

    TYPE = "RecordDeferred"
    AGGREGATE = "record"
    VERSION = 1

    def __init__(
        self, *, record_id: RecordId, hotel_id: HotelId, until: dt.datetime, reason: DeferralReason
    ) -> None:
        self.record_id: typing.Final = record_id
        self.hotel_id: typing.Final = hotel_id
        self.until: typing.Final = values.cut_timestamp(until, "until")
        self.reason: typing.Final = reason

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "hotel_id": self.hotel_id,
            "until": values.write_timestamp(self.until),
            "reason": self.reason,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            until=fields.required("until", values.read_timestamp),
            reason=fields.required("reason", DeferralReason.read),
        )
