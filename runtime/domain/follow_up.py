"""What happens to the records that a call did not get an answer to: one table by outcome.

It stands apart so that a product owner can read it. Invariant: every outcome has exactly one row.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from generated.types.call_outcome import CallOutcome
from generated.types.deferral_reason import DeferralReason
from generated.types.escalation_reason import EscalationReason
from generated.types.hotel import Hotel
from runtime.domain.calling_hours import next_open_moment

MOST_ATTEMPTS = 3
"""After so many calls that count, somebody else takes over."""


class Again(NamedTuple):
    """Call again `after` a while; outside the hotel's hours, when it opens."""

    reason: DeferralReason
    after: timedelta = timedelta(minutes=15)


class AtNextOpening(NamedTuple):
    """Call again when the hotel opens the next time. Such a call does not count."""

    reason: DeferralReason


class AsAgreed(NamedTuple):
    """Call again when the hotel said; until we learn when that is, `after` a while."""

    after: timedelta = timedelta(minutes=15)


class HandOver(NamedTuple):
    """Calling does not help."""

    reason: EscalationReason


FollowUp = Again | AtNextOpening | AsAgreed | HandOver

FOLLOW_UPS: dict[CallOutcome, FollowUp] = {
    CallOutcome.COMPLETED: Again(DeferralReason.UNANSWERED),
    CallOutcome.BUSY: Again(DeferralReason.BUSY),
    CallOutcome.NO_ANSWER: Again(DeferralReason.NO_ANSWER),
    CallOutcome.CANCELED: Again(DeferralReason.UNANSWERED),
    CallOutcome.INVALID_NUMBER: HandOver(EscalationReason.WRONG_LINE),
    CallOutcome.CARRIER_FAILURE: Again(DeferralReason.UNANSWERED),
    CallOutcome.QUEUE_TIMEOUT: Again(DeferralReason.UNANSWERED),
    CallOutcome.BLOCKED_BY_POLICY: AtNextOpening(DeferralReason.AFTER_HOURS),
    CallOutcome.VOICEMAIL_LEFT: Again(DeferralReason.VOICEMAIL),
    CallOutcome.VOICEMAIL_CUT_OFF: Again(DeferralReason.VOICEMAIL),
    CallOutcome.UNAVAILABLE: Again(DeferralReason.UNANSWERED),
    CallOutcome.IVR_DEAD_END: HandOver(EscalationReason.IVR_DEAD_END),
    CallOutcome.IVR_LOOP: HandOver(EscalationReason.IVR_DEAD_END),
    CallOutcome.FAX: HandOver(EscalationReason.WRONG_LINE),
    CallOutcome.SCREENED: Again(DeferralReason.UNANSWERED),
    CallOutcome.HOLD_TIMEOUT: Again(DeferralReason.HOLD_TIMEOUT, timedelta(hours=1)),
    CallOutcome.NO_RESPONSE: Again(DeferralReason.UNANSWERED),
    CallOutcome.REFUSED: HandOver(EscalationReason.REFUSED),
    CallOutcome.CALLBACK: AsAgreed(),
    CallOutcome.HUNG_UP: Again(DeferralReason.HUNG_UP),
    CallOutcome.DURATION_EXCEEDED: HandOver(EscalationReason.DURATION_EXCEEDED),
    CallOutcome.WORKFLOW_ERROR: Again(DeferralReason.UNANSWERED),
}


class Deferred(NamedTuple):
    """The next call is not before `until`. `reason` is None where another fact tells of it."""

    until: datetime
    reason: DeferralReason | None
    counts: bool


class HandedOver(NamedTuple):
    """Somebody else takes over."""

    reason: EscalationReason


Decision = Deferred | HandedOver


def decide(outcome: CallOutcome, attempts: int, hotel: Hotel | None, now: datetime) -> Decision:
    """Decide about a record after a call. `attempts`: the calls that count, this one included.

    Without a hotel on file there are no hours to keep; a hotel that must not be called is left.
    """
    if hotel is not None and hotel.do_not_call:
        return HandedOver(EscalationReason.WRONG_LINE)
    match FOLLOW_UPS[outcome]:
        case HandOver(reason):
            return HandedOver(reason)
        case AtNextOpening(reason):
            later = now + timedelta(minutes=1)  # the hours may have begun since it was blocked
            return Deferred(_when_open(hotel, later), reason, counts=False)
        case Again() | AsAgreed() if attempts >= MOST_ATTEMPTS:
            return HandedOver(EscalationReason.ATTEMPTS_USED_UP)
        case AsAgreed(after):
            return Deferred(_when_open(hotel, now + after), None, counts=True)
        case Again(reason, after):
            return Deferred(_when_open(hotel, now + after), reason, counts=True)


def _when_open(hotel: Hotel | None, at: datetime) -> datetime:
    return at if hotel is None else next_open_moment(hotel, at)
