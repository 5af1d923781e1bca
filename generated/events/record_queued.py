# Written by `python -m generator generate`; edit specs/ instead.
"""The event RecordQueued."""

from __future__ import annotations

from .. import values
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class RecordQueued(values.EventData):
    """The record stands in its hotel's line."""

    __slots__ = ("record_id", "hotel_id")

    TYPE = "RecordQueued"
    AGGREGATE = "record"
    VERSION = 1

    def __init__(self, *, record_id: RecordId, hotel_id: HotelId) -> None:
        self.record_id: typing.Final = record_id
        self.hotel_id: typing.Final = hotel_id

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "hotel_id": self.hotel_id,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
        )
