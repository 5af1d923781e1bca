"""EventBridge Scheduler: the ticks of the generated schedules.

It stands apart because it is the only thing that goes on for ever: whoever runs the world says when
to stop. Source of the syntax: EventBridge Scheduler User Guide, "Rate-based schedules".
"""

import re

from generated.deployment import ScheduleRow
from runtime.ports import World
from runtime.serving import serve_schedule
from simulator.clock import MICROSECONDS, Clock
from simulator.world.event_invocations import EventInvocations
from simulator.world.timing import Draws

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}


def period(expression: str) -> int:
    """Give the microseconds between two ticks. Raises ValueError for what is not simulated."""
    rate = _RATE.fullmatch(expression)
    if rate is None:
        raise ValueError(f"the schedule {expression} is not simulated: only rate(...) is")
    return int(rate[1]) * _SECONDS[rate[2]] * MICROSECONDS


class Schedule:
    """One generated schedule; it ticks until `stop`."""

    def __init__(
        self,
        row: ScheduleRow,
        clock: Clock,
        draws: Draws,
        invocations: EventInvocations,
        world: World,
    ) -> None:
        self.row = row
        self._clock, self._draws = clock, draws
        self._invocations, self._world = invocations, world
        self._period = period(row.expression)
        self._ticks = 0
        self._timer = clock.after(draws.span((0, self._period / MICROSECONDS)), self._tick)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.cancel()

    def _tick(self) -> None:
        self._timer = self._clock.after(self._period, self._tick)
        for _ in range(2 if self._draws.is_doubled() else 1):
            self._ticks += 1
            request_id = f"{self.row.name}-{self._ticks}"
            self._invocations.accept(
                self.row.function,
                f"a tick of {self.row.name}",
                lambda served, about=request_id: serve_schedule(  # type: ignore[misc]  # a default has no type
                    served, self.row.input, about, self._world
                ),
            )
