# Written by `python -m generator generate`; edit specs/ instead.
"""The event BatchScheduled."""

from __future__ import annotations

from .. import values
from ..types.batch_id import BatchId
from ..types.call_id import CallId
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class BatchScheduled(values.EventData):
    """These records are asked for in one call."""

    __slots__ = ("batch_id", "hotel_id", "call_id", "record_ids")

    TYPE = "BatchScheduled"
    AGGREGATE = "batch"
    VERSION = 1

    def __init__(
        self,
        *,
        batch_id: BatchId,
        hotel_id: HotelId,
        call_id: CallId,
        record_ids: tuple[RecordId, ...],
    ) -> None:
        self.batch_id: typing.Final = batch_id
        self.hotel_id: typing.Final = hotel_id
        self.call_id: typing.Final = call_id
        self.record_ids: typing.Final = values.bounded(
            record_ids, "record_ids", at_least=1, at_most=10
        )

    @property
    def aggregate_id(self) -> str:
        """Which batch it is about."""
        return self.batch_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "batch_id": self.batch_id,
            "hotel_id": self.hotel_id,
            "call_id": self.call_id,
            "record_ids": list(self.record_ids),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            batch_id=fields.required("batch_id", BatchId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            call_id=fields.required("call_id", CallId.read),
            record_ids=fields.required(
                "record_ids", values.list_of(RecordId.read, at_least=1, at_most=10)
            ),
        )
