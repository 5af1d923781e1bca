"""Changing a hotel's line, and telling what follows from it.

It stands apart because the Scheduler and the Batching Engine change lines alike. Invariant: facts
about a change are saved with it and told afterwards; whoever touches the line next tells what was
left untold.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from generated.events.fact import Fact
from generated.types.hotel_id import HotelId
from runtime.domain.hotel_line import due_at
from runtime.errors import LineConflict
from runtime.ports import World
from runtime.state.line import Handled, Line

ATTEMPTS = 8
REMEMBERED_FOR = timedelta(hours=48)
"""A fact is delivered again for 24 hours at most, and may wait as long before that."""

Decide = Callable[[Line, datetime], tuple[Line, Sequence[Fact]] | None]


def change_line(hotel_id: HotelId, change_id: str, decide: Decide, world: World) -> Line:
    """Change a line as `decide` says (None: leave it) and tell the facts, once for each change id.

    Gives the line as it is then. Raises LineConflict.
    """
    for _ in range(ATTEMPTS):
        now = world.clock.now()
        line = _told(world.lines.read(hotel_id), world)
        if any(handled.change_id == change_id for handled in line.handled):
            return line
        decided = decide(line, now)
        if decided is None:
            return line
        changed, facts = decided
        handled = (*_recent(line, now), Handled(change_id, now))
        saved = _save(replace(changed, handled=handled, outbox=tuple(facts)), world)
        if saved is not None:
            return _told(saved, world)
    raise LineConflict(f"{hotel_id}: {ATTEMPTS} attempts to change its line met another change")


def _told(line: Line, world: World) -> Line:
    """Tell what the outbox holds, and empty it."""
    if not line.outbox:
        return line
    world.bus.publish(line.outbox)
    emptied = replace(line, outbox=())
    return _save(emptied, world) or emptied


def _save(line: Line, world: World) -> Line | None:
    return world.lines.save(line, due_at(line))


def _recent(line: Line, now: datetime) -> tuple[Handled, ...]:
    return tuple(handled for handled in line.handled if now - handled.at < REMEMBERED_FOR)
