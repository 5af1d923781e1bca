"""Brings to functions what arrows and states hand over, with the faults that strike on the way.

It stands apart because rules, streams, queues, schedules, endpoints and flows are struck alike.
Invariant: where no fault strikes, a function runs as if nobody had asked.
"""

from collections.abc import Callable

from simulator.clock import MICROSECONDS, Clock
from simulator.world.faults import Fault, FaultKind, Faults
from simulator.world.functions import Done, Functions, Raised, Serve, Throttled
from simulator.world.trace import Trace

NEVER = 3600 * MICROSECONDS
"""Longer than any function may run."""
REFUSED_AFTER = MICROSECONDS // 100
"""How long a call takes that comes to nothing."""


class Deliveries:
    """All of them. `faults` are asked once for each call or delivery, each retry being one."""

    def __init__(self, clock: Clock, trace: Trace, functions: Functions, faults: Faults) -> None:
        self._clock, self._trace, self._functions = clock, trace, functions
        self.faults = faults

    def bring(
        self,
        arrow: str,
        function: str,
        serve: Serve,
        done: Done,
        lost: Callable[[], None] | None = None,
    ) -> None:
        """Have a function serve what an arrow brings; `lost` is called where it never arrives."""
        fault = self.faults.strike(arrow)
        if fault is not None:
            self._trace.note(f"{arrow} [fault: {fault.kind.value}]")
        if lost is not None and fault is not None and fault.kind is FaultKind.LOST:
            self._clock.after(REFUSED_AFTER, lost)
        else:
            self.invoke(fault, function, serve, done)

    def invoke(self, fault: Fault | None, function: str, serve: Serve, done: Done) -> None:
        """Have a function serve under a fault, or under none."""
        if fault is None:
            self._functions.invoke(function, serve, done)
            return
        match fault.kind:
            case FaultKind.THROTTLE:
                self._clock.after(REFUSED_AFTER, lambda: done(Throttled()))
            case FaultKind.ERROR:
                failed = Raised(fault.error, "a fault of the simulation")
                self._clock.after(REFUSED_AFTER, lambda: done(failed))
            case FaultKind.TIMEOUT:
                self._functions.invoke(function, serve, done, slow=NEVER)
            case FaultKind.LATE:
                self._clock.after(
                    late_by(fault), lambda: self._functions.invoke(function, serve, done)
                )
            case FaultKind.DUPLICATE:
                self._functions.invoke(
                    function, serve, lambda _: self._functions.invoke(function, serve, done)
                )
            case FaultKind.LOST:
                raise LookupError(f"{fault.target} loses nothing")


def late_by(fault: Fault) -> int:
    """The microseconds by which a fault makes something late."""
    return round(fault.late_seconds * MICROSECONDS)
