"""The event store: sequences without gaps, every fact once, whoever writes at the same time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated.events.fact import Fact
from generated.events.record_queued import RecordQueued
from runtime.codec import with_sequence
from runtime.errors import AppendConflict
from runtime.procedures.journal import append
from tests.runtime.fakes import FakeEventStore
from tests.runtime.given import HOTEL_ID, created, fact, record_id
from tests.runtime.interleaving import ORDERS, Interleaving


def queued(number: int) -> Fact:
    return fact(RecordQueued(record_id=record_id(), hotel_id=HOTEL_ID), number)


@given(order=ORDERS, numbers=st.lists(st.integers(1, 4), min_size=1, max_size=6))
@settings(deadline=None)
def test_each_fact_is_stored_once_and_sequences_run_from_one(
    order: list[int], numbers: list[int]
) -> None:
    interleaving = Interleaving(order)
    store = FakeEventStore(interleaving.step)

    errors = interleaving.run(
        [lambda number=number: append(queued(number), store) for number in numbers]  # type: ignore[misc]  # mypy: no type for a lambda
    )

    stored = store.facts(record_id())
    assert errors == []
    assert [each.sequence for each in stored] == list(range(1, len(set(numbers)) + 1))
    assert {each.event_id for each in stored} == {queued(number).event_id for number in numbers}


def test_a_duplicate_that_comes_much_later_changes_nothing() -> None:
    store = FakeEventStore()
    for number in (1, 2, 3, 1):
        append(queued(number), store)

    assert len(store.stored) == 3


def test_aggregates_are_numbered_each_on_its_own() -> None:
    store = FakeEventStore()
    append(fact(created(1)), store)
    append(fact(created(2)), store)

    assert sorted(store.stored) == [(record_id(1), 1), (record_id(2), 1)]


def test_who_always_meets_another_writer_gives_up_and_says_so() -> None:
    class Contested(FakeEventStore):
        def append(self, fact: Fact) -> bool:
            other = len(self.stored) + 100
            super().append(with_sequence(queued(other), fact.sequence or 0))
            return False

    with pytest.raises(AppendConflict, match="RecordQueued"):
        append(queued(1), Contested())
