"""Step Functions Local's mock configuration file, as mocks.

Stands apart because the format is not ours. Invariant: nothing in a case is dropped.
Source: Step Functions Developer Guide, "Configuration file for mocked service integrations".
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike

from semantics.payload import Json
from simulator.asl import Failure
from simulator.testing.answers import Answer

_MOST_INVOCATIONS = 1_000_000
"""Each is an answer in memory, and a range is quickly written."""


class MockFileError(ValueError):
    """The file is not what Step Functions Local takes; the message starts with the place."""


@dataclass(frozen=True, slots=True)
class MockFileCase:
    """One test case of one state machine in a mock configuration file."""

    file: str | PathLike[str]
    machine: str
    case: str


def read_mock_file(text: str, case: MockFileCase) -> dict[str, list[Answer]]:
    """Give the case's answers for each state it mocks, one for each invocation, retries included.

    `text` is the file's. Raises MockFileError.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise MockFileError(f"{case.file}, line {error.lineno}: not JSON: {error.msg}") from None
    machine = _entry(_entry(content, "StateMachines", ""), case.machine, "StateMachines")
    place = f"StateMachines/{case.machine}"
    chosen = _entry(_entry(machine, "TestCases", place), case.case, f"{place}/TestCases")
    if not isinstance(chosen, Mapping):
        raise MockFileError(f"{place}/TestCases/{case.case}: an object is needed")
    responses = _entry(content, "MockedResponses", "")
    return {
        state: _answers(_entry(responses, name, "MockedResponses"), f"MockedResponses/{name}")
        for state, name in chosen.items()
    }


def _entry(container: Json, name: Json, place: str) -> Json:
    if not isinstance(container, Mapping):
        raise MockFileError(f"{place or '/'}: an object is needed")
    if name not in container:
        known = ", ".join(container) or "nothing"
        raise MockFileError(f"{place or '/'}: there is no {name}, only {known}")
    return container[name]


def _answers(response: Json, place: str) -> list[Answer]:
    if not isinstance(response, Mapping) or not response:
        raise MockFileError(f"{place}: an object with at least one invocation is needed")
    found: dict[int, Answer] = {}
    for numbers, content in response.items():
        answer = _answer(content, f"{place}/{numbers}")
        for number in _invocations(numbers, place):
            if number in found:
                raise MockFileError(f"{place}/{numbers}: invocation {number} has two responses")
            found[number] = answer
    for number in range(len(found)):
        if number not in found:
            raise MockFileError(f"{place}: invocation {number} has no response")
    return [found[number] for number in range(len(found))]


def _invocations(numbers: str, place: str) -> Iterator[int]:
    """Read `0`, or `1-2` with both ends."""
    first, dash, last = numbers.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()) or int(last or first) < int(first):
        raise MockFileError(f"{place}/{numbers}: a number or a range such as 1-2 is needed")
    if int(last or first) >= _MOST_INVOCATIONS:
        raise MockFileError(f"{place}/{numbers}: at most {_MOST_INVOCATIONS} invocations are read")
    yield from range(int(first), int(last or first) + 1)


def _answer(content: Json, place: str) -> Answer:
    match content:
        case {"Return": result} if len(content) == 1:
            return result
        case {"Throw": {"Error": str(error), "Cause": str(cause)}} if len(content) == 1:
            return Failure(error, cause)
    raise MockFileError(f"{place}: Return, or Throw with Error and Cause, is needed")
