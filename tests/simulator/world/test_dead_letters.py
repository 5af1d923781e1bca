"""What was given up lies in dead-letter queues, and its work is done late when it is redriven."""

import pytest

from tests.simulator.one_record import OneRecord


@pytest.fixture
def told() -> OneRecord:
    return OneRecord()


def stop_ticks(told: OneRecord) -> None:
    """So that nothing but the redrive can help."""
    told.simulation.schedules.stop()


def busy(told: OneRecord, function: str, hours: float) -> None:
    """Hand in the record and let a function be busy for so long."""
    instances = told.simulation.functions._instances[function]
    limit, instances.limit = instances.limit, 0
    told.hand_in()
    told.wait(minutes=hours * 60)
    instances.limit = limit


def test_a_pick_up_that_was_received_five_times_in_vain_is_done_when_it_is_moved_back(
    told: OneRecord,
) -> None:
    around = told.simulation
    stop_ticks(told)
    busy(told, "BatchingEngine", hours=1)  # a throttle counts as a receive
    assert around.dead_letters.lying("SchedulingQueue") == ['{"hotel_id": "INN"}']
    assert told.calls() == 0

    around.dead_letters.redrive_to(around.pick_ups.queue, "SchedulingQueue")
    told.wait(minutes=60)

    assert around.dead_letters.lying("SchedulingQueue") == []
    assert (told.status(), told.calls()) == ("AGREED_TO_SEND", 1)
    assert told.breaches() == []


def test_facts_that_their_writer_never_took_are_stored_when_they_are_redriven(
    told: OneRecord,
) -> None:
    busy(told, "EventWriter", hours=7)  # Lambda keeps an event for six
    assert told.status() is None
    assert told.simulation.dead_letters.lying("EventWriter") == ["RecordCreated by Journal"]

    told.simulation.dead_letters.redrive("EventWriter")
    told.wait(minutes=60)

    assert (told.status(), told.calls()) == ("AGREED_TO_SEND", 1)
    assert told.breaches() == []


def test_a_letter_that_is_redriven_twice_changes_nothing_the_second_time(told: OneRecord) -> None:
    busy(told, "EventWriter", hours=7)  # Lambda keeps an event for six
    told.simulation.draws.is_doubled = lambda: True  # type: ignore[method-assign]  # all comes twice
    told.simulation.dead_letters.redrive("EventWriter")
    told.wait(minutes=60)
    stored = len(told.simulation.event_store.all())
    assert told.simulation.dead_letters.lying("EventWriter")  # what was deleted is there again
    told.simulation.dead_letters.redrive("EventWriter")
    told.wait(minutes=60)

    assert len(told.simulation.event_store.all()) == stored
    assert told.breaches() == []


def test_an_item_that_a_reader_of_the_stream_gave_up_is_folded_when_it_is_redriven(
    told: OneRecord,
) -> None:
    busy(told, "StatusManager", hours=24)
    assert told.status() is None
    assert told.simulation.dead_letters.lying("ProjectStatus")

    told.simulation.dead_letters.redrive("ProjectStatus")
    told.wait(minutes=60)

    assert told.status() == "AGREED_TO_SEND"
    assert told.breaches() == []


def test_a_letter_is_gone_after_two_weeks(told: OneRecord) -> None:
    busy(told, "EventWriter", hours=7)  # Lambda keeps an event for six
    stop_ticks(told)
    told.simulation.virtual_clock.run(
        until=told.simulation.virtual_clock.now + 14 * 86_400 * 1_000_000
    )

    assert told.simulation.dead_letters.lying("EventWriter") == []
    assert told.simulation.dead_letters.counts["EventWriter"] == 1


def test_a_queue_that_is_not_deployed_takes_no_letter(told: OneRecord) -> None:
    with pytest.raises(LookupError, match="no dead-letter queue of Nobody"):
        told.simulation.dead_letters.put("Nobody", "a fact", lambda: None)
