"""Types and events."""

from typing import Literal, NamedTuple

from generator.diagnostics import Span
from generator.model.names import Name

PrimitiveName = Literal["string", "integer", "number", "boolean", "timestamp", "date", "duration"]


class Primitive(NamedTuple):
    """A type that the language brings along. In JSON a timestamp and a date are ISO 8601 text
    (a timestamp in UTC with milliseconds and `Z`), a duration is a whole number of seconds.
    """

    name: PrimitiveName


class ScalarType(NamedTuple):
    """A string, integer or number with constraints."""

    name: Name
    base: Primitive
    doc: str
    pattern: str | None = None  # the whole value must match
    format: Literal["e164", "email"] | None = None
    longest: int | None = None  # characters; every string has one, by default 1,024
    at_least: float | None = None
    at_most: float | None = None


class EnumType(NamedTuple):
    """One of a few words."""

    name: Name
    values: tuple[Name, ...]
    doc: str


class ListType(NamedTuple):
    """A list with bounds; `at_most` is 100 unless the author says otherwise."""

    item: "Type"
    at_least: int
    at_most: int


class Field(NamedTuple):
    """One field of a record, an event, a task's input or an error."""

    name: Name
    type: "Type"
    is_optional: bool = False
    is_pii: bool = False
    doc: str = ""


class RecordType(NamedTuple):
    """Fields under one name."""

    name: Name
    fields: tuple[Field, ...]
    doc: str


class Aggregate(NamedTuple):
    """What an event is about; `key` names it and is the first field of each of its events."""

    name: Name
    key: Field


class Event(NamedTuple):
    """A fact that is told once and kept for ever. As the type of a value it is the fact's data
    with one field more, `timestamp`: when it happened.
    """

    name: Name
    aggregate: Aggregate
    fields: tuple[Field, ...]  # the aggregate's key first
    version: int
    is_terminal: bool  # nothing needs to act on it
    doc: str


class Raised(NamedTuple):
    """An error that a task declares; its fields travel as JSON in the error's message."""

    name: Name
    fields: tuple[Field, ...]
    span: Span


Type = Primitive | ScalarType | EnumType | ListType | RecordType | Event
