"""What must hold after every run, whatever happened in it.

It stands apart because stories, samples and later storms of seeds ask the same. Each breach is a
line that names the thing and the rule.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generated.events.call_ended import CallEnded
from generated.events.call_initiated import CallInitiated
from generated.events.dtmf_sent import DtmfSent
from generated.events.fact import Fact
from generated.events.folio_requested import FolioRequested
from runtime.domain.record_status import RecordEvent, fold
from simulator.asl import Status
from simulator.clock import MICROSECONDS
from simulator.system.simulation import Simulation

if TYPE_CHECKING:
    from runtime.state.projection import Projection

LONGEST_CALL_SECONDS = 600


def breaches(simulation: Simulation, record_ids: list[str]) -> list[str]:
    """Name every breach; the simulation has come to rest."""
    checks = (
        _unsettled(simulation, record_ids),
        _numbering(simulation),
        _projections(simulation),
        _lines(simulation),
        _calls(simulation),
        _once(simulation),
        _journal(simulation),
        (f"a handler crashed: {crash}" for crash in simulation.functions.crashes),
    )
    return [breach for check in checks for breach in check]


def _unsettled(simulation: Simulation, record_ids: list[str]) -> Iterator[str]:
    """Every record is final, or waits for a time at which somebody will look at its line."""
    if not simulation.is_quiet:
        yield "the world did not come to rest"
    waiting = {each.request.record_id for line in simulation.lines.all() for each in line.waiting}
    for record_id in record_ids:
        projection = simulation.projections.saved.get(record_id)
        if projection is None:
            yield f"{record_id} is lost: it has no status"
        elif record_id in simulation.projections.under_way:
            yield f"{record_id} is stuck in {projection.status}"
        elif record_id in simulation.projections.parked and record_id not in waiting:
            yield f"{record_id} waits in no line although it is {projection.status}"


def _numbering(simulation: Simulation) -> Iterator[str]:
    """Sequence numbers run 1..n; no fact is stored twice."""
    for aggregate, facts in simulation.event_store.aggregates.items():
        if [fact.sequence for fact in facts] != list(range(1, len(facts) + 1)):
            yield f"{aggregate}: sequence numbers do not run 1..{len(facts)}"
        ids = Counter(fact.event_id for fact in facts)
        yield from (f"{aggregate}: {each} is stored twice" for each, n in ids.items() if n > 1)


def _projections(simulation: Simulation) -> Iterator[str]:
    """A projection is the fold of its record's events."""
    for record_id, projection in simulation.projections.saved.items():
        folded: Projection | None = None
        for fact in simulation.event_store.aggregates.get(record_id, ()):
            if isinstance(fact.event, RecordEvent):
                folded = fold(folded, fact, fact.event)
        if folded != projection:
            yield f"{record_id}: its projection is not the fold of its events"


def _lines(simulation: Simulation) -> Iterator[str]:
    """At rest a line is held by a call that is over until its lease ends at the latest, when a
    sweep frees it; and no line has untold facts.
    """
    now = simulation.clock.now()
    for line in simulation.lines.all():
        if line.live is not None and line.live.until < now:
            yield f"{line.hotel_id}: its line is held by {line.live.call_id}, which is over"
        if line.outbox:
            yield f"{line.hotel_id}: {len(line.outbox)} facts were not told"


def _calls(simulation: Simulation) -> Iterator[str]:
    """A hotel never has two live calls; no call outlives its time; each is placed once."""
    yield from (f"{hotel_id} had two calls at once" for hotel_id in simulation.phone.overlaps)
    placed = Counter(call.dialling.call_id for call in simulation.phone.calls.values())
    yield from (f"{call_id} was placed {n} times" for call_id, n in placed.items() if n > 1)
    for call in simulation.phone.calls.values():
        lasted = ((call.ended_at or simulation.virtual_clock.now) - call.placed_at) / MICROSECONDS
        if lasted > LONGEST_CALL_SECONDS:
            yield f"{call.dialling.call_id} lasted {lasted:.1f} s"


def failed_flows(simulation: Simulation) -> list[str]:
    """Name every flow that did not come to its own end. Under faults a flow may have to fail; what
    it was about must settle nevertheless.
    """
    return list(_failed_flows(simulation))


def _failed_flows(simulation: Simulation) -> Iterator[str]:
    for execution in simulation.flows.executions:
        if execution.status is not Status.SUCCEEDED:
            yield f"flow {execution.name}: {execution.status} {execution.error}: {execution.cause}"


def _once(simulation: Simulation) -> Iterator[str]:
    """What may happen once was told once."""
    told = Counter(key for fact in simulation.event_store.all() if (key := _once_key(fact)))
    yield from (f"{' '.join(key)} happened {n} times" for key, n in told.items() if n > 1)


def _once_key(fact: Fact) -> tuple[str, ...] | None:
    match fact.event:
        case CallInitiated(call_id=call_id) | CallEnded(call_id=call_id):
            return fact.event.TYPE, call_id
        case DtmfSent(call_id=call_id, turn=turn):
            return fact.event.TYPE, call_id, str(turn)
        case FolioRequested(call_id=call_id, record_id=record_id, attempt=attempt):
            return fact.event.TYPE, call_id, record_id, str(attempt)
        case _:
            return None


def _journal(simulation: Simulation) -> Iterator[str]:
    """What was told is stored."""
    stored = {fact.event_id for fact in simulation.event_store.all()}
    for event_id in sorted(simulation.bus.told - stored):
        yield f"the fact {event_id} was told and is not stored"
