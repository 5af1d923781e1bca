"""Virtual time: an event heap whose clock jumps to the next due moment.

Stands apart so that nothing in the simulator sleeps, reads the wall clock or has chance of its
own: every moment comes from here and every random number from the one seeded source.
Invariant: actions run in the order of their moments, and those of one moment in the order in which
they were planned; the same seed and plans give the same run.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random

MICROSECONDS = 1_000_000
"""In a second. Moments and delays are whole microseconds, so that adding them stays exact."""

FEW = 1_000
"""So many canceled timers are not worth looking for."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Timer:
    """A planned action; `cancel` makes it not happen."""

    __slots__ = ("_clock", "action")

    def __init__(self, action: Callable[[], None], clock: "Clock") -> None:
        self.action: Callable[[], None] | None = action
        self._clock = clock

    def cancel(self) -> None:
        """Let it not happen."""
        if self.action is not None:
            self.action = None
            self._clock.forget_one()


class Clock:
    """The virtual clock. `now` is in microseconds since 1970."""

    __slots__ = ("_canceled", "_heap", "_planned", "now", "random")

    def __init__(self, start: datetime, seed: int = 0) -> None:
        self.now = microseconds(start)
        self.random = Random(seed)  # noqa: S311 (repeatable chance is the point)
        self._heap: list[tuple[int, int, Timer]] = []
        self._planned = 0
        self._canceled = 0

    @property
    def held(self) -> int:
        """How many timers are held, those that were canceled and not yet dropped among them."""
        return len(self._heap)

    def millis(self) -> int:
        """Milliseconds since 1970, as JSONata's $millis gives them."""
        return self.now // 1_000

    def at(self, due: int, action: Callable[[], None]) -> Timer:
        """Plan an action for a moment; one that has passed is now."""
        self._planned += 1
        timer = Timer(action, self)
        heappush(self._heap, (max(self.now, due), self._planned, timer))
        return timer

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Plan an action for so many microseconds from now."""
        return self.at(self.now + delay, action)

    def forget_one(self) -> None:
        """Note that a timer was canceled. Most are: a time-out is planned for hours and canceled
        within a second; so they are dropped whenever they are more than those that are left.
        """
        self._canceled += 1
        if self._canceled > FEW and self._canceled > len(self._heap) // 2:
            self._heap[:] = [entry for entry in self._heap if entry[2].action is not None]
            heapify(self._heap)
            self._canceled = 0

    def run(self, until: int | None = None) -> None:
        """Run what is planned, and what that plans, until nothing is left or the moment is past.

        With `until` the clock then stands at that moment.
        """
        heap = self._heap
        while heap and (until is None or heap[0][0] <= until):
            due, _, timer = heappop(heap)
            action = timer.action
            if action is None:
                self._canceled -= 1
                continue
            self.now = due
            timer.action = None
            action()
        if until is not None:
            self.now = max(self.now, until)


def moment(at: int) -> datetime:
    """Give a moment of the clock, in microseconds since 1970, as a time in UTC."""
    return EPOCH + timedelta(microseconds=at)


def microseconds(time: datetime) -> int:
    """Give a time as a moment of the clock, what is less than a microsecond cut off."""
    return (time - EPOCH) // timedelta(microseconds=1)
