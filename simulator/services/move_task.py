"""StartMessageMoveTask: a dead-letter queue is emptied into a queue that is read.

It stands apart because neither queue does it. What is moved is a new message, with a new id and
age. Source: SQS Developer Guide, "Configure a dead-letter queue redrive"; the API reference limits
it to dead-letter queues whose source is a queue of the same kind.
"""

from simulator.clock import MICROSECONDS, Clock
from simulator.services.message import Queue


class MoveTask:
    """Moves messages, one at a time, until none is visible. `moved`: how many were."""

    def __init__(
        self, clock: Clock, source: Queue, destination: Queue, per_second: int = 500
    ) -> None:
        self._clock, self._source, self._destination = clock, source, destination
        self._pause = MICROSECONDS // per_second
        self.moved = 0
        clock.after(0, self._move)

    def _move(self) -> None:
        for received in self._source.receive():
            self._destination.put_again(received)
            self._source.delete(received.receipt)
            self.moved += 1
            self._clock.after(self._pause, self._move)
