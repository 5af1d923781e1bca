"""Each invariant notices what it is there for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generated.events.call_ended import CallEnded
from generated.types import BatchId, CallId, HotelId, ProviderSid, RecordId
from runtime.codec import with_sequence
from runtime.state.line import Live
from runtime.state.projection import Status
from simulator.stories.reading import read_story
from simulator.stories.telling import tell
from simulator.system.invariants import breaches
from simulator.system.simulation import Simulation

STORY = Path(__file__).parents[2] / "stories" / "a_person_agrees.yaml"
RECORD = RecordId("REC-1")
INN = HotelId("INN")
CALL = CallId(f"call-{1:032x}")


def told() -> Simulation:
    story = read_story(STORY.read_text(encoding="utf-8"), {}).story
    assert story is not None
    return tell(story).simulation


def lose_a_fact(world: Simulation) -> None:
    del world.event_store.aggregates[RECORD][1]


def store_a_fact_twice(world: Simulation) -> None:
    facts = world.event_store.aggregates[RECORD]
    facts.append(with_sequence(facts[0], len(facts) + 1))


def leave_a_projection_behind(world: Simulation) -> None:
    now = world.projections.saved[RECORD]
    world.projections.saved[RECORD] = replace(now, status=Status.REFUSED)


def lose_a_projection(world: Simulation) -> None:
    del world.projections.saved[RECORD]


def leave_a_record_under_way(world: Simulation) -> None:
    world.projections.under_way.add(RECORD)


def wait_in_no_line(world: Simulation) -> None:
    world.projections.parked.add(RECORD)


def keep_a_flow_running(world: Simulation) -> None:
    world.flows.live += 1


def hold_a_line_for_ever(world: Simulation) -> None:
    line = world.lines.read(INN)
    live = Live(CALL, BatchId(f"batch-{1:032x}"), world.clock.now() - timedelta(1), taken=())
    world.lines.save(replace(line, live=live), due_at=None)


def keep_facts_of_a_line(world: Simulation) -> None:
    facts = world.event_store.aggregates[RECORD]
    world.lines.save(replace(world.lines.read(INN), outbox=tuple(facts[:2])), due_at=None)


def place_a_call_twice(world: Simulation) -> None:
    (call,) = world.phone.calls.values()
    world.phone.calls[ProviderSid(f"CA{2:032x}")] = call


def end_a_call_twice(world: Simulation) -> None:
    (call,) = world.phone.calls.values()
    facts = world.event_store.aggregates[call.dialling.call_id]
    (ended,) = (fact for fact in facts if isinstance(fact.event, CallEnded))
    facts.append(with_sequence(ended, len(facts) + 1))


def call_twice_at_once(world: Simulation) -> None:
    world.phone.overlaps.append("INN")


def talk_too_long(world: Simulation) -> None:
    (call,) = world.phone.calls.values()
    call.placed_at -= 600_000_000


def crash(world: Simulation) -> None:
    world.functions.crashes.append("Scheduler: KeyError: 'x'")


def tell_without_storing(world: Simulation) -> None:
    world.bus.told.add("never-stored")


BREACHES = [
    (lose_a_fact, "sequence numbers do not run 1.."),
    (store_a_fact_twice, "is stored twice"),
    (leave_a_projection_behind, "is not the fold of its events"),
    (lose_a_projection, "is lost"),
    (leave_a_record_under_way, "is stuck"),
    (wait_in_no_line, "waits in no line although"),
    (keep_a_flow_running, "the world did not come to rest"),
    (hold_a_line_for_ever, "its line is held by"),
    (keep_facts_of_a_line, "2 facts were not told"),
    (place_a_call_twice, "was placed 2 times"),
    (end_a_call_twice, "happened 2 times"),
    (call_twice_at_once, "had two calls at once"),
    (talk_too_long, " lasted "),
    (crash, "a handler crashed"),
    (tell_without_storing, "was told and is not stored"),
]


def test_a_good_run_breaks_nothing() -> None:
    assert breaches(told(), [RECORD]) == []


@pytest.mark.parametrize(
    ("spoil", "noticed"), BREACHES, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_breach_is_noticed(spoil: Callable[[Simulation], None], noticed: str) -> None:
    world = told()
    spoil(world)

    found = "\n".join(breaches(world, [RECORD]))
    assert noticed in found
