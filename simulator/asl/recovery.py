"""Retry and Catch: what a state does about an error before it fails.

Stands apart because Task, Map and Parallel share it. Retriers are looked at before catchers, each
list in order, and the first that names the error decides.
Source: Amazon States Language specification, "Errors"; defaults of the Developer Guide.
"""

from collections.abc import Callable
from dataclasses import dataclass

from semantics.payload import Json
from simulator.asl.definition import Fields
from simulator.asl.errors import ALL, StatesError
from simulator.asl.machine import Frame, State, Transition
from simulator.asl.run import Caught
from simulator.clock import MICROSECONDS

CatchFlow = Callable[[Frame, Json, dict[str, Json]], Json]
"""(branch, the state's input, error output) -> output; assigns variables on the way."""

_RETRIER_FIELDS = frozenset(
    [
        "Comment",
        "ErrorEquals",
        "IntervalSeconds",
        "MaxAttempts",
        "BackoffRate",
        "MaxDelaySeconds",
        "JitterStrategy",
    ]
)


@dataclass(frozen=True, slots=True)
class Retrier:
    """One entry of Retry."""

    names: tuple[str, ...]
    interval_seconds: float
    max_attempts: int
    backoff_rate: float
    max_delay_seconds: float | None
    has_full_jitter: bool

    def delay(self, attempts_before: int, branch: Frame) -> int | None:
        """Microseconds to the next attempt, or None where there is none left."""
        if attempts_before >= self.max_attempts:
            return None
        try:
            seconds = self.interval_seconds * self.backoff_rate**attempts_before
        except OverflowError:
            seconds = float("inf")
        seconds = min(seconds, self.max_delay_seconds or _LONGEST_DELAY_SECONDS)
        if self.has_full_jitter:
            seconds *= branch.execution.clock.random.random()
        return round(seconds * MICROSECONDS)


_LONGEST_DELAY_SECONDS = 31_622_400.0
"""MaxDelaySeconds is less than this (366 days); no delay without it can be longer."""


@dataclass(frozen=True, slots=True)
class Catcher:
    """One entry of Catch."""

    names: tuple[str, ...]
    next: State
    flow: CatchFlow


@dataclass(frozen=True, slots=True)
class RetryAndCatch:
    """The Recovery of a state."""

    retriers: tuple[Retrier, ...]
    catchers: tuple[Catcher, ...]

    def retry_delay(self, branch: Frame, error: StatesError) -> int | None:
        """Microseconds until the state is tried again, or None where it is not."""
        for position, retrier in enumerate(self.retriers):
            if error.matches(retrier.names):
                attempts = branch.retried.get(position, 0)
                branch.retried = {**branch.retried, position: attempts + 1}
                return retrier.delay(attempts, branch)
        return None

    def catch(self, branch: Frame, error: StatesError) -> Transition | None:
        """Where the first catcher that names the error leads, or None."""
        for place, catcher in enumerate(self.catchers):
            if error.matches(catcher.names):
                output = catcher.flow(branch, branch.input, error.output())
                branch.execution.decided(Caught(branch.state.name, place, error.name))
                return catcher.next, output
        return None


def read_retriers(fields: Fields) -> tuple[Retrier, ...]:
    """The Retry of a state."""
    retriers = []
    entries = fields.objects("Retry")
    for retrier in entries:
        retrier.allow(_RETRIER_FIELDS)
        jitter = retrier.optional_text("JitterStrategy")
        if jitter not in (None, "NONE", "FULL"):
            raise retrier.error("NONE or FULL is needed", "JitterStrategy")
        limit = (
            retrier.whole("MaxDelaySeconds", 1, least=1) if "MaxDelaySeconds" in retrier else None
        )
        retriers.append(
            Retrier(
                read_names(retrier, is_last=retrier is entries[-1]),
                retrier.whole("IntervalSeconds", 1, least=0),
                retrier.whole("MaxAttempts", 3),
                retrier.number("BackoffRate", 2.0, least=1.0),
                limit,
                jitter == "FULL",
            )
        )
    return tuple(retriers)


def read_names(fields: Fields, *, is_last: bool) -> tuple[str, ...]:
    """ErrorEquals of a retrier or catcher; `is_last` says whether it is the last of its list."""
    names = fields.texts("ErrorEquals")
    if ALL in names and (len(names) > 1 or not is_last):
        raise fields.error(f"{ALL} stands alone and last", "ErrorEquals")
    return names
