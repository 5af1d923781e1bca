"""Dead-letter queues: what nobody could handle.

It stands apart because rules, schedules, streams, queues and functions all leave things here.
"""

from collections import Counter

from generated import deployment
from simulator.world.trace import Trace


class DeadLetters:
    """Counts letters by the queue's owner; a queue that is not deployed is an error."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._owners = {row.name for row in deployment.DEAD_LETTERS}
        self.counts: Counter[str] = Counter()

    def put(self, owner: str | None, about: str) -> None:
        """Keep a letter. Without a queue it is lost, which is noted."""
        if owner is not None and owner not in self._owners:
            raise LookupError(f"there is no dead-letter queue of {owner}")
        self.counts[owner or "(nobody)"] += 1
        self._trace.note(f"dead letter of {owner or '(nobody)'}: {about}")
