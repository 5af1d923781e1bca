"""What the generator says about a spec: a code, one sentence and the place it speaks of.

It stands apart because every stage speaks through it and none may print. Invariant: a diagnostic
is data and holds its place; how it looks is decided in `render` alone.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

LONGEST_NAME_COMPARED = 100
LONGEST_QUOTE = 60


class Span(NamedTuple):
    """A stretch of a file.

    Lines and columns count from 1, columns in characters, and the end is exclusive: an empty
    stretch (a value left out) has its end at its start. Spans sort by place as they are.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of_file(cls, file: str) -> "Span":
        """Place a mistake that concerns a whole file or folder."""
        return cls(file, 1, 1, 1, 1)


class Diagnostic(NamedTuple):
    """One mistake.

    `message` is one sentence that holds both values; `related` are the other places that matter,
    each with what to see there; `help` is given only where it can be acted on.
    """

    code: str
    message: str
    span: Span
    related: tuple[tuple[Span, str], ...] = ()
    help: str | None = None
    severity: Severity = "error"


class Sources:
    """The text of every file that was read, so that a diagnostic can show its line."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def add(self, file: str, text: str) -> None:
        """Keep a file's text under the name that its spans carry, read as `source` reads it."""
        self._lines[file] = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")

    def lines(self, file: str) -> list[str] | None:
        """Return a file's lines without their ends; None for what was not read, as a folder."""
        return self._lines.get(file)


def arrange(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, then code and message, and drop what is said twice."""
    return sorted(set(diagnostics), key=lambda each: (each.span, each.code, each.message))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether anything is worse than a warning."""
    return any(each.severity == "error" for each in diagnostics)


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    """Name the closest candidate as a help text; None if none is close."""
    meant = closest(name, candidates)
    return None if meant is None else f"did you mean {quote(meant)}?"


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate that is spelt most like a name, whatever its case; None if none is."""
    if len(name) > LONGEST_NAME_COMPARED:
        return None
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistake pays for it

    by_folded = {each.casefold(): each for each in sorted(candidates, reverse=True)}
    close = get_close_matches(name.casefold(), sorted(by_folded), n=1)
    return by_folded[close[0]] if close else None


def quote(text: str) -> str:
    """Show text from a spec in a message: in quotes, on one line, cut when it is long."""
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    if len(shown) > LONGEST_QUOTE:
        shown = shown[: LONGEST_QUOTE - 1] + "…"
    return f'"{shown}"'
