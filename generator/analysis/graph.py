"""A flow as a graph: which states an author's state leads to.

It stands apart because the emitter, the checks and the documents all walk it and must agree.
Invariant: implicit ways (the way out, the deadline) are in it too.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from generator.model.flows import (
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


def owned_edges(state: State) -> Iterator[Edge]:
    """The edges that the author wrote on a state, without those taken `instead`."""
    match state:
        case TaskState():
            if state.next:
                yield state.next
            yield from (each.edge for each in state.catches)
            if state.on_error:
                yield state.on_error
        case Await():
            yield from (each.edge for each in state.facts)
            yield state.otherwise
        case Choose():
            yield from (each.edge for each in state.rules)
            yield state.otherwise
        case Wait() | Emit():
            yield state.next
        case End() | Fail():
            return
        case _:
            assert_never(state)


def edges(state: State) -> Iterator[Edge]:
    """Every edge that the author wrote on a state."""
    for owned in owned_edges(state):
        yield from parts(owned)


def parts(edge: Edge) -> Iterator[Edge]:
    """An edge, and what is taken instead once its bound is used up."""
    one: Edge | None = edge
    while one:
        yield one
        one = one.instead


def final_states(flow: Flow) -> frozenset[str]:
    """The states reachable from the deadline's target and from the way out, themselves included:
    there the deadline no longer applies, and failures go to a state's own next.
    """
    starts = [flow.way_out, flow.deadline.target if flow.deadline else None]
    found: set[str] = set()
    waiting = [each for each in starts if each]
    while waiting:
        name = waiting.pop()
        state = flow.state(name)
        if state is None or name in found:
            continue
        found.add(name)
        waiting.extend(each.target for each in edges(state))
    return frozenset(found)


def failure_edge(flow: Flow, state: State, final: frozenset[str]) -> Edge | None:
    """Where a state goes when it fails in a way that it does not catch by name; None: nowhere,
    the execution fails. Final states go on to their own next, so that the way out cannot loop.
    """
    match state:
        case TaskState():
            if state.next is None:
                return None
            if state.on_error:
                return state.on_error
            own = state.next
        case Await():
            own = state.otherwise
        case Emit():
            own = state.next
        case Choose() | Wait() | End() | Fail():
            return None
        case _:
            assert_never(state)
    if state.name in final:
        return own
    return Edge(flow.way_out, (), None, None, state.span) if flow.way_out else None


def looks_at_deadline(flow: Flow, state: Await, edge: Edge, final: frozenset[str]) -> bool:
    """Whether this edge of an await, or what is taken instead of one, is left for the deadline's
    target once that has passed.
    """
    return bool(flow.deadline) and state.name not in final and edge.target not in final


def targets(flow: Flow, state: State, final: frozenset[str]) -> Iterator[str]:
    """The names of all states that may follow; a name may come more than once."""
    yield from (each.target for each in edges(state))
    failure = failure_edge(flow, state, final)
    if failure:
        yield failure.target
    if flow.deadline and isinstance(state, Await):
        looks = (looks_at_deadline(flow, state, each, final) for each in edges(state))
        if any(looks):
            yield flow.deadline.target


def reachable(
    flow: Flow, starts: Iterable[str], *, without: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The existing states that can be reached, the starts included; `without` are not entered."""
    final = final_states(flow)
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        state = flow.state(name)
        if state is None or name in found or name in without:
            continue
        found.add(name)
        waiting.extend(targets(flow, state, final))
    return frozenset(found)


def ending_states(flow: Flow) -> frozenset[str]:
    """The states from which an end can be reached."""
    final = final_states(flow)
    known = {each.name for each in flow.states}
    leads_to = {each.name: set(targets(flow, each, final)) for each in flow.states}
    # A target that is not there is a mistake of its own; it is no dead end besides.
    ending = {each.name for each in flow.states if _ends(each) or leads_to[each.name] - known}
    grown = True
    while grown:
        more = {name for name, after in leads_to.items() if name not in ending and after & ending}
        ending |= more
        grown = bool(more)
    return frozenset(ending)


def _ends(state: State) -> bool:
    match state:
        case End() | Fail():
            return True
        case TaskState():
            return state.next is None
        case _:
            return False
