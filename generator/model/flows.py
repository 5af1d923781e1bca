"""Flows: states and the edges between them."""

from typing import NamedTuple

from generator.diagnostics import Span
from generator.model.expressions import Expression
from generator.model.functions import Task
from generator.model.names import Name
from generator.model.types import Event, RecordType, Type


class Variable(NamedTuple):
    """A variable of the execution. An optional one starts as null, one with `starts` holds that
    from the beginning, any other must be set on every path that leads to where it is read.
    """

    name: Name
    type: Type
    is_optional: bool
    starts: Expression | None


class Assignment(NamedTuple):
    """`variable: value`, done when the edge or the state that holds it is left."""

    variable: Name
    value: Expression


class Bound(NamedTuple):
    """How often an edge may be taken: in the whole execution, or since state `per` was entered."""

    at_most: int
    per: Name | None
    span: Span


class Edge(NamedTuple):
    """A transition. `sets` are done when it is taken, not when its `instead` is, which is taken
    once the bound is used up (the author's `else`).
    """

    target: Name
    sets: tuple[Assignment, ...]
    bound: Bound | None
    instead: "Edge | None"
    span: Span


class Time(NamedTuple):
    """A task's time-out in whole seconds, and how often it is tried, 1 s apart."""

    each: int
    tries: int
    span: Span


class Catch(NamedTuple):
    """Where a declared error leads, or `OutcomeUnknown`."""

    error: Name
    edge: Edge


class TaskState(NamedTuple):
    """Calls a function's task. `next` is None where the execution ends here."""

    name: Name
    doc: str
    task: Task
    arguments: tuple[tuple[Name, Expression], ...]
    sets: tuple[Assignment, ...]
    next: Edge | None
    catches: tuple[Catch, ...]
    on_error: Edge | None
    time: Time
    span: Span


class AwaitedFact(NamedTuple):
    """What happens when this fact arrives first. `is_shared`: it comes from `at_any_await`, so
    `since` does not touch it.
    """

    event: Event
    edge: Edge
    is_shared: bool


class Await(NamedTuple):
    """Waits for the first of some facts, `within` seconds of entering the state, or of `start`
    (the author's `from`), and never past the flow's deadline. `facts` holds those of
    `at_any_await` as well, after the state's own.
    """

    name: Name
    doc: str
    facts: tuple[AwaitedFact, ...]
    since: Name | None
    within: int | None
    start: Expression | None
    otherwise: Edge
    span: Span


class Rule(NamedTuple):
    """The first rule whose condition holds is taken."""

    when: Expression
    edge: Edge
    span: Span


class Choose(NamedTuple):
    """Chooses by conditions."""

    name: Name
    doc: str
    rules: tuple[Rule, ...]
    otherwise: Edge
    span: Span


class Wait(NamedTuple):
    """Waits for a number of seconds, or until a time if that comes earlier."""

    name: Name
    doc: str
    seconds: int
    until: Expression | None
    next: Edge
    span: Span


class Emit(NamedTuple):
    """Tells a fact without a function."""

    name: Name
    doc: str
    event: Event
    arguments: tuple[tuple[Name, Expression], ...]
    sets: tuple[Assignment, ...]
    next: Edge
    span: Span


class End(NamedTuple):
    """The execution succeeds."""

    name: Name
    doc: str
    span: Span


class Fail(NamedTuple):
    """The execution fails, with this error and cause."""

    name: Name
    doc: str
    error: str
    cause: str
    span: Span


State = TaskState | Await | Choose | Wait | Emit | End | Fail


class Deadline(NamedTuple):
    """By then every await has ended; whoever looks at it and finds it passed goes to `target`."""

    after: int
    target: Name
    span: Span


class Flow(NamedTuple):
    """One Step Functions workflow; `states` in the author's order."""

    name: Name
    doc: str
    input: RecordType
    correlate: Expression | None
    timeout: int
    timeout_span: Span
    deadline: Deadline | None
    way_out: Name | None
    variables: tuple[Variable, ...]
    start: Name
    states: tuple[State, ...]
    span: Span

    def state(self, name: str) -> State | None:
        """The state of that name; None where there is none."""
        return next((each for each in self.states if each.name == name), None)
