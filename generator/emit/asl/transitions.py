"""Edges as the service's transitions: a plain `Next`, or rules of a Choice state where there is
something to decide.

They stand apart because every kind of state leads on in one of these two ways. Invariant: the rules
of an edge are exhaustive under its own condition: what is taken instead comes last.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.analysis.graph import parts
from generator.cases import kebab
from generator.emit.asl.bookkeeping import Bookkeeping
from generator.emit.asl.jsonata import ERROR_AS_INPUT, Scope, braces, value
from generator.model import Assignment, Edge, Flow, Name

Json = dict[str, Any]


class Workshop(NamedTuple):
    """What emitting any state of one flow needs."""

    flow: Flow
    namespace: str
    bus: str
    arms: str | None  # the function that arms awaits
    books: Bookkeeping
    final: frozenset[str]

    def scope(self, entering: Name | None = None) -> Scope:
        """Where an expression of this flow is evaluated."""
        return Scope(str(self.flow.name), entering=entering)

    @property
    def source(self) -> str:
        """The flow's name as the source of what it tells."""
        return f"{self.namespace}.{kebab(self.flow.name)}"


class Leaving(NamedTuple):
    """How a state that decides is left: where its edges' expressions are evaluated, and what is
    assigned with any of them.
    """

    scope: Scope
    writes: Json


def leaving_choice(source: Name, workshop: Workshop) -> Leaving:
    """How an author's own choice is left: its visit is counted on the way."""
    return Leaving(workshop.scope(source), workshop.books.on_leaving(source))


def leaving_helper(workshop: Workshop) -> Leaving:
    """How a helper is left: the state before it has counted its visit, and what that caught is
    the helper's input.
    """
    return Leaving(workshop.scope()._replace(error=ERROR_AS_INPUT), {})


class Counted(NamedTuple):
    """An edge of a state, with the name of its counter."""

    counter: str
    edge: Edge
    source: Name


def assign(sets: tuple[Assignment, ...], scope: Scope) -> Json:
    """The author's `set` as an Assign block."""
    return {str(each.variable): value(each.value, scope) for each in sets}


def with_assign(assigned: Json) -> Json:
    """An Assign block, where there is anything to assign."""
    return {"Assign": assigned} if assigned else {}


def rule(tests: list[str], assigned: Json, target: str) -> Json:
    """A rule of a Choice state; without tests it is the default."""
    condition: Json = {"Condition": braces(" and ".join(tests))} if tests else {}
    return condition | with_assign(assigned) | {"Next": target}


def rules(
    tests: list[str], counted: Counted, workshop: Workshop, leaving: Leaving
) -> Iterator[Json]:
    """The Choice rules of one edge, of which the first that holds is taken: the edge itself while
    its bound is not used up, then what is taken instead.
    """
    for part in parts(counted.edge):
        yield rule_of(part, tests, counted, workshop, leaving)


def rule_of(
    part: Edge, tests: list[str], counted: Counted, workshop: Workshop, leaving: Leaving
) -> Json:
    """The rule of an edge itself, or of what is taken instead."""
    taken = workshop.books.on_taking(part, counted.counter, counted.source)
    assigned = leaving.writes | assign(part.sets, leaving.scope) | taken
    return rule([*tests, *_under_bound(part, counted.counter, leaving)], assigned, part.target)


def _under_bound(edge: Edge, counter: str, leaving: Leaving) -> list[str]:
    """The test that a bounded edge may be taken once more. One that counts anew on leaving this
    very state has never been taken since.
    """
    if edge.bound is None:
        return []
    count = "0" if counter in leaving.writes else f"${counter}"
    return [f"{count} < {edge.bound.at_most}"]


def choice(listed: list[Json], last: list[Json]) -> Json:
    """A Choice state of rules with conditions and a last edge's, whose final one has none."""
    *bounded, default = last
    made: Json = {"Type": "Choice", "Choices": [*listed, *bounded]}
    target = default.pop("Next")
    return made | default | {"Default": target}
