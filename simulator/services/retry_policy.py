"""How often EventBridge tries to bring something to a target, and when it gives up.

It stands apart because the targets of rules and of schedules are tried alike. Source: EventBridge
User Guide, "How EventBridge retries delivering events"; Scheduler API reference, RetryPolicy.
"""

from collections.abc import Callable
from typing import NamedTuple

from simulator.clock import MICROSECONDS, Clock
from simulator.services.refusal import Refusal

LONGEST_PAUSE_SECONDS = 60
"""Between tries, which come at growing distances. The service does not tell them."""


class RetryPolicy(NamedTuple):
    """What is refused is tried again up to `tries` times (MaximumRetryAttempts) within
    `keep_trying_seconds` (MaximumEventAgeInSeconds); the defaults are the service's.
    """

    tries: int = 185
    keep_trying_seconds: int = 86_400


USUAL_POLICY = RetryPolicy()


class NotNow(Refusal):
    """A target's refusal after which it is tried again: it has too much to do, or is away."""


class GivenUp(NamedTuple):
    """The last refusal; how often it was tried again, and the limit that ended this, "" where the
    target never will take it.
    """

    refusal: Refusal
    retries: int
    condition: str


def keep_trying(
    clock: Clock,
    policy: RetryPolicy,
    attempt: Callable[[], None],
    end: Callable[[GivenUp | None], None],
) -> None:
    """Try until an attempt raises no NotNow, or the policy ends it. Another Refusal is given up at
    once. At the end, `end` is told why it was given up, or None.
    """
    since = clock.now

    def try_once(retries: int) -> None:
        try:
            attempt()
        except NotNow as refusal:
            pause = min(2**retries, LONGEST_PAUSE_SECONDS) * MICROSECONDS
            if retries == policy.tries:
                end(GivenUp(refusal, retries, "MaximumRetryAttempts"))
            elif clock.now + pause - since > policy.keep_trying_seconds * MICROSECONDS:
                end(GivenUp(refusal, retries, "MaximumEventAgeInSeconds"))
            else:
                clock.after(pause, lambda: try_once(retries + 1))
        except Refusal as refusal:
            end(GivenUp(refusal, retries, ""))
        else:
            end(None)

    try_once(0)
