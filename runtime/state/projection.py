"""What is known about a record now, as a fold of the facts about it.

Invariant: it is what `domain.record_status` folds from the record's facts 1 to `sequence`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generated.types.call_id import CallId
from generated.types.hotel_id import HotelId
from generated.types.record_id import RecordId


class Status(StrEnum):
    """Where a record stands. The values are what the projection's `status` attribute holds."""

    NEW = "NEW"
    QUEUED = "QUEUED"
    SCHEDULED = "SCHEDULED"
    CALLBACK_SCHEDULED = "CALLBACK_SCHEDULED"
    CALLING = "CALLING"
    AGREED_TO_SEND = "AGREED_TO_SEND"
    REFUSED = "REFUSED"
    NOT_FOUND = "NOT_FOUND"
    NEEDS_REVIEW = "NEEDS_REVIEW"


@dataclass(frozen=True, slots=True)
class Projection:
    """`hotel_id` is absent while the record's creation has not been folded; `next_at`: when the
    next call may come, while that lies ahead.
    """

    record_id: RecordId
    status: Status
    sequence: int
    created_at: datetime
    updated_at: datetime
    hotel_id: HotelId | None = None
    next_at: datetime | None = None
    call_id: CallId | None = None
