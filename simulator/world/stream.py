"""A table's stream: batches for its readers, in order for each item and no further.

It stands apart because order, batches and retries are the stream's own. Every item is written once,
so facts of one aggregate may come in any order. Invariant: a reader gets what one of its generated
filters matches, at least once, or it lies in the dead letters.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from zlib import crc32

from generated.deployment import StreamRow
from generated.events.fact import Fact
from runtime.ports import World
from runtime.serving import Function, serve_fact
from semantics.patterns import PatternSet, parse
from simulator.clock import MICROSECONDS, Clock
from simulator.timing import Draws
from simulator.world.dead_letters import DeadLetters
from simulator.world.deliveries import Deliveries
from simulator.world.entry import read_by
from simulator.world.functions import Answer, Returned

SHARDS = 4
LONGEST_PAUSE_SECONDS = 60


@dataclass(slots=True)
class _Shard:
    """Items that were not handled yet, the oldest first; `failures` of the one in front."""

    items: deque[Fact] = field(default_factory=deque)
    is_busy: bool = False
    failures: int = 0


def record_of(fact: Fact) -> dict[str, Any]:
    """Give the record by which the stream tells of a new item, which is what filters look at."""
    image = {name: _typed(value) for name, value in fact.to_item().items()}
    return {
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"NewImage": image},
    }


class StreamReader:
    """One generated reader of the event store's stream."""

    def __init__(
        self,
        row: StreamRow,
        clock: Clock,
        draws: Draws,
        deliveries: Deliveries,
        dead_letters: DeadLetters,
        world: World,
    ) -> None:
        self.row = row
        self._clock, self._draws, self._deliveries = clock, draws, deliveries
        self._dead_letters, self._world = dead_letters, world
        self._filters = PatternSet()
        for number, pattern in enumerate(row.filters):
            self._filters.add(str(number), parse(pattern))
        self._shards = [_Shard() for _ in range(SHARDS)]
        self._decided: dict[str, list[str] | None] = {}
        self.passed: dict[str, int] = {}

    @property
    def is_quiet(self) -> bool:
        """Whether everything was handled."""
        return not any(shard.items for shard in self._shards)

    def read(self, fact: Fact) -> None:
        """Take a new item, if a filter lets it through."""
        if not self._passes(fact):
            return
        event_type = fact.event.TYPE
        self.passed[event_type] = self.passed.get(event_type, 0) + 1
        key = f"{fact.event.aggregate_id}#{fact.sequence}"
        shard = self._shards[crc32(key.encode()) % SHARDS]
        shard.items.append(fact)
        self._poll(shard, self._draws.span(self._draws.weather.stream_poll))

    def _put_back(self, shard: _Shard, fact: Fact) -> None:
        """Take a lost item once more; it comes after what is waiting."""
        shard.items.append(fact)
        self._poll(shard, 0)

    def _passes(self, fact: Fact) -> bool:
        """Whether a filter matches. Where the type decides alone, it does so once."""
        event_type = fact.event.TYPE
        if event_type not in self._decided:
            known = {"eventName": "INSERT", "dynamodb.NewImage.event_type.S": event_type}
            self._decided[event_type] = self._filters.decided_by(known)
        decided = self._decided[event_type]
        return bool(self._filters.matching(record_of(fact)) if decided is None else decided)

    def _poll(self, shard: _Shard, delay: int) -> None:
        if not shard.is_busy and shard.items:
            shard.is_busy = True
            self._clock.after(delay, lambda: self._hand_out(shard))

    def _hand_out(self, shard: _Shard) -> None:
        batch = [shard.items[place] for place in range(min(self.row.batch, len(shard.items)))]
        self._deliveries.bring(
            self.row.name,
            self.row.function,
            lambda function: self._serve(function, batch),
            lambda answer: self._settle(shard, len(batch), answer),
        )

    def _serve(self, function: Function, batch: Sequence[Fact]) -> int:
        """Serve all items; give the number of those before the first that failed."""
        failed: list[int] = []
        for place, fact in enumerate(batch):
            try:
                serve_fact(function, read_by(function, fact), self._world)
            except Exception:  # noqa: BLE001 - it is reported as a failed item
                failed.append(place)
        return min(failed, default=len(batch))

    def _settle(self, shard: _Shard, size: int, answer: Answer) -> None:
        handled = answer.value if isinstance(answer, Returned) else 0
        for _ in range(handled):
            shard.items.popleft()
        shard.is_busy = False
        if handled:
            shard.failures = 0
        if handled < size:
            shard.failures += 1
            if shard.failures > self.row.tries:
                lost = shard.items.popleft()
                shard.failures = 0
                again = partial(self._put_back, shard, lost)
                self._dead_letters.put(self.row.dead_letters, lost.event.TYPE, again)
        pause = min(2**shard.failures - 1, LONGEST_PAUSE_SECONDS) * MICROSECONDS
        self._poll(shard, pause + self._draws.span(self._draws.weather.stream_poll))


def _typed(value: object) -> dict[str, object]:
    """Write a value in DynamoDB's JSON."""
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case dict():
            return {"M": {key: _typed(item) for key, item in value.items()}}
        case list():
            return {"L": [_typed(item) for item in value]}
        case None:
            return {"NULL": True}
        case _:
            return {"N": str(value)}
