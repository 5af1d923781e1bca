"""The line of a hotel: how facts and calls change it.

It stands apart because it is the one place that decides when a hotel is called. Invariants: one
live call a hotel; a record is in the line at most once; a call takes only records that are due;
news of a call that comes late, twice or in another order ends in the same line.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from generated.events.batch_completed import BatchCompleted
from generated.events.call_duration_exceeded import CallDurationExceeded
from generated.events.callback_requested import CallbackRequested
from generated.events.record_deferred import RecordDeferred
from generated.events.record_escalated import RecordEscalated
from generated.events.record_queued import RecordQueued
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.deferral_reason import DeferralReason
from generated.types.escalation_reason import EscalationReason
from generated.types.folio_request import FolioRequest
from generated.types.hotel import Hotel
from generated.types.record_id import RecordId
from runtime.domain.calling_hours import next_open_moment
from runtime.domain.command import derived_id
from runtime.domain.follow_up import MOST_ATTEMPTS, Deferred, HandedOver, decide
from runtime.state.line import Line, Live, Waiting

Told = RecordQueued | RecordDeferred | RecordEscalated
Change = tuple[Line, list[Told]]

MOST_RECORDS = 10
"""A call asks for at most so many folios."""
LEASE = timedelta(minutes=15)
"""How long a call may hold a line: its flow's 600 s, and time for the news of its end."""
LONGEST_CALL = timedelta(minutes=11)
"""A flow's 600 s, and the function's own minute to start it."""


def queue(line: Line, request: FolioRequest, now: datetime) -> Change:
    """Put a new record at the end of the line, due now. One that already stands there stays."""
    if any(waiting.request.record_id == request.record_id for waiting in _everybody(line)):
        return line, []
    joined = replace(line, waiting=(*line.waiting, Waiting(request=request, due_at=now)))
    return joined, [RecordQueued(record_id=request.record_id, hotel_id=line.hotel_id)]


def take_batch(line: Line, now: datetime) -> Line | None:
    """Take up to ten due records for a call, the longest due first; None: no call now.

    The ids follow from the hotel and the line's version, so that a repeated message finds its call.
    """
    due = sorted((w for w in line.waiting if w.due_at <= now), key=lambda w: w.due_at)
    if line.live is not None or not due:
        return None
    batch_hex = derived_id(line.hotel_id, line.version, "batch").replace("-", "")
    call_hex = derived_id(line.hotel_id, line.version, "call").replace("-", "")
    call_id = CallId(f"call-{call_hex}")
    taken = tuple(replace(waiting, last_call=call_id) for waiting in due[:MOST_RECORDS])
    live = Live(call_id, BatchId(f"batch-{batch_hex}"), now + LEASE, taken)
    names = {waiting.request.record_id for waiting in taken}
    return replace(
        line,
        waiting=tuple(w for w in line.waiting if w.request.record_id not in names),
        live=live,
    )


def can_start(live: Live, now: datetime) -> bool:
    """Whether a call that starts now is over before it may no longer hold the line."""
    return now + LONGEST_CALL <= live.until


def renew_lease(line: Line, call_id: CallId, now: datetime) -> Line | None:
    """Let a call hold the line from now on, because it did not start when it should have; None: it
    holds the line no more, or has started.
    """
    if line.live is None or line.live.call_id != call_id or line.live.is_started:
        return None
    return replace(line, live=replace(line.live, until=now + LEASE))


def mark_started(line: Line, call_id: CallId) -> Line:
    """Note that the live call's flow was started and its facts were told."""
    if line.live is None or line.live.call_id != call_id:
        return line
    return replace(line, live=replace(line.live, is_started=True))


def complete_batch(
    line: Line, completed: BatchCompleted, hotel: Hotel | None, now: datetime
) -> Change:
    """Free the line; what the call got no answer to goes back to its policy.

    The records of a call whose line was already given up are found among those that wait.
    """
    remaining = set(completed.remaining)
    freed = _free(line, completed.call_id)
    answered = tuple(
        waiting
        for waiting in freed.waiting
        if waiting.last_call != completed.call_id or waiting.request.record_id in remaining
    )
    line_of_remaining = replace(freed, waiting=answered)
    was_live = line.live is not None and line.live.call_id == completed.call_id
    if not was_live:
        return line_of_remaining, []  # given up before: they have been decided about
    return _decide_again(line_of_remaining, completed.call_id, completed.outcome, hotel, now)


def lose_call(line: Line, hotel: Hotel | None, now: datetime) -> Change:
    """Give up a call that has held the line for too long: nothing was heard of it."""
    if line.live is None or line.live.until > now:
        return line, []
    call_id = line.live.call_id
    return _decide_again(_free(line, call_id), call_id, CallOutcome.WORKFLOW_ERROR, hotel, now)


def agree_callback(
    line: Line, agreed: CallbackRequested, hotel: Hotel | None, now: datetime
) -> Change:
    """Set the agreed time, or the next opening after it, for the records that it is about."""
    earliest = max(agreed.due_at, now)
    until = earliest if hotel is None else next_open_moment(hotel, earliest)
    names = set(agreed.record_ids)
    about = [
        w
        for w in _everybody(line)
        if w.request.record_id in names and w.last_call == agreed.call_id
    ]
    told: list[Told] = [
        RecordDeferred(
            record_id=waiting.request.record_id,
            hotel_id=line.hotel_id,
            until=until,
            reason=DeferralReason.CALLBACK,
        )
        for waiting in about
    ]
    found = {waiting.request.record_id for waiting in about}
    return _change_each(
        line, lambda w: replace(w, due_at=until) if w.request.record_id in found else w
    ), told


def hand_over(line: Line, exceeded: CallDurationExceeded) -> Change:
    """Take the records out of the line that a call had no time for."""
    names = set(exceeded.record_ids)
    gone = [w.request.record_id for w in _everybody(line) if w.request.record_id in names]
    told: list[Told] = [
        RecordEscalated(record_id=record_id, reason=EscalationReason.DURATION_EXCEEDED)
        for record_id in gone
    ]
    return _change_each(line, lambda w: None if w.request.record_id in names else w), told


def due_at(line: Line) -> datetime | None:
    """Tell when somebody must look at this line again; None: not before something changes it."""
    if line.outbox:
        return line.outbox[0].timestamp
    if line.live is not None:
        return line.live.until if line.live.is_started else line.live.until - LEASE
    return min((waiting.due_at for waiting in line.waiting), default=None)


def needs_pick_up(line: Line, now: datetime) -> bool:
    """Whether there is a call to place now, or one whose start was not finished."""
    if line.live is not None:
        return not line.live.is_started
    return any(waiting.due_at <= now for waiting in line.waiting)


def _decide_again(
    line: Line, call_id: CallId, outcome: CallOutcome, hotel: Hotel | None, now: datetime
) -> Change:
    told: list[Told] = []
    staying: list[Waiting] = []
    for waiting in line.waiting:
        if waiting.last_call != call_id:
            staying.append(waiting)
            continue
        attempts = waiting.attempts + 1
        if waiting.due_at > now and attempts < MOST_ATTEMPTS:  # agreed during the call, and told
            staying.append(replace(waiting, attempts=attempts))
            continue
        match decide(outcome, attempts, hotel, now):
            case HandedOver(reason):
                record_id = waiting.request.record_id
                told.append(RecordEscalated(record_id=record_id, reason=reason))
            case Deferred() as deferred:
                counted = waiting.attempts + deferred.counts
                staying.append(replace(waiting, due_at=deferred.until, attempts=counted))
                told += _deferral(line, waiting.request.record_id, deferred)
    return replace(line, waiting=tuple(staying)), told


def _deferral(line: Line, record_id: RecordId, deferred: Deferred) -> list[Told]:
    if deferred.reason is None:
        return []
    return [
        RecordDeferred(
            record_id=record_id,
            hotel_id=line.hotel_id,
            until=deferred.until,
            reason=deferred.reason,
        )
    ]


def _free(line: Line, call_id: CallId) -> Line:
    if line.live is None or line.live.call_id != call_id:
        return line
    return replace(line, waiting=(*line.live.taken, *line.waiting), live=None)


def _everybody(line: Line) -> tuple[Waiting, ...]:
    return line.waiting if line.live is None else (*line.waiting, *line.live.taken)


def _change_each(line: Line, change: Callable[[Waiting], Waiting | None]) -> Line:
    """Change, or with None take out, records both of the line and of its live call."""

    def changed(entries: tuple[Waiting, ...]) -> tuple[Waiting, ...]:
        return tuple(new for entry in entries if (new := change(entry)) is not None)

    live = line.live
    new_live = None if live is None else replace(live, taken=changed(live.taken))
    return replace(line, waiting=changed(line.waiting), live=new_live)
