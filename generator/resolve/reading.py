"""Takes nodes of the tree apart.

It stands apart because resolving goes on where the shape is wrong: the shape check has told that
already. Invariant: every function here gives something for any node at all, and complains of
nothing.
"""

import re
from collections.abc import Iterator

from generator.load.tree import Mapping, Node, Scalar, Sequence
from generator.model.names import Name
from generator.resolve.expressions.parser import SECONDS

_DURATION = re.compile(r"([0-9]{1,9})([smhd])")
_SIZE = re.compile(r"([0-9]{1,6})MB")


def entries(node: Node | None) -> Iterator[tuple[Name, Node]]:
    """A mapping's keys, as names with their places, and values."""
    if isinstance(node, Mapping):
        for key, value in node.entries.values():
            yield Name(key.raw, key.span), value


def child(node: Node | None, key: str) -> Node | None:
    """The value under a key."""
    return node.get(key) if isinstance(node, Mapping) else None


def items(node: Node | None) -> list[Node]:
    """A sequence's items."""
    return node.items if isinstance(node, Sequence) else []


def name(node: Node | None) -> Name | None:
    """A text with its place."""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        return Name(node.value, node.span)
    return None


def names(node: Node | None) -> list[Name]:
    """The texts of a sequence."""
    return [found for each in items(node) if (found := name(each)) is not None]


def text(node: Node | None) -> str:
    """A text; empty where there is none."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""


def doc(node: Node | None) -> str:
    """What an author says of a thing."""
    return text(child(node, "doc"))


def whole(node: Node | None) -> int | None:
    """A whole number."""
    is_whole = isinstance(node, Scalar) and type(node.value) is int
    return node.value if is_whole else None  # type: ignore[union-attr,return-value]  # is_whole says so


def number(node: Node | None) -> float | None:
    """A number."""
    if isinstance(node, Scalar) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]  # the line above says so
    return None


def flag(node: Node | None) -> bool:
    """Whether true is written."""
    return isinstance(node, Scalar) and node.value is True


def seconds(node: Node | None) -> int | None:
    """A duration like 30s or 7d, in seconds."""
    match = _DURATION.fullmatch(text(node))
    return int(match[1]) * SECONDS[match[2]] if match else None


def days(node: Node | None) -> int | None:
    """A duration in whole days."""
    found = seconds(node)
    return found // SECONDS["d"] if found else None


def megabytes(node: Node | None) -> int | None:
    """A size like 512MB."""
    match = _SIZE.fullmatch(text(node))
    return int(match[1]) if match else None
