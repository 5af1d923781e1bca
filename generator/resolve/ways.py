"""What is certainly there when a state is entered, whichever way led to it.

It stands apart because a test in one state guards what a later state reads, as long as no other way
leads there. Invariant: a fact holds for a state only if it holds on every way; a variable that is
set anew loses what was known of it.
"""

from collections.abc import Iterator
from typing import assert_never

from generator.expressions.presence import NOTHING, Facts, after_setting, lasting, path, proven
from generator.model import (
    Assignment,
    Await,
    Choose,
    Edge,
    Emit,
    End,
    Fail,
    Flow,
    State,
    TaskState,
    Wait,
)
from generator.model.expressions import Else, Expression, Member, Root
from generator.model.graph import failure_edge, final_states, looks_at_deadline

Way = tuple[str, Facts]


def known_on_entry(flow: Flow) -> dict[str, Facts]:
    """The facts that hold on entering each state that can be reached."""
    states: dict[str, State] = {each.name: each for each in flow.states}
    final = final_states(flow)
    known: dict[str, Facts] = {flow.start: NOTHING}
    waiting = [str(flow.start)]
    while waiting:
        state = states.get(waiting.pop())
        if state is None:
            continue
        for target, facts in _ways(flow, state, known[state.name], final):
            before = known.get(target)
            after = facts if before is None else before & facts
            if after != before:
                known[target] = after
                waiting.append(target)
    return known


def _ways(flow: Flow, state: State, facts: Facts, final: frozenset[str]) -> Iterator[Way]:
    """Every way out of a state, with what is known at its end."""
    match state:
        case TaskState() | Emit():
            done = _after(facts, state.sets)
            if state.next is not None:
                yield from _along(state.next, done)
            for each in state.catches if isinstance(state, TaskState) else ():
                yield from _along(each.edge, facts)
        case Await():
            yield from _ways_of_await(flow, state, facts, final)
        case Choose():
            left = facts
            for rule in state.rules:
                yield from _along(rule.edge, left | proven(rule.when, holds=True))
                left |= proven(rule.when, holds=False)
            yield from _along(state.otherwise, left)
        case Wait():
            yield from _along(state.next, facts)
        case End() | Fail():
            return
        case _:
            assert_never(state)
    failure = failure_edge(flow, state, final)
    if failure is not None:
        yield from _along(failure, facts)


def _ways_of_await(flow: Flow, state: Await, facts: Facts, final: frozenset[str]) -> Iterator[Way]:
    """The deadline's way is taken after a fact's `set`, or with nothing set when time ran out."""
    for fact in state.facts:
        yield from _along(fact.edge, facts)
        if flow.deadline and looks_at_deadline(flow, state, fact.edge, final):
            yield flow.deadline.target, _after(facts, fact.edge.sets)
    yield from _along(state.otherwise, facts)
    if flow.deadline and looks_at_deadline(flow, state, state.otherwise, final):
        yield flow.deadline.target, lasting(facts)


def _along(edge: Edge, facts: Facts) -> Iterator[Way]:
    one: Edge | None = edge
    while one:
        yield one.target, _after(facts, one.sets)
        one = one.instead


def _after(facts: Facts, sets: tuple[Assignment, ...]) -> Facts:
    there = [each.variable for each in sets if not _may_be_absent(each.value, facts)]
    return lasting(after_setting(facts, [each.variable for each in sets])) | frozenset(
        map(str, there)
    )


def _may_be_absent(value: Expression, facts: Facts) -> bool:
    match value:
        case Root() | Member():
            return value.is_optional and path(value) not in facts
        case Else():
            return _may_be_absent(value.default, facts)
        case _:
            return False
