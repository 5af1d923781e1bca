"""A flow's page: a diagram with every state of the author's, and a table of them.

It stands apart because this is what a product owner reads before a change. Invariant: each edge of
the flow is one line of the diagram, in the author's order.
"""

from collections.abc import Iterator
from typing import assert_never

from generator.analysis.timing import worst_case
from generator.emit.docs.expression_text import expression_text
from generator.emit.docs.markdown import code, diagram, label, node, page, seconds, table, text
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

_Way = tuple[str, Edge | None]
"""A way out of a state: what it is taken for, and the edge; None where the execution ends."""


def flow_page(flow: Flow) -> str:
    """Write the page."""
    lines = [f"[*] --> {node(flow.start)}"]
    for state in flow.states:
        lines += [_line(state, reason, edge) for reason, edge in _ways(state)]
    if flow.deadline:
        lines.append(f"note right of {node(flow.deadline.target)}: {label(_deadline(flow))}")
    rows = [_row(state) for state in flow.states]
    head = ("State", "What it does", "How long", "Where it goes")
    return page(
        flow.name,
        text(flow.doc),
        _frame(flow),
        _proof(flow),
        diagram("stateDiagram-v2", *_renamed(flow), *lines),
        "## States",
        table(head, rows),
    )


def _frame(flow: Flow) -> str:
    facts = [f"Takes {code(flow.input.name)}; ends after {seconds(flow.timeout)} at the latest."]
    if flow.correlate:
        facts.append(f"The facts of an execution share {code(expression_text(flow.correlate))}.")
    if flow.deadline:
        facts.append(f"{_deadline(flow)}, it goes to {code(flow.deadline.target)}.")
    if flow.way_out:
        facts.append(f"Whatever fails and is not caught leads to {code(flow.way_out)}.")
    return " ".join(facts)


def _proof(flow: Flow) -> str:
    worst = worst_case(flow)
    return f"The longest way takes {worst.seconds}s of {flow.timeout}s: {worst}."


def _deadline(flow: Flow) -> str:
    return f"Once {seconds(flow.deadline.after) if flow.deadline else ''} have passed"


def _renamed(flow: Flow) -> list[str]:
    """The states whose names Mermaid would take for words of its own."""
    names = [str(each.name) for each in flow.states]
    return [f'state "{name}" as {node(name)}' for name in names if node(name) != name]


def _ways(state: State) -> Iterator[_Way]:
    """All ways out of a state, each with its `else`."""
    for reason, edge in _edges(state):
        yield reason, edge
        if edge and edge.instead and edge.bound:
            yield f"{reason} more than {edge.bound.at_most} times".strip(), edge.instead


def _edges(state: State) -> Iterator[_Way]:
    match state:
        case TaskState():
            yield "", state.next
            for each in state.catches:
                yield str(each.error), each.edge
            if state.on_error:
                yield "any error", state.on_error
        case Await():
            for fact in state.facts:
                yield str(fact.event.name), fact.edge
            yield "otherwise", state.otherwise
        case Choose():
            for rule in state.rules:
                yield expression_text(rule.when), rule.edge
            yield "otherwise", state.otherwise
        case Wait() | Emit():
            yield "", state.next
        case End():
            yield "", None
        case Fail():
            yield state.error, None
        case _:
            assert_never(state)


def _line(state: State, reason: str, edge: Edge | None) -> str:
    target = node(edge.target) if edge else "[*]"
    why = f": {label(reason)}" if reason else ""
    return f"{node(state.name)} --> {target}{why}"


def _row(state: State) -> tuple[str, ...]:
    does = _does(state)
    if state.doc:
        does = f"{text(state.doc)} {does}"
    ways = "<br>".join(_way(reason, edge) for reason, edge in _ways(state))
    return code(state.name), does, _how_long(state), ways


def _does(state: State) -> str:
    match state:
        case TaskState(task=task):
            return f"{text(task.doc)} {code(f'{task.function}.{task.name}')}, {task.effect}".strip()
        case Await(facts=facts, since=since):
            awaited = ", ".join(code(each.event.name) for each in facts)
            return f"waits for {awaited}" + (f", since {code(since)}" if since else "")
        case Choose():
            return "chooses"
        case Wait(until=until):
            return f"waits until {code(expression_text(until))}" if until else "waits"
        case Emit(event=event):
            return f"tells {code(event.name)}"
        case End():
            return "ends"
        case Fail(cause=cause):
            return f"fails: {text(cause)}"
        case _:
            assert_never(state)


def _how_long(state: State) -> str:
    match state:
        case TaskState(time=time):
            return f"{seconds(time.each)}" + (f", {time.tries} tries" if time.tries > 1 else "")
        case Await(within=within, start=start):
            since = f" from {code(expression_text(start))}" if start else ""
            return f"{seconds(within)}{since}" if within is not None else "until the deadline"
        case Wait(until=until, seconds=length):
            return f"{seconds(length)} at most" if until else seconds(length)
        case _:
            return ""


def _way(reason: str, edge: Edge | None) -> str:
    if edge is None:
        return "the end"
    why = f"{code(reason)}: " if reason else ""
    sets = f" with {_sets(edge.sets)}" if edge.sets else ""
    bound = ""
    if edge.bound:
        per = f" for each {code(edge.bound.per)}" if edge.bound.per else ""
        bound = f", {edge.bound.at_most} times at most{per}"
    return f"{why}{code(edge.target)}{sets}{bound}"


def _sets(sets: tuple[Assignment, ...]) -> str:
    return ", ".join(code(f"{each.variable}: {expression_text(each.value)}") for each in sets)
