# Written by `python -m generator generate`; edit specs/ instead.
"""The event CallbackRequested."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..types.call_id import CallId
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallbackRequested(values.EventData):
    """The hotel asked us to call again at a certain time."""

    __slots__ = ("call_id", "hotel_id", "due_at", "record_ids")

    TYPE = "CallbackRequested"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(
        self,
        *,
        call_id: CallId,
        hotel_id: HotelId,
        due_at: dt.datetime,
        record_ids: tuple[RecordId, ...],
    ) -> None:
        self.call_id: typing.Final = call_id
        self.hotel_id: typing.Final = hotel_id
        self.due_at: typing.Final = values.cut_timestamp(due_at, "due_at")
        self.record_ids: typing.Final = values.bounded(
            record_ids, "record_ids", at_least=1, at_most=10
        )

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "hotel_id": self.hotel_id,
            "due_at": values.write_timestamp(self.due_at),
            "record_ids": list(self.record_ids),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            due_at=fields.required("due_at", values.read_timestamp),
            record_ids=fields.required(
                "record_ids", values.list_of(RecordId.read, at_least=1, at_most=10)
            ),
        )
