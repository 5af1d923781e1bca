"""The ways out of a state, each with what is set and what holds on it.

They stand apart from the graph, which knows only where a flow can go: what a variable holds depends
on the edges' `set` and on which rule was taken. Invariant: every way that the service can take is
here, the implicit ones (failure, the deadline) too.
"""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from generator.analysis.graph import failure_edge, looks_at_deadline, parts
from generator.model.expressions import Expression
from generator.model.flows import (
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

Condition = tuple[Expression, bool]  # and whether it holds


class Way(NamedTuple):
    """One way to `target`. `steps` are done one after the other, what is in one step at once."""

    target: str
    steps: tuple[tuple[Assignment, ...], ...] = ()
    conditions: tuple[Condition, ...] = ()


def ways(flow: Flow, state: State, final: frozenset[str]) -> Iterator[Way]:
    """Every way out of a state; `final` are the flow's `final_states`."""
    match state:
        case TaskState() | Emit():
            if state.next is not None:
                yield from _along(state.next, before=state.sets)
            for each in state.catches if isinstance(state, TaskState) else ():
                yield from _along(each.edge)
        case Await():
            yield from _ways_of_await(flow, state, final)
        case Choose():
            failed: tuple[Condition, ...] = ()
            for rule in state.rules:
                yield from _along(rule.edge, conditions=(*failed, (rule.when, True)))
                failed = (*failed, (rule.when, False))
            yield from _along(state.otherwise, conditions=failed)
        case Wait():
            yield from _along(state.next)
        case End() | Fail():
            return
        case _:
            assert_never(state)
    failure = failure_edge(flow, state, final)
    if failure is not None:
        yield from _along(failure)


def _ways_of_await(flow: Flow, state: Await, final: frozenset[str]) -> Iterator[Way]:
    """To the deadline's target with the fact's `set` done, or with nothing set as time ran out."""
    for fact in state.facts:
        yield from _along(fact.edge)
        for part in parts(fact.edge):
            if flow.deadline and looks_at_deadline(flow, state, part, final):
                yield Way(flow.deadline.target, (part.sets,))
    yield from _along(state.otherwise)
    looks = (looks_at_deadline(flow, state, each, final) for each in parts(state.otherwise))
    if flow.deadline and any(looks):
        yield Way(flow.deadline.target)


def _along(
    edge: Edge, before: tuple[Assignment, ...] = (), conditions: tuple[Condition, ...] = ()
) -> Iterator[Way]:
    for part in parts(edge):
        yield Way(part.target, (before, part.sets), conditions)
