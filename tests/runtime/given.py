"""Hotels, records, commands and facts for tests: everything that they have in common."""

from datetime import date
from typing import Any

from generated.events.fact import Fact
from generated.events.record_created import RecordCreated
from generated.types.confirmation import Confirmation
from generated.types.digits import Digits
from generated.types.folio_request import FolioRequest
from generated.types.guest_name import GuestName
from generated.types.hotel import Hotel
from generated.types.hotel_id import HotelId
from generated.types.ivr_rule import IvrRule
from generated.types.local_time import LocalTime
from generated.types.phone_number import PhoneNumber
from generated.types.phrase import Phrase
from generated.types.record_id import RecordId
from generated.values import EventData
from runtime.domain.command import Command, derived_id
from tests.runtime.fakes import NOW, FakeHotels, FakeWorld

HOTEL_ID = HotelId("harbor-lights")
CALL_HEX = "0123456789abcdef0123456789abcdef"


def hotel(
    opens: str = "00:00",
    closes: str = "24:00",
    time_zone: str = "Europe/London",
    *,
    do_not_call: bool = False,
) -> Hotel:
    return Hotel(
        hotel_id=HOTEL_ID,
        name=Phrase("Harbor Lights Hotel"),
        phone=PhoneNumber("+12025550114"),
        time_zone=Phrase(time_zone),
        opens=LocalTime(opens),
        closes=LocalTime(closes),
        do_not_call=do_not_call,
        ivr_profile=(IvrRule(prompt_contains=Phrase("for accounting"), press=Digits("2")),),
    )


def record_id(number: int = 1) -> RecordId:
    return RecordId(f"REC-{number}")


def request(number: int = 1) -> FolioRequest:
    return FolioRequest(
        record_id=record_id(number),
        guest_name=GuestName("Ingrid Lindqvist"),
        confirmation_number=Confirmation(f"HL-{number}"),
        arrival=date(2026, 10, 5),
        departure=date(2026, 10, 8),
    )


def created(number: int = 1) -> RecordCreated:
    return RecordCreated(
        record_id=record_id(number),
        hotel_id=HOTEL_ID,
        guest_name=GuestName("Ingrid Lindqvist"),
        confirmation_number=Confirmation(f"HL-{number}"),
        arrival=date(2026, 10, 5),
        departure=date(2026, 10, 8),
    )


def fact(event: EventData, number: int = 1, sequence: int | None = None) -> Fact:
    """A fact whose id follows from its type, its aggregate and the number."""
    return Fact(
        event=event,
        event_id=derived_id(event.TYPE, event.aggregate_id, number),
        timestamp=NOW,
        correlation_id=event.aggregate_id,
        source="folio.test",
        sequence=sequence,
    )


def command(name: str = "command-1", correlation_id: str = "call-1") -> Command:
    return Command(id=name, correlation_id=correlation_id, source="folio.test")


def caused_by(told: Fact) -> Command:
    return Command(f"folio.test/{told.event_id}", told.correlation_id, "folio.test")


def world(on_file: Hotel | None = None) -> FakeWorld:
    known = on_file or hotel()
    return FakeWorld(hotels=FakeHotels({known.hotel_id: known}))


# What boto3 asks for before it builds a client that never calls anybody.
NOWHERE: dict[str, Any] = {
    "region_name": "us-east-1",
    "aws_access_key_id": "a",
    "aws_secret_access_key": "b",
}
