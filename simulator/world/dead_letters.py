"""Dead-letter queues: what nobody could handle, kept until somebody lets it be tried again.

It stands apart because rules, schedules, streams, queues and functions all leave things here.
Invariant: each letter lies in its owner's queue, of the generated kind, with the generated
retention.
"""

from collections import Counter
from collections.abc import Callable

from generated import deployment
from simulator.clock import Clock
from simulator.services.fifo_queue import FifoQueue
from simulator.services.message import Attributes, Message, Queue
from simulator.services.move_task import MoveTask
from simulator.services.standard_queue import StandardQueue
from simulator.timing import Draws
from simulator.world.trace import Trace

Again = Callable[[], None]
"""Hands what a letter is about to its function once more."""


class DeadLetters:
    """The queues by their owners. `counts` are all letters that ever came, also those that lay in
    no queue because their owner has none.

    SQS moves letters back only to queues. For any other owner a person reads the letter and hands
    the event in anew; `redrive` does both. What stands in a letter is what it is about; the event
    itself is kept beside it.
    """

    def __init__(self, clock: Clock, draws: Draws, trace: Trace) -> None:
        self._clock, self._trace = clock, trace
        self._fifo: dict[str, FifoQueue] = {}
        self._standard: dict[str, StandardQueue] = {}
        self._again: dict[tuple[str, str], Again] = {}
        for row in deployment.DEAD_LETTERS:
            attributes = Attributes(keep_seconds=row.keep_seconds)
            if row.is_fifo:
                self._fifo[row.name] = FifoQueue(clock, attributes)
            else:
                self._standard[row.name] = StandardQueue(clock, draws, attributes)
        self.counts: Counter[str] = Counter()

    def put(self, owner: str | None, about: str, again: Again) -> None:
        """Keep a letter. Without a queue it is lost, which is noted."""
        if owner is not None:
            if owner not in self._standard:
                raise LookupError(f"there is no dead-letter queue of {owner}")
            self._again[owner, self._standard[owner].send(about)] = again
        self._note(owner or "(nobody)", about)

    def take(self, owner: str, letter: Message) -> None:
        """Keep what a queue gave up."""
        self._fifo[owner].take_letter(letter)
        self._note(owner, letter.body)

    def lying(self, owner: str) -> list[str]:
        """Give the letters of an owner that were not redriven and are not too old."""
        return (self._fifo.get(owner) or self._standard[owner]).bodies

    def redrive_to(self, queue: Queue, owner: str) -> MoveTask:
        """Move a queue's letters back into it."""
        return MoveTask(self._clock, self._fifo[owner], queue)

    def redrive(self, owner: str) -> None:
        """Hand in anew what an owner's letters are about. One may come again in the next redrive:
        a standard queue does not always forget what was deleted.
        """
        queue = self._standard[owner]
        while letters := queue.receive():
            for letter in letters:
                self._again[owner, letter.id]()
                queue.delete(letter.receipt)

    def _note(self, owner: str, about: str) -> None:
        self.counts[owner] += 1
        self._trace.note(f"dead letter of {owner}: {about}")
