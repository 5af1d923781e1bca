"""The tree that a spec file becomes: scalars, sequences and mappings that know their place.

It stands apart because the reader makes it, the shape check walks it and the resolver takes it
to pieces. Invariant: every node, keys included, has a span inside its file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.diagnostics import Span

Value = str | int | float | bool | None


@dataclass(slots=True)
class Scalar:
    """A single value. `raw` is the text as the author wrote it, without quotes.

    `is_refused` marks what the reader has already complained about (an alias, a number that is
    too large): its value is None, and nobody need complain again.
    """

    span: Span
    value: Value
    raw: str
    is_quoted: bool = False
    is_refused: bool = False


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    span: Span
    items: list["Node"]

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)


class Entry(NamedTuple):
    """A key with its value; `key.value` is always the key's text."""

    key: Scalar
    value: "Node"


@dataclass(slots=True)
class Mapping:
    """Entries by the text of their key, in the author's order."""

    span: Span
    entries: dict[str, Entry]

    def get(self, name: str) -> "Node | None":
        """Return the value under `name`, or None where there is no such key."""
        entry = self.entries.get(name)
        return entry.value if entry else None

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        return iter(self.entries.items())


Node = Scalar | Sequence | Mapping
