"""The whole: what brings functions to run, how facts become lasting, and all that there is."""

from typing import Literal, NamedTuple

from generator.diagnostics import Span
from generator.model.expressions import Expression
from generator.model.flows import Flow
from generator.model.functions import Function, Secret
from generator.model.names import Name
from generator.model.storage import Bucket, Queue, Table
from generator.model.types import Aggregate, EnumType, Event, RecordType, ScalarType


class Route(NamedTuple):
    """Stored facts that go to a function; `when` filters on their data."""

    name: Name
    doc: str
    on: tuple[Event, ...]
    when: Expression | None
    to: Function
    span: Span


class QueueReader(NamedTuple):
    """A queue's messages that go to a function, at most `batch` at a time."""

    name: Name
    doc: str
    source: Queue
    to: Function
    batch: int
    span: Span


class Stream(NamedTuple):
    """The facts of a table's stream that go to a function, at most `batch` at a time."""

    name: Name
    doc: str
    source: Table
    on: tuple[Event, ...]
    to: Function
    batch: int
    span: Span


class Schedule(NamedTuple):
    """A tick, every so many seconds."""

    name: Name
    doc: str
    every: int
    to: Function
    span: Span


class Endpoint(NamedTuple):
    """An HTTP endpoint; `iam` asks for a signed request, `function` leaves proof to the code."""

    name: Name
    doc: str
    method: Literal["GET", "POST"]
    path: str
    to: Function
    auth: Literal["iam", "function"]
    span: Span


class Journal(NamedTuple):
    """How a fact becomes lasting: `writer` appends what is not stored yet, `publisher` tells what
    the store's stream holds. With a journal, routes listen to the publisher alone.
    """

    store: Table
    writer: Function
    publisher: Function
    span: Span


class Inbox(NamedTuple):
    """Where awaits are armed and facts are delivered."""

    store: Table
    arms: Function
    span: Span


class Stage(NamedTuple):
    """One deployment's own values."""

    name: Name
    reserves_concurrency: bool
    keeps_data: bool


class System(NamedTuple):
    """All of it, each kind in the author's order."""

    name: Name
    doc: str
    namespace: str
    bus: str
    keep_logs_days: int
    journal: Journal | None
    inbox: Inbox | None
    stages: tuple[Stage, ...]
    secrets: tuple[Secret, ...]
    scalars: tuple[ScalarType, ...]
    enums: tuple[EnumType, ...]
    records: tuple[RecordType, ...]
    aggregates: tuple[Aggregate, ...]
    events: tuple[Event, ...]
    functions: tuple[Function, ...]
    flows: tuple[Flow, ...]
    tables: tuple[Table, ...]
    buckets: tuple[Bucket, ...]
    queues: tuple[Queue, ...]
    routes: tuple[Route, ...]
    queue_readers: tuple[QueueReader, ...]
    streams: tuple[Stream, ...]
    schedules: tuple[Schedule, ...]
    api: Name | None
    endpoints: tuple[Endpoint, ...]
