"""The variables that a flow needs besides the author's: how often an edge was taken, a state was
entered, and when.

They stand apart because they belong to no single state: an edge's counter starts anew wherever
the state after its `per` is left. Invariant: each is named after what it counts, never numbered,
so that a new state changes no other state's lines.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.emit.asl.jsonata import ENTERED, braces, visits_variable
from generator.model import Await, Choose, Edge, Emit, Flow, Name, State, TaskState, Wait
from generator.model.expressions import Call, Expression, walk
from generator.model.graph import edges


class Bookkeeping(NamedTuple):
    """What to count in one flow. `counters` holds, by state, those that start anew there."""

    counters: dict[str, list[str]]
    all_counters: list[str]
    visited: frozenset[str]
    timed: frozenset[str]

    def start(self) -> dict[str, object]:
        """What the counters hold when an execution starts."""
        counts = [*self.all_counters, *(visits_variable(each) for each in sorted(self.visited))]
        return dict.fromkeys(counts, 0)

    def on_leaving(self, state: Name) -> dict[str, object]:
        """What leaving a state writes down, whichever way it is left."""
        assigned: dict[str, object] = {}
        if state in self.visited:
            variable = visits_variable(state)
            assigned[variable] = braces(f"${variable} + 1")
        if state in self.timed:
            assigned[entered_variable(state)] = braces(ENTERED)
        return assigned | dict.fromkeys(self.counters.get(state, []), 0)

    def on_taking(self, edge: Edge, source: Name) -> dict[str, object]:
        """What taking a bounded edge writes down."""
        if edge.bound is None:
            return {}
        counter = count_variable(source, edge.target)
        if counter in self.counters.get(source, []):
            return {counter: 1}
        return {counter: braces(f"${counter} + 1")}


def entered_variable(state: str) -> str:
    """When a state that some await counts `since` was entered last."""
    return f"{state}Entered"


def count_variable(source: str, target: str) -> str:
    """How often the bounded edge from one state to another was taken."""
    return f"{source}To{target}"


def keep_books(flow: Flow) -> Bookkeeping:
    """Find out what a flow's expressions, awaits and bounds need counted."""
    counters: dict[str, list[str]] = {}
    every: list[str] = []
    for state in flow.states:
        for edge in edges(state):
            if edge.bound is None:
                continue
            counter = count_variable(state.name, edge.target)
            if counter not in every:
                every.append(counter)
            if edge.bound.per and counter not in counters.setdefault(edge.bound.per, []):
                counters[edge.bound.per].append(counter)
    visited = {
        call.state
        for state in flow.states
        for expression in expressions(state)
        for call in walk(expression)
        if isinstance(call, Call) and call.state
    }
    timed = {each.since for each in flow.states if isinstance(each, Await) and each.since}
    return Bookkeeping(counters, every, frozenset(visited), frozenset(timed))


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
