"""The paths that lead into an event: the service's subset of JSONPath.

They stand apart from `semantics.jsonpath` because the service knows far less than Step Functions.
The service judges no path when a target is put ("There is no validation", User Guide); here a path
outside the documented syntax is refused at once, since nobody says what it would find.
"""

import re
from collections.abc import Callable

from semantics.jsonpath import compile_path, parse_path
from semantics.payload import Json
from semantics.target_input.errors import InvalidTargetInput

Reader = Callable[[Json], Json]
"""From the event to the value; raises `semantics.jsonpath.PathNotFound`. A path with a wildcard
gives the list of what it finds, which may be empty (assumed: so does JSONPath)."""

MAX_PATH_CHARACTERS = 256
"""Source: API, TargetInputPath."""

_DOTTED_STEP = r"\.[A-Za-z0-9_/-]+|\.\*|\[\*\]|\[[0-9]+\]"
"""Names, wildcards and indexes. Source: User Guide, supported syntax."""
_DOTTED = re.compile(rf"\$(?:{_DOTTED_STEP})*")
_BRACKETED = re.compile(rf"\$(?:{_DOTTED_STEP}|\['[^'\\]+'\]|\[\"[^\"\\]+\"\])*")


def read_variable_path(text: Json, place: str) -> Reader:
    """A path of InputPathsMap: "You must use JSON dot notation, not bracket notation" (API)."""
    expected = "$ followed by .name, .*, [0] or [*]; names of letters, digits, '-', '_' and '/'"
    return _read(text, place, _DOTTED, expected)


def read_input_path(text: Json, place: str) -> Reader:
    """The path of InputPath: "You may use JSON dot notation or bracket notation" (API)."""
    return _read(text, place, _BRACKETED, "$ followed by .name, ['name'], .*, [0] or [*]")


def _read(text: Json, place: str, syntax: re.Pattern[str], expected: str) -> Reader:
    if not isinstance(text, str) or syntax.fullmatch(text) is None:
        raise InvalidTargetInput(place, f"{text!r} is no path into an event; expected {expected}")
    if len(text) > MAX_PATH_CHARACTERS:
        reason = f"the path has {len(text)} characters; at most {MAX_PATH_CHARACTERS} are allowed"
        raise InvalidTargetInput(place, reason)
    return compile_path(parse_path(text[1:]))
