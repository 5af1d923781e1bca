"""Where in a file each character of an expression stands.

It stands apart because YAML may write the same expression plain, in quotes with escapes, or folded
over lines, while a caret has to stand below the very word. Invariant: a stretch of the expression
gives a stretch of the file inside the scalar; where that cannot be told, the whole scalar.
"""

from generator.diagnostics import Sources, Span
from generator.load.tree import Scalar

_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


class Text:
    """An expression's text, and where it stands."""

    __slots__ = ("_places", "_start", "is_quoted", "raw", "span")

    def __init__(self, scalar: Scalar, sources: Sources | None) -> None:
        self.raw = scalar.raw
        self.is_quoted = scalar.is_quoted
        self.span = scalar.span
        self._start = 0
        self._places: list[tuple[int, int]] | None = None
        span = scalar.span
        width = span.end_column - span.column if span.line == span.end_line else -1
        if width == len(self.raw):
            self._start = span.column
        elif width == len(self.raw) + 2:
            self._start = span.column + 1
        elif sources is not None:
            self._places = _align(self.raw, span, sources.lines(span.file))

    def stretch(self, start: int, end: int) -> Span:
        """The place of the characters from `start` up to `end`, which is not among them."""
        if self._start:
            return Span(
                self.span.file,
                self.span.line,
                self._start + start,
                self.span.line,
                self._start + end,
            )
        if not self._places or end > len(self._places) or start >= end:
            return self.span
        first, last = self._places[start], self._places[end - 1]
        return Span(self.span.file, first[0], first[1], last[0], last[1] + 1)


def _align(raw: str, span: Span, lines: list[str] | None) -> list[tuple[int, int]] | None:
    """The line and column of each character; None where the file does not read as expected."""
    if lines is None or span.end_line > len(lines):
        return None
    source = [
        (character, number, column)
        for number in range(span.line, span.end_line + 1)
        for column, character in enumerate(lines[number - 1] + "\n", 1)
        if (number, column) >= (span.line, span.column)
        and (number, column) < (span.end_line, span.end_column)
    ]
    quote = source[0][0] if source and source[0][0] in "\"'" else ""
    at = _content_start(source, quote)
    places: list[tuple[int, int]] = []
    for character in raw:
        # Folding makes one space of a line end and the spaces around it.
        while not character.isspace() and at < len(source) and source[at][0].isspace():
            at += 1
        if at >= len(source):
            if not character.isspace():
                return None
            places.append(source[-1][1:])
            continue
        if source[at][0] not in (character, "\\") and not character.isspace():
            return None
        places.append(source[at][1:])
        at += _width(source, at, quote)
    return places


def _content_start(source: list[tuple[str, int, int]], quote: str) -> int:
    """Pass over an opening quote, or over the first line of a block (`>-` and the like)."""
    if quote:
        return 1
    if source and source[0][0] in "|>":
        return next((at for at, each in enumerate(source) if each[0] == "\n"), 0)
    return 0


def _width(source: list[tuple[str, int, int]], at: int, quote: str) -> int:
    """How many characters of the file write one character of a quoted text."""
    character = source[at][0]
    if quote == "'" and character == "'":
        return 2
    if quote == '"' and character == "\\" and at + 1 < len(source):
        return 2 + _HEX_DIGITS.get(source[at + 1][0], 0)
    return 1
