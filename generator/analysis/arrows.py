"""A flow's graph with what bounds each way: the ground of the proofs about loops and time.

It stands apart from `graph`, which knows only names: two ways between the same states may differ in
what bounds them. Invariant: every way that an execution can take is here once, the implicit ones
(failure, the deadline) too.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.analysis.cycles import cyclic_components
from generator.analysis.graph import (
    failure_edge,
    final_states,
    looks_at_deadline,
    owned_edges,
    parts,
)
from generator.model.expressions import Binary, Constant, Root
from generator.model.flows import Assignment, Await, Bound, Edge, Emit, Flow, State, TaskState


class Arrow(NamedTuple):
    """One way from a state to the next: what bounds it, and which variables it makes grow."""

    source: str
    target: str
    bound: Bound | None
    grown: frozenset[str]
    edge: Edge | None  # the author's, except on the way to the deadline's target


def arrows(flow: Flow) -> list[Arrow]:
    """Every way between two states."""
    final = final_states(flow)
    return [each for state in flow.states for each in _leaving(flow, state, final)]


def _leaving(flow: Flow, state: State, final: frozenset[str]) -> Iterator[Arrow]:
    for owned in owned_edges(state):
        # A task's or an emit's own `set` is done only where it succeeded.
        is_success = isinstance(state, TaskState | Emit) and owned is state.next
        by_state = grown(state.sets) if is_success else frozenset()  # type: ignore[union-attr]  # seen above
        yield from _along(state, owned, by_state)
    failure = failure_edge(flow, state, final)
    if failure is not None:
        yield from _along(state, failure, frozenset())
    if isinstance(state, Await) and flow.deadline:
        for owned in owned_edges(state):
            for part in parts(owned):
                if looks_at_deadline(flow, state, part, final):
                    sets = frozenset() if owned is state.otherwise else grown(part.sets)
                    yield Arrow(state.name, flow.deadline.target, None, sets, None)


def _along(state: State, owned: Edge, by_state: frozenset[str]) -> Iterator[Arrow]:
    for part in parts(owned):
        yield Arrow(state.name, part.target, part.bound, by_state | grown(part.sets), part)


def grown(sets: tuple[Assignment, ...]) -> frozenset[str]:
    """The variables that are set to themselves plus something positive."""
    return frozenset(each.variable for each in sets if grows(each))


def grows(assignment: Assignment) -> bool:
    """Whether a variable is set to itself plus something positive."""
    match assignment.value:
        case Binary("+", Root("variable") as left, Constant(value=(int() | float()) as step)):
            return left.name == assignment.variable and step > 0
        case _:
            return False


def graph_of(names: Iterable[str], ways: Iterable[Arrow]) -> dict[str, set[str]]:
    """The arrows between these states as a graph of names."""
    graph: dict[str, set[str]] = {name: set() for name in names}
    for each in ways:
        if each.source in graph and each.target in graph:
            graph[each.source].add(each.target)
    return graph


def most_visits(names: frozenset[str], ways: list[Arrow]) -> dict[str, int] | None:
    """How often each of these states, which are entered once from outside, can be visited before
    they are left; None where `at_most` does not bound it.

    Ways with a bound that does not start anew in here cut a stay into a first stretch and one more
    for each time that they may be taken. Within a stretch every loop that is left is entered once.
    """
    inside = [each for each in ways if each.source in names and each.target in names]
    visits = dict.fromkeys(names, 1)
    for loop in cyclic_components(graph_of(names, inside)):
        around = [each for each in inside if each.source in loop and each.target in loop]
        cuts = [each for each in around if each.bound and each.bound.per not in loop]
        if not cuts:
            return None
        stretches = 1 + sum(at_most for _, _, at_most in _distinct_bounds(cuts))
        nested = most_visits(loop, [each for each in around if each not in cuts])
        if nested is None:
            return None
        visits |= {name: stretches * times for name, times in nested.items()}
    return visits


def _distinct_bounds(cuts: list[Arrow]) -> set[tuple[str, object, int]]:
    """One edge may be two arrows: a state's own next, and where it goes when it fails."""
    return {
        (each.source, each.bound.span, each.bound.at_most)
        for each in cuts
        if each.bound is not None
    }
