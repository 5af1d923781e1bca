"""A hotel's line: which records wait for a call, and which call is on it.

Invariant: a record stands in a line at most once, either waiting or taken by the live call; a line
has at most one live call.
"""

from dataclasses import dataclass
from datetime import datetime

from generated.events.fact import Fact
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.folio_request import FolioRequest
from generated.types.hotel_id import HotelId


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record in the line. `attempts`: calls that count against it; `last_call`: the latest."""

    request: FolioRequest
    due_at: datetime
    attempts: int = 0
    last_call: CallId | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """The call on the line. It holds the line `until` then at the latest; `is_started`: its flow
    was started and its facts were told.
    """

    call_id: CallId
    batch_id: BatchId
    until: datetime
    taken: tuple[Waiting, ...]
    is_started: bool = False


@dataclass(frozen=True, slots=True)
class Handled:
    """A change that was made; remembered while its reason may be delivered again."""

    change_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """`version` counts the changes; `outbox`: facts about the last change, until they are told."""

    hotel_id: HotelId
    version: int = 0
    waiting: tuple[Waiting, ...] = ()
    live: Live | None = None
    handled: tuple[Handled, ...] = ()
    outbox: tuple[Fact, ...] = ()
