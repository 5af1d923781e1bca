"""Whether what a story expects in a certain order can have happened in that order.

It stands apart from the simulator's judgement, for which time orders everything. Here the strands
do: a moment must not have led to one that is expected before it; which of two that happen at once
came first by real time, on a busy machine, says nothing.
"""

from collections.abc import Sequence

from simulator.stories.story import Moment
from simulator.world.trace import Line
from tests.deployed.strands import strands_of


def missing(expected: Sequence[Moment], lines: Sequence[Line]) -> str | None:
    """Name the first expected moment that cannot come where it should; None: all can."""
    led_to = causes(lines)
    over: set[int] = set()
    before = "the beginning"
    for moment in expected:
        fitting = [
            place
            for place, line in enumerate(lines)
            if place not in over and moment.fits(line.text)
        ]
        if not fitting:
            return f"after {before} there is no '{moment.happens}'"
        soonest = min(fitting, key=lambda place: (len(led_to[place] - over), place))
        over |= led_to[soonest] | {soonest}
        before = f"'{moment.happens}'"
    return None


def causes(lines: Sequence[Line]) -> list[set[int]]:
    """Give the places of the lines that led to each line: those before it in its strands, and what
    led to them.
    """
    led_to: list[set[int]] = []
    last: dict[str, int] = {}
    for place, line in enumerate(lines):
        names = strands_of(line.text)
        before = {last[name] for name in names if name in last}
        led_to.append(before.union(*(led_to[each] for each in before)))
        last.update(dict.fromkeys(names, place))
    return led_to
