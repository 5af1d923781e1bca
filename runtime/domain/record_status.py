"""The status of a record: which fact moves it where.

It stands apart because the legal moves are one table, read by a product owner and folded here.
Invariant: a fact that is no legal move, such as one that comes late, changes the sequence alone.
"""

from dataclasses import replace

from generated.events.fact import Fact
from generated.events.folio_agreed import FolioAgreed
from generated.events.folio_not_found import FolioNotFound
from generated.events.folio_refused import FolioRefused
from generated.events.folio_requested import FolioRequested
from generated.events.record_assigned_to_call import RecordAssignedToCall
from generated.events.record_created import RecordCreated
from generated.events.record_deferred import RecordDeferred
from generated.events.record_escalated import RecordEscalated
from generated.events.record_queued import RecordQueued
from generated.types.deferral_reason import DeferralReason
from generated.types.record_id import RecordId
from runtime.state.projection import Projection, Status

RecordEvent = (
    RecordCreated
    | RecordQueued
    | RecordDeferred
    | RecordAssignedToCall
    | FolioRequested
    | FolioAgreed
    | FolioRefused
    | FolioNotFound
    | RecordEscalated
)

WAITING = frozenset({Status.NEW, Status.QUEUED, Status.SCHEDULED, Status.CALLBACK_SCHEDULED})
OPEN = WAITING | {Status.CALLING}

MOVES: dict[Status, frozenset[Status]] = {
    # to                        from
    Status.NEW: frozenset(),
    Status.QUEUED: frozenset({Status.NEW}),
    Status.SCHEDULED: OPEN,
    Status.CALLBACK_SCHEDULED: OPEN,
    Status.CALLING: OPEN,
    Status.AGREED_TO_SEND: OPEN | {Status.NEEDS_REVIEW},
    Status.REFUSED: OPEN,
    Status.NOT_FOUND: OPEN,
    Status.NEEDS_REVIEW: OPEN,
}
"""From where a status may be reached. What was agreed, refused or not found stays so."""


def fold(projection: Projection | None, fact: Fact, event: RecordEvent) -> Projection:
    """Apply the next fact of a record; `projection` is None before its first.

    The bus keeps no order: what was stored late and happened before something else that is known
    may still settle a record, but not open it again.
    """
    before = projection or _unheard_of(fact, event.record_id)
    updated_at = max(before.updated_at, fact.timestamp)
    after = replace(before, sequence=_sequence(fact), updated_at=updated_at)
    if isinstance(event, RecordCreated):
        return replace(after, hotel_id=event.hotel_id, created_at=fact.timestamp)
    status = status_after(event)
    is_overtaken = status in OPEN and fact.timestamp < before.updated_at
    if is_overtaken or (before.status not in MOVES[status] and before.status is not status):
        return after
    return _with_details(replace(after, status=status), event)


def status_after(event: RecordEvent) -> Status:
    """Give the status that an event leads to, where the move is legal."""
    match event:
        case RecordCreated():
            return Status.NEW
        case RecordQueued():
            return Status.QUEUED
        case RecordDeferred():
            is_callback = event.reason is DeferralReason.CALLBACK
            return Status.CALLBACK_SCHEDULED if is_callback else Status.SCHEDULED
        case RecordAssignedToCall() | FolioRequested():
            return Status.CALLING
        case FolioAgreed():
            return Status.AGREED_TO_SEND
        case FolioRefused():
            return Status.REFUSED
        case FolioNotFound():
            return Status.NOT_FOUND
        case RecordEscalated():
            return Status.NEEDS_REVIEW


def _with_details(projection: Projection, event: RecordEvent) -> Projection:
    match event:
        case RecordDeferred():
            return replace(projection, hotel_id=event.hotel_id, next_at=event.until)
        case RecordAssignedToCall():
            return replace(projection, hotel_id=event.hotel_id, call_id=event.call_id, next_at=None)
        case FolioRequested() | FolioAgreed() | FolioRefused() | FolioNotFound():
            return replace(projection, call_id=event.call_id, next_at=None)
        case RecordQueued():
            return replace(projection, hotel_id=event.hotel_id, next_at=None)
        case RecordCreated() | RecordEscalated():
            return replace(projection, next_at=None)


def _unheard_of(fact: Fact, record_id: RecordId) -> Projection:
    return Projection(
        record_id=record_id,
        status=Status.NEW,
        sequence=0,
        created_at=fact.timestamp,
        updated_at=fact.timestamp,
    )


def _sequence(fact: Fact) -> int:
    if fact.sequence is None:
        raise ValueError(f"the fact {fact.event_id} was not stored: it has no sequence")
    return fact.sequence
