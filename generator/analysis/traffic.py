"""Who tells what to whom.

It stands apart because permissions, rules, checks and pages all ask it, and must get one answer.
Invariant: the answers follow the author's order, functions before flows.
"""

from collections.abc import Iterable, Iterator

from generator.cases import kebab
from generator.model import (
    Await,
    Emit,
    Event,
    Flow,
    Function,
    Route,
    Stream,
    System,
    Table,
    TaskState,
)

STORED = "store"
"""What stands behind the namespace in the source of a fact that the journal's publisher tells."""


def source_of(system: System, producer: str) -> str:
    """The source of what a function or a flow tells: `folio.call-handler`."""
    return f"{system.namespace}.{kebab(producer)}"


def stored_source(system: System) -> str:
    """The source of what the journal's publisher tells: facts that are stored."""
    return f"{system.namespace}.{STORED}"


def told_by_function(function: Function) -> tuple[Event, ...]:
    """What a function puts on the bus: what it emits, and what it delivers to the inbox as well."""
    return unique([*function.emits, *(function.delivers or ())])


def told_by_flow(flow: Flow) -> tuple[Event, ...]:
    """What a flow puts on the bus without a function."""
    return unique(state.event for state in flow.states if isinstance(state, Emit))


def producers(system: System, event: Event) -> list[Function | Flow]:
    """Everyone who tells a fact first; the journal's publisher only repeats it."""
    functions = [each for each in system.functions if event in told_by_function(each)]
    return [*functions, *(each for each in system.flows if event in told_by_flow(each))]


def consumers(system: System, event: Event) -> list[Route | Stream | Flow]:
    """Everyone who acts on a fact: routes and streams, and flows that wait for it."""
    brought: list[Route | Stream] = [*system.routes, *system.streams]
    takers = [each for each in brought if event in each.on]
    return [*takers, *(each for each in system.flows if event in awaited_by(each))]


def taken_by(system: System, function: Function) -> tuple[Event, ...]:
    """The facts that routes and streams bring to a function."""
    brought: list[Route | Stream] = [*system.routes, *system.streams]
    return unique(event for each in brought if each.to is function for event in each.on)


def is_awaiting(flow: Flow) -> bool:
    """Whether a flow waits for facts."""
    return any(isinstance(state, Await) for state in flow.states)


def awaited_by(flow: Flow) -> tuple[Event, ...]:
    """The facts that a flow waits for."""
    awaits = (state for state in flow.states if isinstance(state, Await))
    return unique(fact.event for state in awaits for fact in state.facts)


def called_by(system: System, flow: Flow) -> Iterator[Function]:
    """The functions that a flow calls: those of its tasks, and the inbox's where it awaits."""
    names = {state.task.function for state in flow.states if isinstance(state, TaskState)}
    arming = system.inbox.arms if system.inbox and is_awaiting(flow) else None
    return (each for each in system.functions if each.name in names or each is arming)


def is_invoked_by_events(system: System, function: Function) -> bool:
    """Whether rules or schedules bring something to a function, which nobody waits for."""
    writer = system.journal.writer if system.journal else None
    brought = [*(each.to for each in system.routes), *(each.to for each in system.schedules)]
    return function is writer or any(each is function for each in brought)


def stream_readers(system: System, function: Function) -> Iterator[tuple[str, Table]]:
    """Each reading of a stream by a function, by the name that it goes by: a stream's own, or the
    function's where it is the journal's publisher.
    """
    journal = system.journal
    if journal and journal.publisher is function:
        yield str(function.name), journal.store
    for stream in system.streams:
        if stream.to is function:
            yield str(stream.name), stream.source


def unique(events: Iterable[Event]) -> tuple[Event, ...]:
    """Each event once, where it came first."""
    return tuple({event.name: event for event in events}.values())
