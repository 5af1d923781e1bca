# Written by `python -m generator generate`; edit specs/ instead.
"""The event RecordAssignedToCall."""

from __future__ import annotations

from .. import values
from ..types.batch_id import BatchId
from ..types.call_id import CallId
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class RecordAssignedToCall(values.EventData):
    """A call is about to ask for this folio."""

    __slots__ = ("record_id", "hotel_id", "batch_id", "call_id")

    TYPE = "RecordAssignedToCall"
    AGGREGATE = "record"
    VERSION = 1

    def __init__(
        self, *, record_id: RecordId, hotel_id: HotelId, batch_id: BatchId, call_id: CallId
    ) -> None:
        self.record_id: typing.Final = record_id
        self.hotel_id: typing.Final = hotel_id
        self.batch_id: typing.Final = batch_id
        self.call_id: typing.Final = call_id

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "hotel_id": self.hotel_id,
            "batch_id": self.batch_id,
            "call_id": self.call_id,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            batch_id=fields.required("batch_id", BatchId.read),
            call_id=fields.required("call_id", CallId.read),
        )
