"""Functions: their size, the tasks that flows ask of them, and what they may touch."""

from typing import Literal, NamedTuple

from generator.diagnostics import Span
from generator.model.names import Name
from generator.model.storage import Bucket, Queue, Table
from generator.model.types import Event, Field, Raised, RecordType

Effect = Literal["pure", "idempotent", "once"]


class Secret(NamedTuple):
    """A secret by its name in Secrets Manager."""

    name: Name
    physical_name: str
    doc: str


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
