"""One call as the API shows it.

Stands apart from the conversation that makes it happen. Invariant: a status only moves forward.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum


class Status(StrEnum):
    """Source: call_enum_status in Twilio's API description."""

    QUEUED = "queued"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


LIVE = {Status.QUEUED, Status.RINGING, Status.IN_PROGRESS}


@dataclass(slots=True)
class Call:
    """`parameters` are those of `create`, with later updates. Seconds are script time."""

    sid: str
    account_sid: str
    hotel_id: str | None
    parameters: Mapping[str, list[str]]
    created: datetime
    status: Status = Status.QUEUED
    started: datetime | None = None
    ended: datetime | None = None
    updated: datetime | None = None
    answered_by: str | None = None
    queue_seconds: float = 0.0
    ringing_seconds: float = 0.0
    talking_seconds: float = 0.0
    ended_because: str | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def parameter(self, name: str, default: str = "") -> str:
        """The last value of a parameter of `create` or `update`."""
        return self.parameters[name][-1] if name in self.parameters else default

    def leave_queue(self, seconds: float) -> None:
        """It is being dialled, after so many seconds."""
        self.queue_seconds, self.started = seconds, datetime.now(UTC)

    def move_to(self, status: Status) -> None:
        """Takes on a later status."""
        now = datetime.now(UTC)
        if status not in LIVE:
            self.ended = now
        self.status, self.updated = status, now

    def resource(self) -> dict[str, object]:
        """As the API's api.v2010.account.call."""
        completed = self.status is Status.COMPLETED
        path = f"/2010-04-01/Accounts/{self.account_sid}/Calls/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "to": self.parameter("To"),
            "to_formatted": self.parameter("To"),
            "from": self.parameter("From"),
            "from_formatted": self.parameter("From"),
            "status": self.status.value,
            "direction": "outbound-api",
            "answered_by": self.answered_by,
            "date_created": format_datetime(self.created),
            "date_updated": format_datetime(self.updated or self.created),
            "start_time": format_datetime(self.started) if self.started else None,
            "end_time": format_datetime(self.ended) if self.ended else None,
            "duration": str(self.billed_seconds()) if completed else None,
            "queue_time": str(round(self.queue_seconds * 1000)),
            "api_version": "2010-04-01",
            "parent_call_sid": None,
            "phone_number_sid": None,
            "price": None,
            "price_unit": "USD",
            "forwarded_from": None,
            "group_sid": None,
            "caller_name": None,
            "trunk_sid": None,
            "uri": f"{path}.json",
            "subresource_uris": {"events": f"{path}/Events.json"},
        }

    def billed_seconds(self) -> int:
        """Whole seconds of talk, as webhooks and API tell them."""
        return round(self.talking_seconds)

    def summary(self) -> dict[str, object]:
        """For reports: what became of the call, in script seconds."""
        return {
            "call": self.sid,
            "hotel_id": self.hotel_id,
            "to": self.parameter("To"),
            "status": self.status.value,
            "ended_because": self.ended_because,
            "answered_by": self.answered_by,
            "ringing_seconds": round(self.ringing_seconds, 2),
            "talking_seconds": round(self.talking_seconds, 2),
        }
