"""What can go wrong between the telephone provider and its customer during a call.

Stands apart because the same faults come from a hotel's script, from a request to a stand-in and
from the simulator. Invariant: a fault says what goes wrong, never how it is brought about.
"""

from dataclasses import dataclass
from enum import StrEnum

from hotels.source import Record

REQUIRED = {"fault"}
OPTIONAL = {"webhook", "by", "times"}


class FaultKind(StrEnum):
    """What goes wrong."""

    BEFORE_RESPONSE = "before_response"  # the webhook comes before the API has answered `create`
    DUPLICATE = "duplicate"  # the webhook comes twice
    REORDERED = "reordered"  # the next webhook overtakes this one
    LATE = "late"  # the webhook comes `by` later
    LOST = "lost"  # the webhook never comes
    WRONG_SIGNATURE = "wrong_signature"  # the webhook is signed with another key
    API_ERROR = "api_error"  # `create` is answered with 503; no call is placed
    API_REFUSAL = "api_refusal"  # `create` is answered with 400; no call is placed
    API_TIMEOUT = "api_timeout"  # the call is placed, but `create` is never answered


class Webhook(StrEnum):
    """Which of the provider's requests it happens to."""

    INITIATED = "initiated"
    RINGING = "ringing"
    ANSWERED = "answered"
    COMPLETED = "completed"
    MACHINE_DETECTION = "machine_detection"
    INSTRUCTIONS = "instructions"  # the first instructions, and every redirect
    GATHER = "gather"  # what was heard


API_FAULTS = {FaultKind.API_ERROR, FaultKind.API_REFUSAL, FaultKind.API_TIMEOUT}
PROGRESS = {Webhook.INITIATED, Webhook.RINGING, Webhook.ANSWERED, Webhook.COMPLETED}


@dataclass(frozen=True, slots=True)
class Fault:
    """`webhook` is absent for faults of the API. `times`: how often it strikes in one call."""

    kind: FaultKind
    webhook: Webhook | None
    by_seconds: float
    times: int


def read_fault(entry: Record) -> Fault:
    """One fault, such as `{fault: late, webhook: ringing, by: 5s}`."""
    kind = entry.one_of("fault", {kind.value for kind in FaultKind})
    webhook = entry.one_of("webhook", {webhook.value for webhook in Webhook})
    of_api = kind in API_FAULTS
    if kind and of_api == ("webhook" in entry):
        verb = "takes no" if of_api else "needs a"
        entry.wrong("fault", f"{kind} {verb} 'webhook'")
    if (kind == FaultKind.LATE) != ("by" in entry):
        entry.wrong("fault", "'by' says how late a webhook comes, and only that")
    if kind in {"reordered", "before_response"} and webhook and webhook not in PROGRESS:
        entry.wrong("webhook", f"{kind} is for {', '.join(sorted(PROGRESS))}")
    return Fault(
        kind=FaultKind(kind) if kind in set(FaultKind) else FaultKind.LOST,
        webhook=Webhook(webhook) if webhook in set(Webhook) else None,
        by_seconds=entry.lasting("by").most,
        times=entry.whole_number("times") if "times" in entry else 1,
    )
