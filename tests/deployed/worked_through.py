"""What came of one record for each scripted hotel, on the deployed system."""

from typing import NamedTuple

from generated.events.fact import Fact
from generated.events.record_created import RecordCreated
from hotels.script import Hotel
from local.results import Call
from local.statuses import RecordStatus
from local.system import System


class WorkedThrough(NamedTuple):
    """A system whose records are at rest; calls and statuses go by the hotel's name. `problems`:
    what the stand-in for Twilio refused until then.
    """

    system: System
    calls: dict[str, Call]
    statuses: dict[str, RecordStatus]
    facts: list[Fact]
    problems: list[dict[str, object]]


def record_for(hotel: Hotel) -> RecordCreated:
    """Make a record of one stay at a hotel."""
    return RecordCreated.from_data(
        {
            "record_id": f"REC-{hotel.hotel_id}",
            "hotel_id": hotel.hotel_id,
            "guest_name": "Ada Byron",
            "confirmation_number": "AB-1815",
            "arrival": "2026-10-05",
            "departure": "2026-10-08",
        }
    )
