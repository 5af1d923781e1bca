"""The lines of a transcript with the calls to which they belong.

It stands apart because whoever tells a line knows at most the call's id, and whoever shows it wants
its place among the calls. Invariant: each line is given once, in its order.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.clock import moment
from simulator.stories.results import Call
from simulator.world.trace import Kind, Line


class Happening(NamedTuple):
    """`at`: microseconds since 1970; `call`: its place among the story's calls, if it is known."""

    at: int
    text: str
    kind: Kind
    call: int | None


def happenings(lines: Sequence[Line], calls: Sequence[Call]) -> list[Happening]:
    """Give all lines with their calls; trouble of no known call is that of the only running one."""
    places = {call.call_id: place for place, call in enumerate(calls)}

    def place_of(line: Line) -> int | None:
        if line.kind is Kind.TROUBLE and not line.call_id:
            return _only_running(calls, line.at)
        return places.get(line.call_id)

    return [Happening(line.at, line.text, line.kind, place_of(line)) for line in lines]


def _only_running(calls: Sequence[Call], at: int) -> int | None:
    now = moment(at)
    found = [
        place
        for place, call in enumerate(calls)
        if call.began <= now and (call.completed is None or now <= call.completed)
    ]
    return found[0] if len(found) == 1 else None
