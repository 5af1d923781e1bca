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


class Trying:
    """Tries until an `attempt` raises no NotNow, or the policy ends it. Another Refusal is given up
    at once. At the end, `end` is told why it was given up, or None.

    An object, because a function that plans itself anew would refer to itself: a run of the
    simulator collects no cycles.
    """

    __slots__ = ("_attempt", "_clock", "_end", "_policy", "_since")

    def __init__(
        self,
        clock: Clock,
        policy: RetryPolicy,
        attempt: Callable[[], None],
        end: Callable[[GivenUp | None], None],
    ) -> None:
        self._clock, self._policy = clock, policy
        self._attempt, self._end = attempt, end
        self._since = clock.now

    def try_once(self, retries: int = 0) -> None:
        """Try, and plan the next try if there is one."""
        try:
            self._attempt()
        except NotNow as refusal:
            self._plan(refusal, retries)
        except Refusal as refusal:
            self._end(GivenUp(refusal, retries, ""))
        else:
            self._end(None)

    def _plan(self, refusal: Refusal, retries: int) -> None:
        clock, policy = self._clock, self._policy
        pause = min(2**retries, LONGEST_PAUSE_SECONDS) * MICROSECONDS
        if retries == policy.tries:
            self._end(GivenUp(refusal, retries, "MaximumRetryAttempts"))
        elif clock.now + pause - self._since > policy.keep_trying_seconds * MICROSECONDS:
            self._end(GivenUp(refusal, retries, "MaximumEventAgeInSeconds"))
        else:
            clock.after(pause, lambda: self.try_once(retries + 1))
