"""What an expression raises, with the texts that the service has for it.

Stands apart because the library's own texts differ from JSONata's: "Object" stands for "function",
and values are shown in Python's way instead of as JSON.
Source: JSONata 2.0.6's table of errors; measured against the service by others and recorded in
floci-io/floci's issues 2668 and 2736: a message with a code follows a full stop, one without a
colon.
"""

import re
from collections.abc import Iterator

from jsonata.jexception import JException

from semantics.jsonata.texts import LibraryValue, as_json

STACK_OVERFLOW = (
    "Stack overflow error: Check for non-terminating recursive function. "
    "Consider rewriting as tail-recursive"
)
TIMEOUT = "Expression evaluation timeout: Check for infinite loop"

_PLACE = re.compile(r"\{\{\{\w+\}\}\}|\{\{\w+\}\}")
_KINDS = {
    "a": "arrays",
    "b": "booleans",
    "f": "functions",
    "n": "numbers",
    "o": "objects",
    "s": "strings",
}
"""What a signature's letters mean for the items of an array."""


class JsonataError(Exception):
    """The expression cannot be parsed or evaluated. The message starts with JSONata's `code`, where
    there is one.
    """

    def __init__(self, code: str | None, message: str) -> None:
        super().__init__(message if code is None else f"{code}: {message}")
        self.code = code


class EvaluationLimit(Exception):  # noqa: N818 (the service speaks of limits)
    """The evaluation goes deeper or on for longer than the service lets it."""


def error_of(error: Exception) -> JsonataError:
    """Whatever the library raised as JsonataError."""
    if isinstance(error, JException):
        template = JException.error_codes.get(error.error)
        if template is None:  # the library has the whole message where the code should be
            return JsonataError(None, str(error.error))
        values = _values(error)
        text = template.replace("Object", "function")
        return JsonataError(error.error, _PLACE.sub(lambda place: _filled(place, values), text))
    if isinstance(error, RecursionError):
        return JsonataError(None, STACK_OVERFLOW)
    return JsonataError(None, str(error))


def _values(error: JException) -> Iterator[LibraryValue]:
    """What fills the places of the code's template, in their order."""
    match error.error:
        case "D1002":
            values = [error.expected]
        case "D3100":
            values = [error.location]
        case "T0412":
            values = [error.current, error.expected, _KINDS.get(str(error.extra))]
        case _:
            values = [error.current, error.expected, error.extra]
    return iter(values)


def _filled(place: re.Match[str], values: Iterator[LibraryValue]) -> str:
    value = next(values)
    return str(value) if place[0].startswith("{{{") else as_json(value)
