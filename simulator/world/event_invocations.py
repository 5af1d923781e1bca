"""Lambda's asynchronous invocations: what rules and schedules bring.

It stands apart because such a run is tried again by the service. Source: Lambda Developer Guide,
"How Lambda handles errors and retries with asynchronous invocation": a function's error is tried
two more times, after one minute and two more; a throttle is tried again for up to six hours, from
one second to five minutes apart.
"""

from dataclasses import dataclass

from simulator.clock import MICROSECONDS, Clock
from simulator.world.blueprint import function_named
from simulator.world.dead_letters import DeadLetters
from simulator.world.deliveries import Deliveries
from simulator.world.functions import (
    Answer,
    Raised,
    Returned,
    Serve,
    Throttled,
    TimedOut,
)

PAUSES_SECONDS = (60, 120)
LONGEST_PAUSE_SECONDS = 300
THROTTLED_FOR_SECONDS = 6 * 3600


@dataclass(slots=True)
class _Invocation:
    arrow: str
    function: str
    about: str
    serve: Serve
    accepted_at: int
    failures: int = 0
    throttles: int = 0


class EventInvocations:
    """Hands events to functions until one run succeeds or the service gives up."""

    def __init__(self, clock: Clock, deliveries: Deliveries, dead_letters: DeadLetters) -> None:
        self._clock, self._deliveries, self._dead_letters = clock, deliveries, dead_letters
        self.open = 0

    def accept(self, arrow: str, function: str, about: str, serve: Serve) -> None:
        """Take an event that an arrow brings for a function."""
        self.open += 1
        self._run(_Invocation(arrow, function, about, serve, self._clock.now))

    def _run(self, invocation: _Invocation) -> None:
        self._deliveries.bring(
            invocation.arrow,
            invocation.function,
            invocation.serve,
            lambda answer: self._settle(invocation, answer),
        )

    def _settle(self, invocation: _Invocation, answer: Answer) -> None:
        match answer:
            case Returned():
                self.open -= 1
                return
            case Throttled():
                pause = min(2**invocation.throttles, LONGEST_PAUSE_SECONDS)
                invocation.throttles += 1
                waited = self._clock.now - invocation.accepted_at
                gives_up = waited > THROTTLED_FOR_SECONDS * MICROSECONDS
            case Raised() | TimedOut():
                gives_up = invocation.failures >= len(PAUSES_SECONDS)
                pause = 0 if gives_up else PAUSES_SECONDS[invocation.failures]
                invocation.failures += 1
        if gives_up:
            self.open -= 1
            owner = function_named(invocation.function).dead_letters
            again = invocation.arrow, invocation.function, invocation.about, invocation.serve
            self._dead_letters.put(owner, invocation.about, lambda: self.accept(*again))
        else:
            self._clock.after(pause * MICROSECONDS, lambda: self._run(invocation))
