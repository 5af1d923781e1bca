"""The variables that a flow needs besides the author's: how often an edge was taken, a state was
entered, and when, and until when the flow may wait.

They stand apart because they belong to no single state: an edge's counter starts anew wherever
the state after its `per` is left. Invariant: each is named after what it counts, never numbered,
so that a new state changes no other state's lines. What an author names with a capital letter holds
no underscore, so none of these can be mistaken for another, nor for an author's variable.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.analysis.counters import counted_edges
from generator.analysis.graph import edges
from generator.emit.asl.jsonata import (
    ENTERED,
    START_MILLIS,
    braces,
    deadline_variable,
    visits_variable,
)
from generator.model import Await, Choose, Edge, Emit, Flow, Name, State, TaskState, Wait
from generator.model.expressions import Call, Expression, walk


class Bookkeeping(NamedTuple):
    """What to count in one flow. `counters` holds, by state, those that start anew there."""

    flow: Flow
    counters: dict[str, list[str]]
    all_counters: list[str]
    visited: frozenset[str]
    timed: frozenset[str]

    def start(self) -> dict[str, object]:
        """What the variables hold when an execution starts."""
        started: dict[str, object] = {}
        if self.flow.deadline:
            millis = self.flow.deadline.after * 1000
            started[deadline_variable(self.flow.name)] = braces(f"{START_MILLIS} + {millis}")
        counts = [*self.all_counters, *(visits_variable(each) for each in sorted(self.visited))]
        started |= dict.fromkeys(counts, 0)
        return started | {entered_variable(each): None for each in sorted(self.timed)}

    def on_leaving(self, state: Name) -> dict[str, object]:
        """What leaving a state writes down, whichever way it is left."""
        assigned: dict[str, object] = {}
        if state in self.visited:
            variable = visits_variable(state)
            assigned[variable] = braces(f"${variable} + 1")
        if state in self.timed:
            assigned[entered_variable(state)] = braces(ENTERED)
        return assigned | dict.fromkeys(self.counters.get(state, []), 0)

    def on_taking(self, edge: Edge, counter: str, source: Name) -> dict[str, object]:
        """What taking an edge writes down, if it is bounded."""
        if edge.bound is None:
            return {}
        if counter in self.counters.get(source, []):
            return {counter: 1}
        return {counter: braces(f"${counter} + 1")}


def entered_variable(state: str) -> str:
    """When a state that some await counts `since` was entered last; null before that."""
    return f"{state}_entered"


def keep_books(flow: Flow) -> Bookkeeping:
    """Find out what a flow's expressions, awaits and bounds need counted."""
    counters: dict[str, list[str]] = {}
    every: list[str] = []
    for state in flow.states:
        for counter, edge in counted_edges(state):
            if edge.bound is None:
                continue
            every.append(counter)
            if edge.bound.per:
                counters.setdefault(edge.bound.per, []).append(counter)
    visited = {
        call.state
        for state in flow.states
        for expression in expressions(state)
        for call in walk(expression)
        if isinstance(call, Call) and call.state
    }
    timed = {each.since for each in flow.states if isinstance(each, Await) and each.since}
    return Bookkeeping(flow, counters, every, frozenset(visited), frozenset(timed))


def expressions(state: State) -> Iterator[Expression]:
    """Every expression of a state and its edges."""
    for edge in edges(state):
        yield from (each.value for each in edge.sets)
    match state:
        case TaskState() | Emit():
            yield from (each for _, each in state.arguments)
            yield from (each.value for each in state.sets)
        case Choose():
            yield from (each.when for each in state.rules)
        case Await() if state.start:
            yield state.start
        case Wait() if state.until:
            yield state.until
        case _:
            return
