"""Edges as the service's transitions: a plain `Next`, or rules of a Choice state where there is
something to decide.

They stand apart because every kind of state leads on in one of these two ways. Invariant: a state
that needs a helper to decide has one, named after the state and where it leads.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.cases import kebab
from generator.emit.asl.bookkeeping import Bookkeeping, count_variable
from generator.emit.asl.jsonata import ELAPSED, ERROR_AS_INPUT, Scope, braces, condition, value
from generator.model import Assignment, Edge, Flow, Name, Rule

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
        return Scope(entering=entering, deadline=self.flow.deadline)

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


def assign(sets: tuple[Assignment, ...], scope: Scope) -> Json:
    """The author's `set` as an Assign block."""
    return {str(each.variable): value(each.value, scope) for each in sets}


def with_assign(assigned: Json) -> Json:
    """An Assign block, where there is anything to assign."""
    return {"Assign": assigned} if assigned else {}


def rules(
    conditions: list[str], edge: Edge, source: Name, workshop: Workshop, leaving: Leaving
) -> Iterator[Json]:
    """The Choice rules of one edge, of which the first that holds is taken: the edge itself while
    its bound is not used up, then what is taken instead.
    """
    scope = leaving.scope
    one: Edge | None = edge
    while one:
        tests = list(conditions)
        if one.bound:
            tests.append(f"${count_variable(source, one.target)} < {one.bound.at_most}")
        assigned = leaving.writes | assign(one.sets, scope) | workshop.books.on_taking(one, source)
        rule: Json = {"Condition": braces(" and ".join(tests))} if tests else {}
        yield rule | with_assign(assigned) | {"Next": str(one.target)}
        one = one.instead


def choice(listed: list[Json], last: list[Json]) -> Json:
    """A Choice state of rules with conditions and a last edge's, whose final one has none."""
    *bounded, default = last
    made: Json = {"Type": "Choice", "Choices": [*listed, *bounded]}
    target = default.pop("Next")
    return made | default | {"Default": target}


def author_rules(listed: tuple[Rule, ...], source: Name, workshop: Workshop) -> Iterator[Json]:
    """The rules that the author wrote on a `choose`."""
    leaving = leaving_choice(source, workshop)
    for each in listed:
        yield from rules(
            [condition(each.when, leaving.scope)], each.edge, source, workshop, leaving
        )


def passed_deadline(workshop: Workshop) -> str:
    """Whether the flow's deadline has passed, as a condition."""
    after = workshop.flow.deadline.after if workshop.flow.deadline else 0
    return f"{ELAPSED} >= {after}"
