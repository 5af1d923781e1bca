# Written by `python -m generator generate`; edit specs/ instead.
"""The event RecordCreated."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..types.confirmation import Confirmation
from ..types.guest_name import GuestName
from ..types.hotel_id import HotelId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class RecordCreated(values.EventData):
    """Somebody wants the folio of a past stay."""

    __slots__ = (
        "record_id",
        "hotel_id",
        "guest_name",
        "confirmation_number",
        "arrival",
        "departure",
    )

    TYPE = "RecordCreated"
    AGGREGATE = "record"
    VERSION = 1

    MASKED = ("guest_name",)

    def __init__(
        self,
        *,
        record_id: RecordId,
        hotel_id: HotelId,
        guest_name: GuestName,
        confirmation_number: Confirmation,
        arrival: dt.date,
        departure: dt.date,
    ) -> None:
        self.record_id: typing.Final = record_id
        self.hotel_id: typing.Final = hotel_id
        self.guest_name: typing.Final = guest_name
        self.confirmation_number: typing.Final = confirmation_number
        self.arrival: typing.Final = arrival
        self.departure: typing.Final = departure

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "hotel_id": self.hotel_id,
            "guest_name": self.guest_name,
            "confirmation_number": self.confirmation_number,
            "arrival": self.arrival.isoformat(),
            "departure": self.departure.isoformat(),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            guest_name=fields.required("guest_name", GuestName.read),
            confirmation_number=fields.required("confirmation_number", Confirmation.read),
            arrival=fields.required("arrival", values.read_date),
            departure=fields.required("departure", values.read_date),
        )
