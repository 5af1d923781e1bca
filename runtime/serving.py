"""Telling apart what reaches a function, and letting its handler serve it.

It stands apart from the Lambda entry so that a simulation serves the same things the same way.
A handler module holds a function for each kind of thing that it serves: `perform` a task, `arm` a
wait, `take` a fact, `tick` a schedule, `pick_up` a hotel from a queue, `answer` a request.
Invariant: a handler sees typed values alone; whatever fits no shape is Invalid and has no effect.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from generated.events.fact import Fact
from generated.types.hotel_id import HotelId
from generated.values import EventData, Fields, Invalid, Task, Value, read_text, read_timestamp
from runtime.codec import events_named, from_json, read_arming, read_object
from runtime.domain.command import Command
from runtime.exchange import Request, Response
from runtime.ports import World
from runtime.procedures.once import perform_once, refuse_if_late

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a name's words meet, as in generated module names; a test loads every function by it."""


class Function(NamedTuple):
    """A function of the specs: its handler, what it takes and tells, and who it is on the bus."""

    name: str
    source: str
    handler: ModuleType
    tasks: dict[str, Task]
    events: dict[str, type[EventData]]


def load(name: str, source: str) -> Function:
    """Load a function by its name in the specs: `CallInitiator` is in `call_initiator`."""
    module = _BORDER.sub("_", name).lower()
    contract = import_module(f"generated.functions.{module}")
    handler = import_module(f"runtime.handlers.{module}")
    return Function(name, source, handler, contract.TASKS, contract.EVENTS)


def serve_task(function: Function, event: object, world: World) -> object:
    """Perform a task that a flow asks for; give its result as JSON."""
    fields = Fields(event, "event")
    name = fields.required("task", read_text)
    task = function.tasks.get(name)
    if task is None:
        raise Invalid("event.task", f"must be one of {function.name}'s tasks")
    command_id = fields.required("command", read_text)
    command = Command(
        id=command_id,
        correlation_id=fields.required("correlation_id", read_text),
        source=function.source,
        requested_at=read_timestamp(command_id.rpartition("/")[2], "event.command's last part"),
    )
    given = fields.required("input", lambda value, _: task.takes.from_data(value, "input"))

    def effect() -> dict[str, object] | None:
        result: Value | None = function.handler.perform(given, command, world)
        return None if result is None else result.to_data()

    if task.effect != "once":
        return effect()
    if command.requested_at is not None and task.within_seconds is not None:
        refuse_if_late(command.requested_at, task.within_seconds, world.clock)
    return perform_once(command.correlation_id, _once_name(task, given), effect, world.intents)


def serve_arming(function: Function, event: object, world: World) -> None:
    """Let a flow wait."""
    key, wait = Fields(event, "event").required("arm", lambda value, _: read_arming(value))
    function.handler.arm(key, wait, world)


def serve_routed(function: Function, event: object, world: World) -> None:
    """Take a fact that a rule brings."""
    detail = Fields(event, "event").required("detail", read_object)
    events = events_read_by(function, detail.get("event_type"))
    serve_fact(function, Fact.from_detail(detail, events), world)


def events_read_by(function: Function, event_type: object) -> Mapping[str, type[EventData]]:
    """Give the events that a function reads: its own, or this one if it takes whatever there is."""
    return function.events or events_named(event_type)


def serve_fact(function: Function, fact: Fact, world: World) -> None:
    """Take a fact, from wherever it was read."""
    command = Command(
        id=f"{function.source}/{fact.event_id}",
        correlation_id=fact.correlation_id,
        source=function.source,
        causation_id=fact.event_id,
    )
    function.handler.take(fact, command, world)


def serve_schedule(function: Function, event: object, request_id: str, world: World) -> None:
    """Do what is due."""
    name = Fields(event, "event").required("schedule", read_text)
    command_id = f"{function.source}/{name}/{request_id}"
    command = Command(id=command_id, correlation_id=command_id, source=function.source)
    function.handler.tick(name, command, world)


def serve_message(function: Function, body: str, message_id: str, world: World) -> None:
    """Serve one message of a queue, which names a hotel."""
    hotel_id = Fields(from_json(body, "body"), "body").required("hotel_id", HotelId.read)
    command = Command(
        id=f"{function.source}/{message_id}", correlation_id=hotel_id, source=function.source
    )
    function.handler.pick_up(hotel_id, command, world)


def serve_request(function: Function, event: object, world: World) -> dict[str, object]:
    """Answer an HTTP request, in the shape of API Gateway's payload 2.0."""
    request = read_request(event)
    command = Command(
        id=f"{function.source}/{request.command}",
        correlation_id=request.command,
        source=function.source,
    )
    response: Response = function.handler.answer(request, command, world)
    return {
        "statusCode": response.status,
        "headers": {"content-type": response.media_type},
        "body": response.body,
    }


def read_request(event: object) -> Request:
    """Read API Gateway's payload 2.0. Absent parts are empty, as in a request that has none."""
    fields = Fields(event, "event")
    context = Fields(fields.required("requestContext", read_object), "event.requestContext")
    body = str(fields.optional("body", _read_anything) or "")
    is_encoded = fields.optional("isBase64Encoded", _read_anything) is True
    headers = fields.optional("headers", read_object) or {}
    return Request(
        command=context.required("requestId", read_text),
        path=str(fields.optional("rawPath", _read_anything) or ""),
        query=str(fields.optional("rawQueryString", _read_anything) or ""),
        headers={str(name).lower(): str(value) for name, value in headers.items()},
        body=_decoded(body) if is_encoded else body.encode(errors="surrogatepass"),
    )


def _decoded(body: str) -> bytes:
    """Read base64; what is none is empty, as a request that has no body."""
    try:
        return b64decode(body, validate=True)
    except ValueError:
        return b""


def _read_anything(value: object, _where: str) -> object:
    return value


def _once_name(task: Task, given: Value) -> str:
    """Name an intent by its task and the inputs that are its key."""
    data: dict[str, object] = given.to_data()
    return "/".join([task.name, *(str(_at(data, path)) for path in task.key)])


def _at(data: object, path: tuple[str, ...]) -> object:
    for name in path:
        data = read_object(data, "input")[name]
    return data
