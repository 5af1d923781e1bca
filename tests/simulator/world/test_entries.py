"""What one function tells, another reads as if it had come as JSON."""

from datetime import UTC, datetime, timedelta

import pytest

from generated import deployment
from generated.events.batch_completed import BatchCompleted
from generated.events.call_ended import CallEnded
from generated.events.fact import Fact
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.values import Invalid
from runtime.serving import load
from semantics.patterns import parse
from simulator.system.simulation import Settings, Simulation
from simulator.world.entry import Entry

ENDED = Fact(
    event=CallEnded(
        call_id=CallId(f"call-{1:032x}"), outcome=CallOutcome.BUSY, talked_for=timedelta()
    ),
    event_id="1",
    timestamp=datetime(2026, 11, 23, 15, tzinfo=UTC),
    correlation_id="c",
    source="folio.test",
)


def told(detail: Fact | dict[str, object]) -> Entry:
    return Entry("folio.test", CallEnded.TYPE, detail)


@pytest.mark.parametrize("detail", [ENDED, ENDED.to_detail()], ids=["as a value", "as JSON"])
def test_a_fact_is_read_by_who_takes_it(detail: Fact | dict[str, object]) -> None:
    assert told(detail).read_by(load("CallInbox", "folio.CallInbox")) == ENDED


@pytest.mark.parametrize("detail", [ENDED, ENDED.to_detail()], ids=["as a value", "as JSON"])
def test_a_fact_is_refused_by_who_does_not_take_it(detail: Fact | dict[str, object]) -> None:
    entry = told(detail)
    entry.read_by(load("EventWriter", "folio.EventWriter"))  # takes whatever there is
    with pytest.raises(Invalid, match=f"must be one of .*{BatchCompleted.TYPE}"):
        entry.read_by(load("Scheduler", "folio.Scheduler"))


def test_json_that_breaks_a_rule_is_refused() -> None:
    entry = told({**ENDED.to_detail(), "timestamp": "yesterday"})
    with pytest.raises(Invalid, match=r"detail\.timestamp"):
        entry.read_by(load("CallInbox", "folio.CallInbox"))


def test_a_rule_that_looks_into_the_fact_gets_those_that_match() -> None:
    world = Simulation({}, Settings(ENDED.timestamp))
    row = deployment.RULES[0]
    for rule, outcome in (("Busy", "busy"), ("Completed", "completed")):
        pattern = {"source": ["folio.test"], "detail": {"data": {"outcome": [outcome]}}}
        world.bus.put_rule(row._replace(name=rule), parse(pattern))
    world.bus.publish([ENDED])
    assert {rule for rule, _ in world.bus.reached} & {"Busy", "Completed"} == {"Busy"}
