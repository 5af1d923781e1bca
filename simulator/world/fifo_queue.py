"""An SQS FIFO queue and the reader that feeds a function from it.

It stands apart because groups, visibility and redrive are the queue's own. Source: SQS Developer
Guide, "FIFO queues": while a message of a group is in flight, no other of it is handed out; within
five minutes a message with the same deduplication id is taken and not delivered.
"""

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from generated.deployment import QUEUES, QueueReaderRow
from generated.types.hotel_id import HotelId
from runtime.ports import World
from runtime.serving import Function, serve_message
from simulator.clock import MICROSECONDS, Clock
from simulator.world.dead_letters import DeadLetters
from simulator.world.functions import Answer, Functions, Returned
from simulator.world.timing import Draws

DEDUPLICATED_FOR = 300 * MICROSECONDS


@dataclass(slots=True)
class Message:
    """`visible_at`: when it may be handed out (again); `receives`: how often it was."""

    id: str
    body: str
    group: str
    visible_at: int
    receives: int = 0


class FifoQueue:
    """PickUps, and the queue behind it with its one reader."""

    def __init__(
        self,
        reader: QueueReaderRow,
        clock: Clock,
        draws: Draws,
        functions: Functions,
        dead_letters: DeadLetters,
        world: World,
    ) -> None:
        self.row = next(row for row in QUEUES if row.name == reader.queue)
        self._reader = reader
        self._clock, self._draws, self._functions = clock, draws, functions
        self._dead_letters, self._world = dead_letters, world
        self._groups: dict[str, deque[Message]] = {}
        self._ready: deque[str] = deque()
        self._held: set[str] = set()
        self._seen: dict[str, int] = {}
        self._running = 0
        self.sent = 0

    @property
    def is_quiet(self) -> bool:
        """Whether it is empty."""
        return not self._groups

    def send(self, hotel_id: HotelId, once_as: str) -> None:
        """Send a hotel; within five minutes, only the first of the same `once_as` counts."""
        now = self._clock.now
        seen = self._seen.get(once_as)
        if seen is not None and now - seen < DEDUPLICATED_FOR:
            return
        self._seen[once_as] = now
        self.sent += 1
        visible_at = now + self.row.delay_seconds * MICROSECONDS
        body = json.dumps({"hotel_id": hotel_id})
        message = Message(f"message-{self.sent}", body, hotel_id, visible_at)
        group = self._groups.setdefault(hotel_id, deque())
        group.append(message)
        if len(group) == 1:
            self._wait_for_head(hotel_id)

    def _wait_for_head(self, group: str) -> None:
        """Make a group ready when its first message is visible."""

        def become_ready() -> None:
            self._ready.append(group)
            self._clock.after(self._draws.span(self._draws.weather.queue_poll), self._poll)

        self._clock.at(self._groups[group][0].visible_at, become_ready)

    def _poll(self) -> None:
        while self._ready and self._has_room():
            batch: list[Message] = []
            while self._ready and len(batch) < self._reader.batch:
                batch += self._receive(self._ready.popleft(), self._reader.batch - len(batch))
            if batch:
                self._running += 1
                self._hand_out(batch)

    def _has_room(self) -> bool:
        return self._reader.concurrency is None or self._running < self._reader.concurrency

    def _receive(self, group: str, most: int) -> list[Message]:
        """Take visible messages of a group; what was received too often goes to dead letters."""
        taken: list[Message] = []
        messages = self._groups[group]
        while messages and messages[0].receives >= self.row.tries:
            lost = messages.popleft()
            self._dead_letters.put(self.row.dead_letters, lost.body)
        for message in messages:
            if message.visible_at > self._clock.now or len(taken) == most:
                break
            message.receives += 1
            message.visible_at = self._clock.now + self.row.hidden_seconds * MICROSECONDS
            taken.append(message)
        if taken:
            self._held.add(group)
        else:
            self._release(group)
        return taken

    def _hand_out(self, batch: list[Message]) -> None:
        self._functions.invoke(
            self._reader.function,
            lambda function: self._serve(function, batch),
            lambda answer: self._settle(batch, answer),
        )

    def _serve(self, function: Function, batch: Sequence[Message]) -> set[str]:
        """Serve all messages but those behind a failed one of their group; give who was served."""
        served: set[str] = set()
        failed: set[str] = set()
        for message in batch:
            if message.group in failed:
                continue
            try:
                serve_message(function, message.body, message.id, self._world)
            except Exception:  # noqa: BLE001 - it is reported as a failed message
                failed.add(message.group)
            else:
                served.add(message.id)
        return served

    def _settle(self, batch: list[Message], answer: Answer) -> None:
        self._running -= 1
        served = answer.value if isinstance(answer, Returned) else set()
        for group in dict.fromkeys(message.group for message in batch):
            messages = self._groups[group]
            self._groups[group] = deque(each for each in messages if each.id not in served)
            self._release(group)
        self._poll()

    def _release(self, group: str) -> None:
        """Let a group's next message come, or forget an empty group."""
        self._held.discard(group)
        if self._groups[group]:
            self._wait_for_head(group)
        else:
            del self._groups[group]
