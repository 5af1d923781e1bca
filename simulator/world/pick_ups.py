"""The queue of hotels whose records may be called about, and the reader that feeds a function.

It stands apart as the PickUps port. Source for the reader: Lambda Developer Guide, "Using Lambda
with Amazon SQS", with a batch's failed messages reported and a limit of its own on concurrency.
"""

import json
from collections.abc import Sequence
from contextlib import suppress

from generated.deployment import QUEUES, QueueReaderRow
from generated.types.hotel_id import HotelId
from runtime.ports import World
from runtime.serving import Function, serve_message
from simulator.clock import Clock
from simulator.services.fifo_queue import FifoQueue
from simulator.services.message import Attributes, Received
from simulator.services.refusal import Refusal
from simulator.timing import Draws
from simulator.world.dead_letters import DeadLetters
from simulator.world.deliveries import Deliveries
from simulator.world.functions import Answer, Returned


class PickUpQueue:
    """PickUps, and the queue behind it with its one reader."""

    def __init__(
        self,
        reader: QueueReaderRow,
        clock: Clock,
        draws: Draws,
        deliveries: Deliveries,
        dead_letters: DeadLetters,
        world: World,
    ) -> None:
        row = next(row for row in QUEUES if row.name == reader.queue)
        self.queue = FifoQueue(
            clock,
            Attributes(row.delay_seconds, row.hidden_seconds, row.keep_seconds, row.tries),
            lambda letter: dead_letters.take(row.dead_letters, letter),
        )
        self.queue.tell = self._poll_soon
        self._reader = reader
        self._clock, self._draws, self._deliveries = clock, draws, deliveries
        self._world = world
        self._running = 0

    @property
    def is_quiet(self) -> bool:
        """Whether the queue is empty."""
        return self.queue.is_empty

    def send(self, hotel_id: HotelId, once_as: str) -> None:
        """Send a hotel; within five minutes, only the first of the same `once_as` counts."""
        self.queue.send(json.dumps({"hotel_id": hotel_id}), hotel_id, once_as)

    def _poll_soon(self) -> None:
        self._clock.after(self._draws.span(self._draws.weather.queue_poll), self._poll)

    def _poll(self) -> None:
        while self.queue.has_ready and self._has_room():
            batch = self.queue.receive(self._reader.batch)
            if batch:
                self._running += 1
                self._hand_out(batch)

    def _has_room(self) -> bool:
        return self._reader.concurrency is None or self._running < self._reader.concurrency

    def _hand_out(self, batch: Sequence[Received]) -> None:
        self._deliveries.bring(
            self._reader.name,
            self._reader.function,
            lambda function: self._serve(function, batch),
            lambda answer: self._settle(batch, answer),
        )

    def _serve(self, function: Function, batch: Sequence[Received]) -> set[str]:
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

    def _settle(self, batch: Sequence[Received], answer: Answer) -> None:
        self._running -= 1
        served = answer.value if isinstance(answer, Returned) else ()
        for message in batch:
            if message.id in served:
                with suppress(Refusal):  # it took so long that the message comes again
                    self.queue.delete(message.receipt)
        self._poll()
