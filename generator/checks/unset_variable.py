"""A variable that is read must have been set on every way that leads there.

The service fails an execution that reads a variable without a value, and it does so only on the way
on which nobody set it, which may be one call in a thousand. A variable that `starts` with something
has a value from the beginning; an optional one starts as nothing, and reading it is guarded by
`has` and `else`.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html

Wrong:
    flow: {variables: {answer: OrderPaid}}
    states:
      Charge: {task: Desk.Charge, with: {order_id: input.order_id}, next: Listen}
      Listen:
        await: {OrderPaid: {set: {answer: event}, next: Note}}
        within: 30s
        otherwise: Note
      Note: {task: Desk.Note, with: {order_id: answer.order_id}, next: Done}
      Done: {end: true}

Right:
    flow: {variables: {answer: OrderPaid}}
    states:
      Charge: {task: Desk.Charge, with: {order_id: input.order_id}, next: Listen}
      Listen:
        await: {OrderPaid: {set: {answer: event}, next: Note}}
        within: 30s
        otherwise: Done
      Note: {task: Desk.Note, with: {order_id: answer.order_id}, next: Done}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.graph import final_states
from generator.analysis.ways import Way, ways
from generator.diagnostics import Diagnostic, Span, quote
from generator.model import Await, Choose, Emit, Flow, Name, State, System, TaskState, Wait
from generator.model.expressions import Expression, Root, walk

CODE = "FLOW110"

MOST_STATES_NAMED = 5


def check(system: System) -> Iterator[Diagnostic]:
    """Follow each variable from the start along all ways that do not set it."""
    for flow in system.flows:
        final = final_states(flow)
        ways_by_state = {str(each.name): list(ways(flow, each, final)) for each in flow.states}
        for variable in flow.variables:
            if variable.starts is None and not variable.is_optional:
                yield from _check_variable(variable.name, flow, ways_by_state)


def _check_variable(
    variable: Name, flow: Flow, ways_by_state: dict[str, list[Way]]
) -> Iterator[Diagnostic]:
    states = {str(each.name): each for each in flow.states}
    came_from: dict[str, str | None] = {str(flow.start): None}
    told: set[Span] = set()
    waiting = [str(flow.start)]
    for name in waiting:  # it grows while it is walked
        if name not in states:
            continue
        early = list(_read_on_entry(flow, states[name]))
        for way in ways_by_state[name]:
            reads, is_set = _follow(way, variable)
            early += reads
            if not is_set and way.target not in came_from:
                came_from[way.target] = name
                waiting.append(way.target)
        places = sorted({each.span for each in _roots(early, variable)} - told)
        told.update(places)
        for first in places[:1]:
            message = f"{quote(variable)} is read, and not set on the way {_route(name, came_from)}"
            related = [(variable.span, "it starts without a value")]
            related += [(span, "it is read here as well") for span in places[1:]]
            yield Diagnostic(CODE, message, first, tuple(related))


def _read_on_entry(flow: Flow, state: State) -> Iterator[Expression]:
    """What a state reads before it sets anything."""
    match state:
        case TaskState() | Emit():
            yield from (each for _, each in state.arguments)
        case Choose():
            yield from (each.when for each in state.rules)
        case Await():
            if state.start:
                yield state.start
            if flow.correlate:
                yield flow.correlate
        case Wait() if state.until:
            yield state.until
        case _:
            return


def _follow(way: Way, variable: Name) -> tuple[list[Expression], bool]:
    """What is read on a way while the variable is not set, and whether it is set at the end."""
    reads: list[Expression] = []
    for step in way.steps:
        reads += [each.value for each in step]
        if any(each.variable == variable for each in step):
            return reads, True
    return reads, False


def _roots(expressions: list[Expression], variable: Name) -> Iterator[Root]:
    for expression in expressions:
        for part in walk(expression):
            if isinstance(part, Root) and part.kind == "variable" and part.name == variable:
                yield part


def _route(name: str, came_from: dict[str, str | None]) -> str:
    """The way from the start to a state, its last states if it is long."""
    route = [name]
    while before := came_from[route[0]]:
        route.insert(0, before)
    if len(route) > MOST_STATES_NAMED:
        route = ["...", *route[-MOST_STATES_NAMED:]]
    return " -> ".join(route)
