"""DynamoDB: conditional appends, and a stream that is ordered for each item and no further."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from generated.events.fact import Fact
from generated.events.record_queued import RecordQueued
from generated.types.hotel_id import HotelId
from generated.types.record_id import RecordId
from runtime.ports import World
from runtime.serving import Function
from simulator.clock import MICROSECONDS
from simulator.system.invariants import breaches
from simulator.system.simulation import Settings, Simulation
from simulator.world import stream
from simulator.world.event_store import StoredFacts

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)


def queued(record: str, sequence: int) -> Fact:
    return Fact(
        event=RecordQueued(record_id=RecordId(record), hotel_id=HotelId("INN")),
        event_id=f"{record}-{sequence}",
        timestamp=BEGINS,
        correlation_id=record,
        source="folio.test",
        sequence=sequence,
    )


def test_a_place_in_an_aggregates_sequence_is_written_once() -> None:
    store, told = StoredFacts(), list[Fact]()
    store.tell = told.append
    first = queued("REC-1", 1)

    assert store.append(first)
    assert not store.append(queued("REC-1", 1))
    assert store.append(queued("REC-2", 1))
    assert store.facts("REC-1") == [first]
    assert store.event_ids("REC-2") == ["REC-2-1"]
    assert len(told) == 2


def test_the_condition_looks_at_one_place_so_only_the_invariants_see_a_gap() -> None:
    around = Simulation({}, Settings(BEGINS))
    assert around.event_store.append(queued("REC-1", 1))
    assert around.event_store.append(queued("REC-1", 3))
    assert "REC-1: sequence numbers do not run 1..2" in breaches(around, [])
    assert around.event_store.append(queued("REC-1", 2))

    assert [fact.sequence for fact in around.event_store.facts("REC-1")] == [1, 2, 3]


class Reading:
    """The Status Manager's reader, whose function notes what it gets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.around = Simulation({}, Settings(BEGINS))
        self.reader = self.around.streams[1]
        self.got: list[str] = []
        self.failures: Counter[str] = Counter()  # to come, by the fact's id
        monkeypatch.setattr(stream, "serve_fact", self._serve)

    def _serve(self, function: Function, fact: Fact, _world: World) -> None:
        if function.name == "StatusManager":
            self.got.append(fact.event_id)
            if self.failures[fact.event_id]:
                self.failures[fact.event_id] -= 1
                raise LookupError

    def read(self, *facts: Fact) -> None:
        for fact in facts:
            self.reader.read(fact)

    def wait(self, seconds: float) -> None:
        self.around.virtual_clock.run(
            until=self.around.virtual_clock.now + round(seconds * MICROSECONDS)
        )


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


def in_shards(reading: Reading, count: int) -> dict[int, list[str]]:
    """Read so many facts; give their ids by the shard in which they lie."""
    reading.read(*(queued(f"REC-{number}", 1) for number in range(count)))
    shards = enumerate(reading.reader._shards)
    return {place: [fact.event_id for fact in shard.items] for place, shard in shards}


def test_facts_come_in_the_order_of_their_shard(reading: Reading) -> None:
    shards = in_shards(reading, 40)
    reading.wait(5)

    assert all(len(ids) > 1 for ids in shards.values())
    for ids in shards.values():
        assert [each for each in reading.got if each in ids] == ids


def test_facts_of_one_aggregate_may_come_in_another_order(reading: Reading) -> None:
    facts = [queued("REC-1", sequence) for sequence in range(1, 21)]
    reading.read(*facts)
    reading.wait(5)

    assert Counter(reading.got) == Counter(fact.event_id for fact in facts)
    assert reading.got != [fact.event_id for fact in facts]


def test_a_fact_that_fails_is_tried_again_and_what_came_before_it_is_not(
    reading: Reading,
) -> None:
    before, failing, *_ = next(ids for ids in in_shards(reading, 40).values() if len(ids) > 2)
    reading.failures[failing] = 1
    reading.wait(60)

    assert reading.got.count(before) == 1
    assert reading.got.count(failing) == 2
    assert reading.reader.is_quiet


def test_a_poison_fact_blocks_its_shard_until_it_is_a_dead_letter(reading: Reading) -> None:
    shards = in_shards(reading, 40)
    blocked = next(ids for ids in shards.values() if len(ids) > 2)
    others = [each for ids in shards.values() if ids is not blocked for each in ids]
    reading.failures[blocked[0]] = 1000
    reading.wait(60)
    assert set(others) <= set(reading.got)
    assert reading.around.dead_letters.lying("ProjectStatus") == []
    reading.wait(900)

    assert reading.got.count(blocked[0]) == 11  # ten tries more
    assert reading.around.dead_letters.lying("ProjectStatus") == ["RecordQueued"]
    assert set(blocked) <= set(reading.got)
    assert reading.reader.is_quiet
