"""What every generated class builds on: values that never change, and readers of JSON.

It stands apart because each event is a module of its own, so that a function loads only what it
touches; this is what they share. Invariant: a value that exists keeps its rules; whatever breaks
one is `Invalid`, which says where and never repeats the value, since that may be about a person.
It imports no dataclasses, enum or typing: those would cost more than all the rest.
"""

from __future__ import annotations

import datetime as dt
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import StrEnum
    from typing import Final, Literal, Self, TypeVar

    T = TypeVar("T")
    M = TypeVar("M", bound=StrEnum)
    Reader = Callable[[object, str], T]

LONGEST_TEXT = 1024  # characters of a text whose type says nothing else
LARGEST_INTEGER = 2**53 - 1  # beyond it JSON's readers begin to round: RFC 8259, section 6
LARGEST_NUMBER = 1e100  # DynamoDB's numbers end at 1e126
LONGEST_DURATION = 366 * 24 * 3600  # seconds: a year
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIMESTAMP = DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z"


class Invalid(ValueError):  # noqa: N818 - it says what is wrong with the value
    """A value that breaks a rule: `where` it stands, as in `data.record_ids[3]`, and `problem`."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where} {problem}")
        self.where: Final = where
        self.problem: Final = problem


class Value:
    """A value that is set once and compares by what it holds; `MASKED` fields stay out of logs."""

    __slots__: tuple[str, ...] = ()

    MASKED: tuple[str, ...] = ()

    def to_data(self) -> dict[str, object]:
        """Give the value as JSON."""
        raise NotImplementedError

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> Self:
        """Read the value from JSON; fields that it does not know are ignored."""
        raise NotImplementedError

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, name):
            raise AttributeError(f"{type(self).__name__}.{name} never changes")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} never changes")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.__slots__)))

    def __repr__(self) -> str:
        fields = [
            f"{name}=***" if name in self.MASKED else f"{name}={getattr(self, name)!r}"
            for name in self.__slots__
        ]
        return f"{type(self).__name__}({', '.join(fields)})"


class EventData(Value):
    """What a fact is about: the data of one event type."""

    __slots__ = ()

    TYPE: str
    AGGREGATE: str
    VERSION: int

    @property
    def aggregate_id(self) -> str:
        """Which one of its aggregate's kind the fact is about."""
        raise NotImplementedError


class TaskError(Exception):
    """An error that a task declares; its message is JSON, which a flow reads as `error`."""

    def to_data(self) -> dict[str, object]:
        """Give the error's fields as JSON."""
        raise NotImplementedError

    def to_message(self) -> str:
        """Give what a flow reads: the fields as JSON text."""
        import json  # noqa: PLC0415 - only who fails needs it

        return json.dumps(self.to_data())

    __str__ = to_message


class Task(Value):
    """What a flow may ask a function to do; `key` holds the paths of the inputs that name a `once`
    effect, which may not begin later than `within_seconds` after the task did.
    """

    __slots__ = ("effect", "gives", "key", "name", "raises", "takes", "within_seconds")

    def __init__(  # noqa: PLR0913 - all by name
        self,
        *,
        name: str,
        takes: type[Value],
        gives: type[Value] | None,
        raises: tuple[type[TaskError], ...],
        effect: Literal["pure", "idempotent", "once"],
        key: tuple[tuple[str, ...], ...],
        within_seconds: int | None,
    ) -> None:
        self.name: Final = name
        self.takes: Final = takes
        self.gives: Final = gives
        self.raises: Final = raises
        self.effect: Final = effect
        self.key: Final = key
        self.within_seconds: Final = within_seconds


class Fields:
    """The fields of a JSON object, read one by one."""

    __slots__ = ("_data", "_where")

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise Invalid(where, "must be an object")
        self._data: dict[object, object] = data
        self._where = where

    def required(self, name: str, read: Reader[T]) -> T:
        """Read a field that must be there."""
        where = f"{self._where}.{name}"
        if name not in self._data:
            raise Invalid(where, "is missing")
        return read(self._data[name], where)

    def optional(self, name: str, read: Reader[T]) -> T | None:
        """Read a field that may be absent or null."""
        value = self._data.get(name)
        return None if value is None else read(value, f"{self._where}.{name}")


def read_text(
    value: object, where: str, *, longest: int = LONGEST_TEXT, pattern: str | None = None
) -> str:
    """Text of at most `longest` characters; the whole of it matches the pattern."""
    if not isinstance(value, str):
        raise Invalid(where, "must be text")
    if len(value) > longest:
        raise Invalid(where, f"must have at most {longest} characters, not {len(value)}")
    if pattern is not None and not re.fullmatch(pattern, value):
        raise Invalid(where, f"must match {pattern}")
    if not value.isascii() and any("\ud800" <= each <= "\udfff" for each in value):
        raise Invalid(where, "must not hold half a surrogate pair")
    return value


def read_integer(
    value: object, where: str, *, at_least: int = -LARGEST_INTEGER, at_most: int = LARGEST_INTEGER
) -> int:
    """A whole number; `2.0` is one, as it is in JSON Schema."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid(where, "must be a whole number")
    _check_size(value, where, at_least, at_most)
    return value


def read_number(
    value: object, where: str, *, at_least: float | None = None, at_most: float | None = None
) -> float:
    """A number; neither infinite nor `nan`, which JSON has not."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid(where, "must be a number")
    if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        raise Invalid(where, "must be finite")
    _check_size(value, where, at_least, at_most)
    return float(value)


def read_boolean(value: object, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Invalid(where, "must be true or false")
    return value


def read_timestamp(value: object, where: str) -> dt.datetime:
    """A moment as `2026-11-23T09:45:00.000Z`, to the millisecond."""
    try:
        text = read_text(value, where, pattern=TIMESTAMP)
        return cut_timestamp(dt.datetime.fromisoformat(text), where)
    except ValueError:
        raise Invalid(where, "must be a UTC time such as 2026-11-23T09:45:00.000Z") from None


def read_date(value: object, where: str) -> dt.date:
    """A day as `2026-11-23`."""
    try:
        return dt.date.fromisoformat(read_text(value, where, pattern=DATE))
    except ValueError:
        raise Invalid(where, "must be a date such as 2026-11-23") from None


def read_duration(value: object, where: str) -> dt.timedelta:
    """A whole number of seconds, up to a year."""
    return dt.timedelta(seconds=read_integer(value, where, at_least=0, at_most=LONGEST_DURATION))


def read_member(kind: type[M], value: object, where: str) -> M:
    """One of an enum's words."""
    words = [member.value for member in kind]
    if not isinstance(value, str) or value not in words:
        raise Invalid(where, f"must be one of {', '.join(words)}")
    return kind(value)


def list_of(read: Reader[T], *, at_least: int, at_most: int) -> Reader[tuple[T, ...]]:
    """Make the reader of a list from that of its items."""

    def read_list(value: object, where: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Invalid(where, "must be a list")
        items = bounded(value, where, at_least=at_least, at_most=at_most)
        return tuple(read(item, f"{where}[{place}]") for place, item in enumerate(items))

    return read_list


def bounded(
    items: Sequence[T],
    where: str,
    *,
    at_least: int,
    at_most: int,
    check: Callable[[T, str], T] | None = None,
) -> tuple[T, ...]:
    """Give the items, whose number is within the bounds, each as `check` gives it."""
    if not at_least <= len(items) <= at_most:
        raise Invalid(where, f"must have {at_least} to {at_most} items, not {len(items)}")
    if check is None:
        return tuple(items)
    return tuple(check(item, f"{where}[{place}]") for place, item in enumerate(items))


def cut_timestamp(value: dt.datetime, where: str) -> dt.datetime:
    """Give a moment in UTC, cut to the milliseconds that its text can carry."""
    if value.tzinfo is None:
        raise Invalid(where, "must have a time zone")
    if value.tzinfo is dt.UTC and value.microsecond % 1000 == 0:
        return value  # as most are: a fact is copied by each who tells it on
    return value.astimezone(dt.UTC).replace(microsecond=value.microsecond // 1000 * 1000)


def cut_duration(value: dt.timedelta, where: str) -> dt.timedelta:
    """Give a duration cut to whole seconds, which is what its JSON can carry."""
    return read_duration(write_duration(value), where)


def write_timestamp(value: dt.datetime) -> str:
    """`2026-11-23T09:45:00.000Z`."""
    return value.astimezone(dt.UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def write_duration(value: dt.timedelta) -> int:
    """Whole seconds."""
    return value // dt.timedelta(seconds=1)


def without_none(data: dict[str, object]) -> dict[str, object]:
    """Leave out the optional fields that are not there."""
    return {name: value for name, value in data.items() if value is not None}


def _check_size(value: float, where: str, at_least: float | None, at_most: float | None) -> None:
    if at_least is not None and value < at_least:
        raise Invalid(where, f"must be at least {at_least}")
    if at_most is not None and value > at_most:
        raise Invalid(where, f"must be at most {at_most}")
