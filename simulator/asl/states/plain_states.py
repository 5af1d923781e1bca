"""Pass, Choice, Wait, Succeed and Fail: the states that call nothing.

Stands apart from the states that can be retried and caught.
"""

from collections.abc import Callable, Mapping
from functools import partial

from semantics.payload import Json, json_text
from semantics.timestamps import parse_timestamp
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, runtime_error
from simulator.asl.languages.jsonata_template import is_expression
from simulator.asl.languages.language import Language
from simulator.asl.machine import BLOCKED_TRANSITION, Frame, State, Transition
from simulator.clock import MICROSECONDS

_LONGEST_WAIT = (2**31 - 1) * MICROSECONDS
"""Recorded: 24,855 days are waited for, 24,856 are an error."""


def build_pass(state: State, fields: Fields, language: Language) -> None:
    """Compile a Pass: a literal or shaped input as its result."""
    argument = language.argument(fields)
    has_constant, constant = "Result" in fields, fields.get("Result")
    leave = language.leave(fields, has_result=language.pass_gives_result)
    following = state.next

    def step(branch: Frame, value: Json) -> Transition:
        made = argument(branch, value)
        return following, leave(branch, value, constant if has_constant else made)

    state.step = step


def build_choice(
    state: State, fields: Fields, language: Language, states: Mapping[str, State]
) -> None:
    """Compile a Choice: the language knows its rules."""
    state.step = language.choice(fields, states)


def build_wait(state: State, fields: Fields, language: Language) -> None:
    """Compile a Wait: until a moment, or for so many seconds."""
    due = _due(fields, language)
    argument = language.argument(fields)
    leave = language.leave(fields, has_result=False)
    following = state.next

    def step(branch: Frame, value: Json) -> Transition:
        document = argument(branch, value)
        moment = due(branch, document)
        if moment - branch.execution.clock.now > _LONGEST_WAIT:
            raise runtime_error("Wait state delay is too long.")
        branch.waiting = branch.execution.clock.at(moment, lambda: branch.complete(document))
        return BLOCKED_TRANSITION

    state.step = step
    state.finish = lambda branch, value, document: (following, leave(branch, value, document))


def _due(fields: Fields, language: Language) -> Callable[[Frame, Json], int]:
    """The clock's moment at which the Wait is over."""
    seconds, timestamp = language.number(fields, "Seconds"), language.text(fields, "Timestamp")
    if seconds is not None and timestamp is None:
        read = partial(_microseconds, fields.get("SecondsPath"), language)
        return lambda branch, document: branch.execution.clock.now + read(seconds(branch, document))
    if timestamp is not None and seconds is None:
        literal = fields.get("Timestamp")
        is_computed = language.name == "JSONata" and is_expression(literal)
        if literal and not is_computed and parse_timestamp(literal) is None:
            raise fields.error("a timestamp such as 2016-03-14T01:59:00Z is needed", "Timestamp")
        moment = partial(_moment, fields.get("TimestampPath"), language)
        return lambda branch, document: moment(timestamp(branch, document))
    raise fields.error("one of Seconds and Timestamp is needed, or its Path")


def _microseconds(path: str | None, language: Language, seconds: Json) -> int:
    name, shown = ("SecondsPath", f"{path} == ") if path else ("Seconds", "")
    if type(seconds) is not int:
        raise language.invalid(
            name, f"The {name} parameter cannot be parsed as a long value: {shown}{_plain(seconds)}"
        )
    if seconds < 0:
        raise language.invalid(
            name, f"The {name} parameter references a negative value: {shown}{seconds}"
        )
    return seconds * MICROSECONDS


def _moment(path: str | None, language: Language, text: Json) -> int:
    nanoseconds = parse_timestamp(text) if isinstance(text, str) else None
    if nanoseconds is None and path is None:
        raise language.invalid(
            "Timestamp",
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset "
            f"date-time format string: {_plain(text)}",
        )
    if nanoseconds is None:
        raise runtime_error(
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
            f"date-time format string: {path} == {_plain(text)}"
        )
    return nanoseconds // 1_000


def _plain(value: Json) -> str:
    return value if isinstance(value, str) else json_text(value)


def build_succeed(state: State, fields: Fields, language: Language) -> None:
    """Compile a Succeed: it ends its block."""
    argument = language.argument(fields)
    leave = language.leave(fields, has_result=False)
    state.step = lambda branch, value: (None, leave(branch, value, argument(branch, value)))


def build_fail(state: State, fields: Fields, language: Language) -> None:
    """Compile a Fail: it fails its block, with an error and a cause if it has them."""
    error, cause = language.text(fields, "Error"), language.text(fields, "Cause")

    def step(branch: Frame, value: Json) -> Transition:
        name = None if error is None else _text(error(branch, value), "Error")
        raise StatesError(name, None if cause is None else _text(cause(branch, value), "Cause"))

    state.step = step


def _text(value: Json, name: str) -> str:
    if isinstance(value, str):
        return value
    raise runtime_error(f"The {name} field of a Fail state must be a string.")
