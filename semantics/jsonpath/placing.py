"""Putting a value into a document at a reference path, as ResultPath does.

Stands apart from reading, with which it shares no rule: here nothing is looked for, and what is
missing is made. Invariant: the document is never changed, and shares all but the way to the value.
Source: Amazon States Language specification, "Input and Output Processing with JSONPath".
"""

from semantics.payload import Json


class CannotPlace(LookupError):  # noqa: N818 (an answer, seldom a mistake)
    """A ResultPath does not fit the document; `step` says where."""

    def __init__(self, step: str | int) -> None:
        super().__init__(f"cannot place {step!r}")
        self.step = step


def place(document: Json, keys: tuple[str | int, ...], value: Json) -> Json:
    """A copy of the document with the value at the reference path; missing objects are made.

    Only the nodes on the way are copied. Raises CannotPlace where a node on the way is neither an
    object (for a name) nor an array that long (for an index).
    """
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(key, str) and isinstance(document, dict):
        below = document.get(key)
        return {**document, key: place({} if below is None and rest else below, rest, value)}
    if isinstance(key, int) and isinstance(document, list) and 0 <= key < len(document):
        copy = list(document)
        copy[key] = place(copy[key], rest, value)
        return copy
    raise CannotPlace(key)
