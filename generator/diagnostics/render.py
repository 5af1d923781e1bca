"""Shows diagnostics: as text for people, as JSON for programs, as commands for GitHub.

It stands apart so that a diagnostic stays data. Invariant: whatever a spec holds, each line of
output is one line, no control character reaches the terminal, and the caret stands below its place.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Sources, Span, arrange
from generator.diagnostics.excerpt import cut_out, printable

_BOLD = "\033[1m"
_RED = "\033[1;31m"
_YELLOW = "\033[1;33m"
_BLUE = "\033[1;34m"
_PLAIN = "\033[0m"


def wants_color(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Colour only on a terminal, and not where NO_COLOR is set (no-color.org)."""
    return is_terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def render_text(
    diagnostics: Iterable[Diagnostic], sources: Sources, *, is_colored: bool = False
) -> str:
    """Lay diagnostics out as rustc does: headline, place, line, caret, help; then how many."""
    arranged = arrange(diagnostics)
    if not arranged:
        return ""
    page = _Page(sources, is_colored)
    blocks = ["\n".join(page.block(each)) for each in arranged]
    return "\n\n".join([*blocks, summarize(arranged)]) + "\n"


def summarize(diagnostics: Iterable[Diagnostic]) -> str:
    """How many errors and warnings there are: "1 error, 2 warnings"."""
    severities = [each.severity for each in diagnostics]
    counts = [(severities.count(each), each) for each in ("error", "warning")]
    named = [f"{count} {name}{'s' * (count > 1)}" for count, name in counts if count]
    return ", ".join(named) or "no errors"


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """One object: `diagnostics`, sorted, each with the names that the classes have.

    `related` is a list of `{span, text}`; `help` may be null. Fields may be added, never changed.
    """
    import json  # noqa: PLC0415  # the other formats need not pay for it

    rows = [
        {
            "code": each.code,
            "severity": each.severity,
            "message": each.message,
            "span": each.span._asdict(),
            "related": [{"span": span._asdict(), "text": text} for span, text in each.related],
            "help": each.help,
        }
        for each in arrange(diagnostics)
    ]
    return json.dumps({"diagnostics": rows}, indent=2) + "\n"


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One workflow command a line: an annotation at the place in a pull request.

    Source: docs.github.com, "Workflow commands for GitHub Actions"; the escapes are those of
    actions/toolkit, packages/core/src/command.ts. Columns only say something within one line.
    """
    commands = []
    for each in arrange(diagnostics):
        span = each.span
        place = {"file": span.file, "line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:
            place |= {"col": span.column, "endColumn": span.end_column}
        place["title"] = each.code
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
        commands.append(f"::{each.severity} {properties}::{_data(_whole_message(each))}\n")
    return "".join(commands)


class _Place(NamedTuple):
    """One stretch to show, and how."""

    arrow: str
    span: Span
    mark: str
    color: str
    text: str


class _Page:
    """Lays diagnostics out as text."""

    def __init__(self, sources: Sources, is_colored: bool) -> None:  # noqa: FBT001  # private
        self._sources = sources
        self._is_colored = is_colored

    def block(self, diagnostic: Diagnostic) -> list[str]:
        """All lines of one diagnostic."""
        color = _RED if diagnostic.severity == "error" else _YELLOW
        places = [_Place("-->", diagnostic.span, "^", color, "")]
        places += [_Place(":::", span, "-", _BLUE, text) for span, text in diagnostic.related]
        gutter = max(len(str(place.span.end_line)) for place in places)
        headline = self._paint(color, f"{diagnostic.severity}[{diagnostic.code}]")
        lines = [headline + self._paint(_BOLD, f": {printable(diagnostic.message)}")]
        for place in places:
            lines += self._place(place, gutter)
        if diagnostic.help:
            bar, label = self._paint(_BLUE, "="), self._paint(_BOLD, "help")
            lines.append(f"{' ' * gutter} {bar} {label}: {printable(diagnostic.help)}")
        return lines

    def _place(self, place: _Place, gutter: int) -> list[str]:
        span, file = place.span, printable(place.span.file)
        arrow = " " * gutter + self._paint(_BLUE, place.arrow)
        source = self._sources.lines(span.file)
        if source is None or span.line > len(source):
            return [f"{arrow} {file}{': ' if place.text else ''}{printable(place.text)}"]
        lines = [f"{arrow} {file}:{span.line}:{span.column}", self._margin("", gutter)]
        last = min(span.end_line, len(source))
        if last == span.line:
            return lines + self._marked(place, gutter, span.line, span.column, span.end_column)
        first_end = len(source[span.line - 1]) + 1
        lines += self._marked(place._replace(text=""), gutter, span.line, span.column, first_end)
        if last > span.line + 1:
            lines.append(self._paint(_BLUE, "..."))
        indent = len(source[last - 1]) - len(source[last - 1].lstrip())
        return lines + self._marked(place, gutter, last, indent + 1, span.end_column)

    def _marked(
        self, place: _Place, gutter: int, line: int, column: int, end_column: int
    ) -> list[str]:
        source = self._sources.lines(place.span.file) or []
        excerpt = cut_out(source[line - 1], column, end_column)
        marks = self._paint(
            place.color, f"{place.mark * excerpt.width} {printable(place.text)}".rstrip()
        )
        return [
            f"{self._margin(str(line), gutter)} {excerpt.text}".rstrip(),
            f"{self._margin('', gutter)} {' ' * excerpt.indent}{marks}",
        ]

    def _margin(self, number: str, gutter: int) -> str:
        return self._paint(_BLUE, f"{number:>{gutter}} |")

    def _paint(self, color: str, text: str) -> str:
        return f"{color}{text}{_PLAIN}" if self._is_colored else text


def _whole_message(diagnostic: Diagnostic) -> str:
    """Add the help and the other places, which an annotation has no fields for."""
    lines = [diagnostic.message]
    lines += [f"{span.file}:{span.line}:{span.column}: {text}" for span, text in diagnostic.related]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
