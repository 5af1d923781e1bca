"""Lambda: runs the real handlers, one after another in virtual time.

It stands apart because everything that calls a function meets its limits here. A handler's effects
happen at one moment of its run; its answer comes later, or never: a time-out strikes after the
effects. Invariant: no more of a function's instances run at once than the stage reserves for it.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generated import deployment
from generated.deployment import FunctionRow, StageRow
from generated.values import Invalid, TaskError
from runtime import errors
from runtime.procedures.once import EarlierError
from runtime.serving import Function, load
from simulator.clock import MICROSECONDS, Clock
from simulator.timing import Draws
from simulator.world.trace import Trace

WARM_FOR = 600 * MICROSECONDS
"""An instance that is idle for so long is gone. The service promises nothing; minutes are usual."""
BEFORE_EFFECTS = 0.6
"""The share of a run after which the handler's effects happen."""
OURS = tuple(each for each in vars(errors).values() if isinstance(each, type))
EXPECTED = (EarlierError, Invalid, TaskError, *OURS)
"""What handlers may raise; anything else is a mistake in them."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What the handler gave."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """The handler's exception, under the name that a caller sees."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """All instances are busy: nothing happened."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The function's time was over; its effects may have happened."""


Answer = Returned | Raised | Throttled | TimedOut
Serve = Callable[[Function], Any]
Done = Callable[[Answer], None]


class Instances:
    """A function and its instances."""

    def __init__(self, row: FunctionRow, *, has_limit: bool) -> None:
        environment = dict(row.environment)
        source = environment.get("EVENT_SOURCE", row.name)
        self.row = row
        self.function = load(row.name, str(source))
        self.limit = row.reserved_concurrency if has_limit else None
        self.running = 0
        self.idle_since: list[int] = []

    def take(self, now: int) -> bool:
        """Start a run; whether a warm instance does it."""
        self.running += 1
        if self.idle_since:
            return now - self.idle_since.pop() < WARM_FOR
        return False

    def give_back(self, now: int, answer: Answer) -> None:
        """End a run; one whose time was over takes its instance with it. Source: Lambda Developer
        Guide, "Failures during the invoke phase": the environment is reset.
        """
        self.running -= 1
        if not isinstance(answer, TimedOut):
            self.idle_since.append(now)


class Functions:
    """All functions. `crashes` are exceptions that no code of ours is meant to raise."""

    def __init__(self, clock: Clock, draws: Draws, trace: Trace, stage: StageRow) -> None:
        self._clock, self._draws, self._trace = clock, draws, trace
        self._instances = {
            row.name: Instances(row, has_limit=stage.reserves_concurrency)
            for row in deployment.FUNCTIONS
        }
        self.crashes: list[str] = []
        self.runs: Counter[str] = Counter()
        self.busy_microseconds: Counter[str] = Counter()

    def invoke(self, name: str, serve: Serve, done: Done, *, slow: int = 0) -> None:
        """Run a function. `slow`: the microseconds that its answer takes longer than its effects.
        A cold start comes before the run, is paid for, and does not count towards the time-out.
        Source: Lambda Developer Guide, "Lambda execution environment lifecycle", and AWS's notice
        that the INIT phase is billed from August 2025.
        """
        instances = self._instances[name]
        if instances.limit is not None and instances.running >= instances.limit:
            self._trace.note(f"{name} is throttled")
            self._clock.after(0, lambda: done(Throttled()))
            return
        weather, draws = self._draws.weather, self._draws
        runs_for = draws.span(weather.handler)
        begins = 0 if instances.take(self._clock.now) else draws.span(weather.cold_start)
        limit = instances.row.timeout_seconds * MICROSECONDS
        is_over = runs_for + slow > limit
        lasts = limit if is_over else runs_for + slow
        acts_after = min(lasts, int(runs_for * BEFORE_EFFECTS))
        self.runs[name] += 1
        self.busy_microseconds[name] += begins + lasts

        def act() -> None:
            answer = self._serve(instances.function, serve)
            self._clock.after(lasts - acts_after, lambda: end(TimedOut() if is_over else answer))

        def end(answer: Answer) -> None:
            instances.give_back(self._clock.now, answer)
            done(answer)

        self._clock.after(begins + acts_after, act)

    def _serve(self, function: Function, serve: Serve) -> Answer:
        try:
            return Returned(serve(function))
        except EarlierError as error:
            return Raised(error.name, error.message)
        except Exception as error:  # noqa: BLE001 - a Lambda's exception is its answer
            name = type(error).__name__
            self._trace.note(f"{function.name} raises {name}")
            if not isinstance(error, EXPECTED):
                self.crashes.append(f"{function.name}: {name}: {error}")
            return Raised(name, str(error))
