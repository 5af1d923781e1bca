"""Markdown and Mermaid text out of anybody's text.

It stands apart because what stands in a spec could end a table or a diagram here. Invariant:
whatever the text, it stays text, on one line.
"""

import re
from collections.abc import Iterable

from generator.emit.literals import HEADER, printable

# Words that Mermaid takes for its own wherever a name may stand, in any case.
_MERMAIDS_OWN = frozenset(
    {"as", "choice", "class", "classdef", "click", "default", "direction", "end", "fork", "graph"}
    | {"join", "note", "state", "style", "subgraph"}
)
_ENTITIES = {each: f"#{ord(each)};" for each in '#;:"<>`'}


def page(title: str, *parts: str) -> str:
    """Join a page: the header, its title, its parts."""
    return (
        "\n\n".join([f"<!-- {HEADER} -->\n# {text(title)}", *(each for each in parts if each)])
        + "\n"
    )


def text(anything: str) -> str:
    """Give a text for a paragraph or a table's cell: no markup but the author's backticks."""
    line = printable(" ".join(anything.split()))
    for mark in "\\[|":
        line = line.replace(mark, "\\" + mark)
    return line.replace("&", "&amp;").replace("<", "&lt;")


def code(anything: str) -> str:
    """Give a text as code, for a table's cell as well."""
    line = printable(" ".join(anything.split()))
    # A bar is escaped by a backslash, so that one before it must be escaped as well.
    line = re.sub(r"(\\*)\|", lambda bar: f"{bar[1]}{bar[1]}\\|", line)
    return f"`` {line} ``" if "`" in line else f"`{line}`"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table of cells that are Markdown already."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def diagram(*lines: str) -> str:
    """Write a Mermaid diagram: its kind, and its lines."""
    first, *others = lines
    return "\n".join(["```mermaid", first, *(f"    {each}" for each in others), "```"])


def node(name: str) -> str:
    """Give a name as the identifier of a node or a state."""
    return f"{name}_" if name.lower() in _MERMAIDS_OWN else str(name)


def label(anything: str) -> str:
    """Give a text as a label in a diagram.

    Source: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
    """
    line = printable(" ".join(anything.split()))
    return "".join(_ENTITIES.get(each, each) for each in line)


def seconds(number: int) -> str:
    """`75s`, `9m`, `24h`: as the specs say it, with the largest unit that divides it."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if number and number % size == 0:
            return f"{number // size}{unit}"
    return f"{number}s"
