"""The tree that a spec file becomes: scalars, sequences and mappings that know their place.

It stands apart because the reader makes it, the shape check walks it and the resolver takes it
to pieces. Invariant: every node, keys included, has a span inside its file.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.diagnostics import Span

Value = str | int | float | bool | None


class Scalar:
    """A single value. `raw` is the text as the author wrote it, without quotes.

    `is_refused` marks what the reader has already complained about (an alias, a number that is
    too large): its value is None, and nobody need complain again.
    """

    __slots__ = ("is_quoted", "is_refused", "raw", "span", "value")

    def __init__(
        self,
        span: Span,
        value: Value,
        raw: str,
        *,
        is_quoted: bool = False,
        is_refused: bool = False,
    ) -> None:
        self.span = span
        self.value = value
        self.raw = raw
        self.is_quoted = is_quoted
        self.is_refused = is_refused


class Sequence:
    """A list of nodes."""

    __slots__ = ("items", "span")

    def __init__(self, span: Span, items: list["Node"]) -> None:
        self.span = span
        self.items = items

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)


class Entry(NamedTuple):
    """A key with its value; `key.value` is always the key's text."""

    key: Scalar
    value: "Node"


class Mapping:
    """Entries by the text of their key, in the author's order."""

    __slots__ = ("entries", "span")

    def __init__(self, span: Span, entries: dict[str, Entry]) -> None:
        self.span = span
        self.entries = entries

    def get(self, name: str) -> "Node | None":
        """Return the value under `name`, or None where there is no such key."""
        entry = self.entries.get(name)
        return entry.value if entry else None

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        return iter(self.entries.items())


Node = Scalar | Sequence | Mapping
