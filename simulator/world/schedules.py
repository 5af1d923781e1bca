"""The generated schedules: each ticks through the Scheduler until it is stopped.

It stands apart because ticks are the only thing that goes on for ever: whoever runs the world says
when to stop.
"""

from functools import partial

from generated.deployment import ScheduleRow
from runtime.ports import World
from runtime.serving import serve_schedule
from simulator.clock import MICROSECONDS, Clock
from simulator.services.schedule_expression import read_rate
from simulator.services.scheduler import Scheduler, Target
from simulator.timing import Draws
from simulator.world.event_invocations import EventInvocations


class Schedules:
    """All generated schedules. Lambda takes every event, so no invocation is given up here."""

    def __init__(
        self,
        rows: tuple[ScheduleRow, ...],
        clock: Clock,
        draws: Draws,
        invocations: EventInvocations,
        world: World,
    ) -> None:
        self._invocations, self._world = invocations, world
        self._scheduler = Scheduler(clock, draws)
        self._ticks = dict.fromkeys((row.name for row in rows), 0)
        for row in rows:
            period = read_rate(row.expression)
            begun = 0 if period is None else draws.span((0, period / MICROSECONDS))
            self._scheduler.create(
                row.name,
                row.expression,
                Target(partial(self._tick, row)),
                starts_at=clock.now + begun,
            )

    def stop(self) -> None:
        """Tick no more."""
        for name in self._scheduler.names:
            self._scheduler.delete(name)

    def _tick(self, row: ScheduleRow) -> None:
        self._ticks[row.name] += 1
        request_id = f"{row.name}-{self._ticks[row.name]}"
        self._invocations.accept(
            row.name,
            row.function,
            f"a tick of {row.name}",
            lambda served: serve_schedule(served, row.input, request_id, self._world),
        )
