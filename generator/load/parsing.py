"""The YAML parser and its complaints, put into words for the author of a spec.

It stands apart because only this module knows the parser. It is libyaml's alone: PyYAML's own, in
Python, reads some texts otherwise (`[l?oans]`), and one spec must mean one thing on every machine.
Invariant: a complaint always has a code, words of ours where there are some, and a place.
"""

from typing import NamedTuple, Protocol

import yaml
from yaml.events import Event

from generator.diagnostics import Diagnostic, Span


class _Wording(NamedTuple):
    """A part of a complaint as libyaml words it, and what to say instead."""

    part: str
    message: str
    advice: str
    code: str = "SPEC001"


_ALIGN = "indent what belongs together by the same number of spaces"
_WORDINGS = (
    _Wording(
        "mapping values are not allowed",
        'a ":" cannot stand here',
        'put text that holds ": " in quotes, and give each key a line of its own',
    ),
    _Wording(
        "cannot start any token",
        "text cannot start with this character",
        "put the text in quotes",
    ),
    _Wording(
        "while parsing a block mapping",
        "this line fits neither the keys above it nor what they hold",
        _ALIGN,
    ),
    _Wording(
        "while parsing a block collection",
        "this line fits neither the list above it nor what it holds",
        _ALIGN,
    ),
    _Wording(
        "expected <document start>",
        "this line does not belong to what stands above it",
        _ALIGN,
    ),
    _Wording(
        "while parsing a flow node", "a value is missing here", "close every bracket and quote"
    ),
    _Wording(
        "while parsing a flow mapping",
        'the "{" has no end',
        'write "," between entries and "}" after the last, and text that holds a bracket in quotes',
    ),
    _Wording(
        "while parsing a flow sequence",
        'the "[" has no end',
        'write "," between items and "]" after the last, and text that holds a bracket in quotes',
    ),
    _Wording("could not find expected ':'", 'a key without ":"', 'write ": " after the key'),
    _Wording(
        "while scanning a directive",
        "a YAML directive cannot stand in a spec",
        "delete the line",
        "SPEC010",
    ),
    _Wording(
        "invalid Unicode character escape code",
        "an escape gives no character that can stand in a spec",
        "write the character itself",
        "SPEC006",
    ),
    _Wording("found unexpected end of stream", "the quoted text has no end", "close the quotes"),
)


class EventParser(Protocol):
    """What is used of libyaml's parser: the next event, or None after the last."""

    def get_event(self) -> Event | None:
        """Read on; raises whatever the parser happens to raise on text that is not YAML."""


def new_parser(text: str) -> EventParser:
    """Start libyaml's parser; raises ImportError where PyYAML was built without it."""
    from yaml._yaml import CParser  # noqa: PLC0415  # so that its lack can be told as a mistake

    return CParser(text)


def syntax_mistake(error: Exception, here: Span) -> Diagnostic:
    """Put a parser's complaint into words; `here` is the place for one that has none itself."""
    if isinstance(error, ImportError):
        message = "PyYAML was built without libyaml here, so no spec can be read"
        return Diagnostic("SPEC014", message, here, help="install PyYAML from its wheel")
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic("SPEC001", "this is not YAML", here)
    words = _words(f"{error.context or ''} {error.problem or ''}")
    place = _point(here.file, error.problem_mark.line, error.problem_mark.column)
    related: tuple[tuple[Span, str], ...] = ()
    if error.context_mark is not None:
        start = _point(here.file, error.context_mark.line, error.context_mark.column)
        if start < place:
            related = ((start, "it starts here"),)
    return Diagnostic(words.code, words.message, place, related, words.advice or None)


def _words(complaint: str) -> _Wording:
    for wording in _WORDINGS:
        if wording.part in complaint:
            return wording
    return _Wording("", f"this is not YAML: {complaint.strip().splitlines()[-1]}", "")


def _point(file: str, line: int, column: int) -> Span:
    return Span(file, line + 1, column + 1, line + 1, column + 2)
