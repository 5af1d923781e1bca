"""Routes, readers of queues and streams, schedules: what brings functions to run.

They stand apart because they only join what has been built. Invariant: each leads to a function.
"""

from typing import NamedTuple

from generator.load.tree import Node
from generator.model import (
    Event,
    Field,
    Function,
    Name,
    QueueReader,
    RecordType,
    Route,
    Schedule,
    Stream,
    Type,
)
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.expressions.scope import Scope
from generator.resolve.naming import Names, check_big
from generator.resolve.types import Types
from generator.resolve.workbench import Workbench

DEFAULT_MESSAGES = 10
DEFAULT_FACTS = 100


class Routes(NamedTuple):
    """All that routes.yaml says."""

    routes: tuple[Route, ...]
    queue_readers: tuple[QueueReader, ...]
    streams: tuple[Stream, ...]
    schedules: tuple[Schedule, ...]


def read_routes(draft: Draft, types: Types, names: Names) -> Routes:
    """Everything in routes.yaml that could be bound."""
    root = draft.files.get("routes.yaml")
    named = {
        kind: list(reading.entries(reading.child(root, kind)))
        for kind in ("routes", "queues", "streams", "schedules")
    }
    for kind, what in (
        ("routes", "a route"),
        ("queues", "a queue's reader"),
        ("streams", "a stream's reader"),
        ("schedules", "a schedule"),
    ):
        for name, _ in named[kind]:
            names.give(name, what)
            check_big(draft, name)
    routes = [_route(name, node, draft, types) for name, node in named["routes"]]
    readers = [_queue_reader(name, node, draft) for name, node in named["queues"]]
    streams = [_stream(name, node, draft, types) for name, node in named["streams"]]
    schedules = [_schedule(name, node, draft) for name, node in named["schedules"]]
    return Routes(
        tuple(each for each in routes if each),
        tuple(each for each in readers if each),
        tuple(each for each in streams if each),
        tuple(each for each in schedules if each),
    )


def _to(node: Node, draft: Draft) -> Function | None:
    name = reading.name(reading.child(node, "to"))
    return draft.find(name, draft.functions, "NAME103", "a function")


def _route(name: Name, node: Node, draft: Draft, types: Types) -> Route | None:
    on = types.events(reading.names(reading.child(node, "on")))
    to = _to(node, draft)
    scope = Scope(roots={"event": _common(on)}) if on else Scope()
    when = Workbench(draft).condition(reading.child(node, "when"), scope)
    return Route(name, reading.doc(node), on, when, to, name.span) if to else None


def _common(events: tuple[Event, ...]) -> Type:
    """What a filter may read: an event, or the fields that all the events have alike."""
    first, *others = events
    if not others:
        return first
    fields = [each for each in first.fields if all(_has(other, each) for other in others)]
    return RecordType(Name("these events", first.name.span), tuple(fields), "")


def _has(event: Event, field: Field) -> bool:
    alike = (each for each in event.fields if each.name == field.name)
    return any(each.type == field.type and each.is_optional == field.is_optional for each in alike)


def _queue_reader(name: Name, node: Node, draft: Draft) -> QueueReader | None:
    source = reading.name(reading.child(node, "from"))
    queue, to = draft.find(source, draft.queues, "NAME106", "a queue"), _to(node, draft)
    if queue is None or to is None:
        return None
    batch = reading.whole(reading.child(node, "batch")) or DEFAULT_MESSAGES
    return QueueReader(name, reading.doc(node), queue, to, batch, name.span)


def _stream(name: Name, node: Node, draft: Draft, types: Types) -> Stream | None:
    source = reading.name(reading.child(node, "from"))
    table, to = draft.find(source, draft.tables, "NAME105", "a table"), _to(node, draft)
    on = types.events(reading.names(reading.child(node, "on")))
    if table is None or to is None:
        return None
    batch = reading.whole(reading.child(node, "batch")) or DEFAULT_FACTS
    return Stream(name, reading.doc(node), table, on, to, batch, name.span)


def _schedule(name: Name, node: Node, draft: Draft) -> Schedule | None:
    every, to = reading.seconds(reading.child(node, "every")), _to(node, draft)
    if every is None or to is None:
        draft.is_whole = False
        return None
    return Schedule(name, reading.doc(node), every, to, name.span)
