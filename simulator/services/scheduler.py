"""EventBridge Scheduler: one-time and recurring schedules.

It stands apart because it alone makes things happen that nobody does. Source: EventBridge Scheduler
User Guide, "Schedule types" (60 seconds of precision), "Deleting a schedule" (after completion),
"Configuring a dead-letter queue"; API reference, RetryPolicy. Delivery is at least once. Flexible
time windows and end dates are not simulated.
"""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.clock import Clock, Timer
from simulator.services.refusal import Refusal
from simulator.services.retry_policy import USUAL_POLICY, GivenUp, RetryPolicy, Trying
from simulator.services.schedule_expression import NextAfter, read_expression, read_rate
from simulator.timing import Draws

PRECISION_SECONDS = (0.0, 59.0)
"""At 1:00 means from 1:00:00 to 1:00:59. A rate keeps the second at which it began."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a schedule invokes: `invoke` calls the target's API; it raises NotNow to be tried again,
    and another Refusal where the target never will take it. `end` is told how it ended.
    """

    invoke: Callable[[], None]
    end: Callable[[GivenUp | None], None] = lambda _: None
    policy: RetryPolicy = USUAL_POLICY


@dataclass(slots=True)
class _Schedule:
    name: str
    target: Target
    next_after: NextAfter
    precision: tuple[float, float] | None
    is_deleted_at_the_end: bool
    timer: Timer | None = None


class Scheduler:
    """All schedules by their names."""

    def __init__(self, clock: Clock, draws: Draws) -> None:
        self._clock, self._draws = clock, draws
        self._schedules: dict[str, _Schedule] = {}

    @property
    def names(self) -> list[str]:
        """Which schedules there are, those that are over among them."""
        return list(self._schedules)

    def create(
        self,
        name: str,
        expression: str,
        target: Target,
        *,
        zone: str = "UTC",
        starts_at: int | None = None,
        is_deleted_at_the_end: bool = False,
    ) -> None:
        """Create a schedule (CreateSchedule). Raises Refusal.

        `starts_at`: the moment in microseconds from which it counts; without it, from now.
        `is_deleted_at_the_end` (ActionAfterCompletion): once nothing more is due.
        """
        if name in self._schedules:
            raise Refusal("ConflictException", f"there is a schedule {name}")
        begins = self._clock.now if starts_at is None else starts_at
        schedule = _Schedule(
            name,
            target,
            read_expression(expression, zone, begins),
            PRECISION_SECONDS if read_rate(expression) is None else None,
            is_deleted_at_the_end,
        )
        self._schedules[name] = schedule
        self._plan(schedule, begins - 1)

    def delete(self, name: str) -> None:
        """Delete a schedule (DeleteSchedule). Raises Refusal."""
        schedule = self._schedules.pop(name, None)
        if schedule is None:
            raise Refusal("ResourceNotFoundException", f"there is no schedule {name}")
        if schedule.timer is not None:
            schedule.timer.cancel()

    def _plan(self, schedule: _Schedule, after: int) -> None:
        due = schedule.next_after(after)
        if due is not None:
            late = 0 if schedule.precision is None else self._draws.span(schedule.precision)
            schedule.timer = self._clock.at(due + late, lambda: self._fire(schedule, due))
        elif schedule.is_deleted_at_the_end:
            del self._schedules[schedule.name]

    def _fire(self, schedule: _Schedule, due: int) -> None:
        self._plan(schedule, due)
        for _ in range(2 if self._draws.is_doubled() else 1):
            target = schedule.target
            Trying(self._clock, target.policy, target.invoke, target.end).try_once()
