"""Keeps the status of every record, as the fold of its events."""

from generated.events.fact import Fact
from generated.functions.status_manager import Taken
from runtime.domain.command import Command
from runtime.domain.record_status import fold
from runtime.errors import ProjectionConflict
from runtime.ports import World
from runtime.state.projection import Projection

ATTEMPTS = 8


def take(fact: Fact, _command: Command, world: World) -> None:
    """Fold the next fact of a record; where some are missing in between, fold all anew."""
    event = _event(fact)
    sequence = fact.sequence or 0
    for _ in range(ATTEMPTS):
        before = world.projections.read(event.record_id)
        known = before.sequence if before is not None else 0
        if sequence <= known:
            return
        after = fold(before, fact, event) if sequence == known + 1 else _fold_all(fact, world)
        if world.projections.save(after, replaces=known):
            return
    raise ProjectionConflict(f"{ATTEMPTS} attempts to project {fact.event_id} met another writer")


def _fold_all(fact: Fact, world: World) -> Projection:
    projection: Projection | None = None
    for stored in world.event_store.facts(fact.event.aggregate_id):
        projection = fold(projection, stored, _event(stored))
    if projection is None:
        raise LookupError(f"the store holds nothing of the aggregate of {fact.event_id}")
    return projection


def _event(fact: Fact) -> Taken:
    return fact.event  # type: ignore[return-value]  # read with this function's own events
