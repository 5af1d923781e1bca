"""The system around the flows: functions, stores, routes, endpoints."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from generator.diagnostics import Span
from generator.model.expressions import Expression
from generator.model.names import Name
from generator.model.types import Aggregate, EnumType, Event, Field, Raised, RecordType, ScalarType

if TYPE_CHECKING:
    from generator.model.flows import Flow

Effect = Literal["pure", "idempotent", "once"]


class Task(NamedTuple):
    """What a flow may ask a function to do.

    `key` holds the paths of the inputs that name a `once` effect, each split at its dots.
    `within` bounds, in seconds, how late the effect may start; None where nothing says so.
    `enables` are the facts that only this task makes possible.
    """

    name: Name
    function: Name
    doc: str
    takes: tuple[Field, ...]
    gives: RecordType | None
    raises: tuple[Raised, ...]
    effect: Effect
    key: tuple[tuple[str, ...], ...]
    within: int | None
    enables: tuple[Event, ...]
    span: Span


class Secret(NamedTuple):
    """A secret by its name in Secrets Manager."""

    name: Name
    physical_name: str
    doc: str


class KeyField(NamedTuple):
    """A key attribute of a table or an index."""

    name: Name
    type: Literal["string", "integer"]


class Index(NamedTuple):
    """A global secondary index: partition key, and a sort key where there is one."""

    name: Name
    key: tuple[KeyField, ...]


class Table(NamedTuple):
    """A DynamoDB table: partition key, and a sort key where there is one; on-demand capacity."""

    name: Name
    physical_name: str
    doc: str
    key: tuple[KeyField, ...]
    indexes: tuple[Index, ...]
    stream: Literal["new_and_old_images", "new_image", "keys_only"] | None
    has_recovery: bool
    encryption: Literal["aws_key", "customer_key"]
    expires: str | None  # the attribute that holds the time to live, in epoch seconds


class Bucket(NamedTuple):
    """A private S3 bucket; the account's number is appended to its name."""

    name: Name
    physical_name: str
    doc: str
    expires_after_days: int | None


class Queue(NamedTuple):
    """An SQS queue with its dead-letter queue; times in seconds. `.fifo` is appended by the
    emitter.
    """

    name: Name
    physical_name: str
    doc: str
    is_fifo: bool
    delay: int
    keep: int
    hidden: int
    tries: int


class Access(NamedTuple):
    """A store that a function reads or writes; `name` stands where the author wrote it."""

    name: Name
    store: Table | Bucket


class Function(NamedTuple):
    """A Lambda. `timeout` in seconds, `memory` in MB, `concurrency` reserved where a stage says so.

    `delivers` are the events that it puts into the inbox besides telling them; None where it has
    nothing to do with the inbox. `starts` are flows by name.
    """

    name: Name
    doc: str
    memory: int
    timeout: int
    concurrency: int | None
    runtime: str
    architecture: Literal["arm64", "x86_64"]
    tasks: tuple[Task, ...]
    emits: tuple[Event, ...]
    delivers: tuple[Event, ...] | None
    reads: tuple[Access, ...]
    writes: tuple[Access, ...]
    sends: tuple[Queue, ...]
    starts: tuple[Name, ...]
    secrets: tuple[Secret, ...]
    libraries: tuple[Name, ...]
    span: Span


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
    flows: tuple["Flow", ...]
    tables: tuple[Table, ...]
    buckets: tuple[Bucket, ...]
    queues: tuple[Queue, ...]
    routes: tuple[Route, ...]
    queue_readers: tuple[QueueReader, ...]
    streams: tuple[Stream, ...]
    schedules: tuple[Schedule, ...]
    api: Name | None
    endpoints: tuple[Endpoint, ...]
