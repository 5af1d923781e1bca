"""What is certainly there when a state is entered, whichever way led to it.

It stands apart because a test in one state guards what a later state reads, as long as no other way
leads there. Invariant: a fact holds for a state only if it holds on every way; a variable that is
set anew loses what was known of it.
"""

from generator.analysis.graph import final_states
from generator.analysis.ways import Way, ways
from generator.model import Assignment, Flow
from generator.model.expressions import Else, Expression, Member, Root
from generator.resolve.expressions.presence import (
    NOTHING,
    Facts,
    after_setting,
    lasting,
    path,
    proven,
)


def known_on_entry(flow: Flow) -> dict[str, Facts]:
    """The facts that hold on entering each state that can be reached."""
    states = {str(each.name): each for each in flow.states}
    final = final_states(flow)
    known: dict[str, Facts] = {flow.start: NOTHING}
    waiting = [str(flow.start)]
    while waiting:
        state = states.get(waiting.pop())
        if state is None:
            continue
        for way in ways(flow, state, final):
            facts = _at_the_end(way, known[state.name])
            before = known.get(way.target)
            after = facts if before is None else before & facts
            if after != before:
                known[way.target] = after
                waiting.append(way.target)
    return known


def _at_the_end(way: Way, facts: Facts) -> Facts:
    for condition, holds in way.conditions:
        facts |= proven(condition, holds=holds)
    for step in way.steps:
        facts = _after(facts, step)
    return lasting(facts)


def _after(facts: Facts, sets: tuple[Assignment, ...]) -> Facts:
    variables = [str(each.variable) for each in sets]
    there = [str(each.variable) for each in sets if not _may_be_absent(each.value, facts)]
    return after_setting(facts, variables) | frozenset(there)


def _may_be_absent(value: Expression, facts: Facts) -> bool:
    match value:
        case Root() | Member():
            return value.is_optional and path(value) not in facts
        case Else():
            return _may_be_absent(value.default, facts)
        case _:
            return False
