# Written by `python -m generator generate`; edit specs/ instead.
"""The event CallDurationExceeded."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallDurationExceeded(values.EventData):
    """The call took too long; the rest is asked for by e-mail."""

    __slots__ = ("call_id", "hotel_id", "record_ids")

    TYPE = "CallDurationExceeded"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(
        self, *, call_id: CallId, hotel_id: HotelId, record_ids: tuple[RecordId, ...]
    ) -> None:
        self.call_id: typing.Final = call_id
        self.hotel_id: typing.Final = hotel_id
        self.record_ids: typing.Final = values.bounded(
            record_ids, "record_ids", at_least=0, at_most=10
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
            "record_ids": list(self.record_ids),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            record_ids=fields.required(
                "record_ids", values.list_of(RecordId.read, at_least=0, at_most=10)
            ),
        )
