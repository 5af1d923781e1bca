"""Which fact answers which wait.

It stands apart because the rule must hold for every interleaving of an arming and its deliveries:
whoever comes last sees both and decides alike. Invariants: a fact answers at most one living wait;
facts of one name are taken in the order in which they happened.

Only the newest wait can be answered: a flow waits in one place at a time, so an older wait's token
is dead as soon as a newer wait is armed.
"""

from dataclasses import replace
from datetime import datetime

from runtime.state.inbox import Claim, ClaimState, Inbox, InboxFact, Wait

Position = tuple[datetime, str]


def position(fact: InboxFact) -> Position:
    """Order facts by when they happened; of the same moment, by their id."""
    return fact.timestamp, fact.event_id


def next_claim(inbox: Inbox) -> tuple[Wait, Claim] | None:
    """Find the claim to make now: the wait as it was read, and what its claim is to become."""
    wait = newest_wait(inbox)
    if wait is None or (wait.claim is not None and wait.claim.token == wait.token):
        return None
    if wait.claim is not None and wait.claim.state is not ClaimState.MISSED:
        return wait, _claim(wait, wait.claim.event_id)  # the arming was retried: a new token
    takeable = [fact for fact in inbox.facts if _is_takeable(fact, wait, inbox)]
    if not takeable:
        return None
    return wait, _claim(wait, min(takeable, key=position).event_id)


def unfinished_claim(inbox: Inbox) -> tuple[Wait, Claim] | None:
    """Find a claim that nobody is known to have completed, for one more attempt."""
    wait = newest_wait(inbox)
    if wait is None or wait.claim is None or wait.claim.token != wait.token:
        return None
    if wait.claim.state is not ClaimState.CLAIMED:
        return None
    return wait, replace(wait.claim, attempts=wait.claim.attempts + 1)


def completed(claim: Claim, *, was_alive: bool) -> Claim:
    """Settle a claim after its token was completed.

    A token that was dead at the only attempt was never completed by this fact, so the fact is still
    there for a later wait. After several attempts an earlier one may have succeeded: then the fact
    counts as taken, because taking an answer twice is worse than asking again.
    """
    is_missed = not was_alive and claim.attempts == 1
    return replace(claim, state=ClaimState.MISSED if is_missed else ClaimState.DONE)


def newest_wait(inbox: Inbox) -> Wait | None:
    """Find the wait that the flow entered last."""
    return max(inbox.waits, key=lambda wait: (wait.entered, wait.wait_id), default=None)


def _claim(wait: Wait, event_id: str) -> Claim:
    return Claim(event_id=event_id, token=wait.token, attempts=1, state=ClaimState.CLAIMED)


def _is_takeable(fact: InboxFact, wait: Wait, inbox: Inbox) -> bool:
    for accepts in wait.accepts:
        if accepts.name == fact.name:
            is_current = accepts.after is None or fact.timestamp >= accepts.after
            return is_current and not _is_spent(fact, inbox)
    return False


def _is_spent(fact: InboxFact, inbox: Inbox) -> bool:
    """Whether it, or a later fact of its name, was taken: that cursor never moves back."""
    taken = {
        wait.claim.event_id
        for wait in inbox.waits
        if wait.claim is not None and wait.claim.state is not ClaimState.MISSED
    }
    return any(
        other.name == fact.name and other.event_id in taken and position(other) >= position(fact)
        for other in inbox.facts
    )
