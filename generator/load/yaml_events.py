"""Turns a YAML parser's events into the tree, and refuses what YAML has beyond it.

It stands apart from `source`, which sees characters; this sees structure. It reads event by event
because libyaml's own composer recurses and dies on 100,000 brackets. Invariant: no node is entered
deeper than `DEEPEST_NESTING`, and whatever a parser raises becomes a diagnostic.
"""

import re
from typing import Any

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)

from generator.diagnostics import Diagnostic, Span, quote
from generator.load.parsing import new_parser, syntax_mistake
from generator.load.tree import Entry, Mapping, Node, Scalar, Sequence, Value

DEEPEST_NESTING = 64
LARGEST_EXACT_INTEGER = 2**53 - 1  # beyond it JSON readers may lose digits (RFC 8259, section 6)

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")  # RFC 8259, section 6
_NUMBER_STARTS = frozenset("-0123456789")
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None, "": None}
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # only escapes can give these
_MERGE_KEY = "<<"


class NotReadableError(Exception):
    """Reading a file cannot go on; `diagnostic` says why and where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class EventReader:
    """Reads one document; what it refuses on the way stands in `diagnostics`."""

    def __init__(self, file: str, text: str) -> None:
        # Where the last line has no end, libyaml puts the end of its values a line below.
        self._text = text if text.endswith("\n") else text + "\n"
        self._lines = text.split("\n")
        self._file = file
        self._previous: Event | None = None
        self._refused: list[Diagnostic] = []
        self._sharing: list[tuple[str, Span]] = []  # anchors and aliases

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What was refused so far; all anchors and aliases at once, as one habit is one mistake."""
        if not self._sharing:
            return self._refused
        message, span = self._sharing[0]
        others = f" ({len(self._sharing) - 1} more in this file)" if self._sharing[1:] else ""
        advice = "write the value out where it is used"
        return [*self._refused, Diagnostic("SPEC004", message + others, span, help=advice)]

    def read(self) -> Node:
        """Read the document's node; raises NotReadableError where there is none."""
        try:
            self._next = new_parser(self._text).get_event
            return self._document()
        except NotReadableError:
            raise
        except Exception as error:
            # PyYAML leaks ValueError, IndexError and others beside its own.
            mistake = syntax_mistake(error, self._here())
            raise NotReadableError(self._inside(mistake)) from error

    def _document(self) -> Node:
        self._event()
        start = self._event()
        if isinstance(start, StreamEndEvent):
            message = "the file says nothing"
            raise NotReadableError(Diagnostic("SPEC013", message, Span.of_file(self._file)))
        if isinstance(start, DocumentStartEvent) and _has_directives(start):
            place = _point(self._span(start))
            self._refuse("SPEC010", "a YAML directive cannot stand in a spec", place)
        root = self._node(self._event(), 1)
        self._event()
        after = self._event()
        if not isinstance(after, StreamEndEvent):
            message = "a second document starts here, a spec is one document"
            self._refuse("SPEC010", message, self._span(after))
        return root

    def _event(self) -> Event:
        event = self._next()
        if event is None:
            raise EOFError  # after the stream's end, which is an event of its own
        self._previous = event
        return event

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        span = self._span(event)
        if isinstance(event, AliasEvent):
            message = f"an alias cannot stand in a spec: {quote(f'*{event.anchor}')}"
            self._sharing.append((message, span))
            return Scalar(span, None, f"*{event.anchor}", is_refused=True)
        if depth > DEEPEST_NESTING:
            message = f"values are nested more than {DEEPEST_NESTING} deep from here on"
            raise NotReadableError(Diagnostic("SPEC009", message, _point(span)))
        if not isinstance(event, CollectionStartEvent):
            raise TypeError(event)  # no parser puts another event where a value starts
        if event.anchor or event.tag:
            self._refuse_decorations(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, span, depth)
        return self._sequence(event, span, depth)

    def _sequence(self, start: CollectionStartEvent, span: Span, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._event(), CollectionEndEvent):
            items.append(self._node(event, depth + 1))
        if start.flow_style or not items:
            return Sequence(_up_to(span, event), items)
        return Sequence(_join(span, items[-1].span), items)

    def _mapping(self, start: CollectionStartEvent, span: Span, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        last = span
        while not isinstance(event := self._event(), CollectionEndEvent):
            key = self._key(event, depth)
            value = self._node(self._event(), depth + 1)
            last = value.span
            if key is None:
                continue
            name = key.raw
            if name in entries:
                self._refuse_second(key, entries[name].key)
            else:
                entries[name] = Entry(key, value)
        if start.flow_style or last is span:
            return Mapping(_up_to(span, event), entries)
        return Mapping(_join(span, last), entries)

    def _key(self, event: Event, depth: int) -> Scalar | None:
        """Read a key as a scalar whose value is its text; None where it cannot be one."""
        node = self._node(event, depth + 1)
        if not isinstance(node, Scalar):
            self._refuse("SPEC011", "a key must be a word, this is a list or a mapping", node.span)
            return None
        if node.is_refused:
            return None
        if not node.is_quoted and node.raw == _MERGE_KEY:
            message = 'the merge key "<<" cannot stand in a spec'
            self._refuse("SPEC005", message, node.span, "write the entries out")
            return None
        if not node.raw:
            self._refuse("SPEC011", "a key is missing here", node.span)
            return None
        node.value = node.raw
        return node

    def _scalar(self, event: ScalarEvent) -> Scalar:
        raw: str = event.value
        if event.anchor or event.tag:
            self._refuse_decorations(event)
        span = self._span(event)
        if not event.implicit[0]:
            if event.style in ("|", ">"):
                span = self._without_blank_lines(span)
            if event.style == '"' and _ESCAPED.search(raw):
                message = "an escape gives no character that can stand in a spec"
                self._refuse("SPEC006", message, span, "write the character itself")
                return Scalar(span, None, "", is_quoted=True, is_refused=True)
            return Scalar(span, raw, raw, is_quoted=True)
        if raw in _WORDS:
            return Scalar(span, _WORDS[raw], raw)
        if raw[0] in _NUMBER_STARTS and _NUMBER.fullmatch(raw):
            return self._number(span, raw)
        return Scalar(span, raw, raw)

    def _number(self, span: Span, raw: str) -> Scalar:
        """Read a number, as JSON has it: whole ones are integers, so 1.0 is 1."""
        number = float(raw)
        if abs(number) > LARGEST_EXACT_INTEGER:
            message = f"{quote(raw)} is too large to be exact: at most {LARGEST_EXACT_INTEGER}"
            self._refuse("SPEC012", message, span, "if it is an id, put it in quotes")
            return Scalar(span, None, raw, is_refused=True)
        return Scalar(span, int(number) if number.is_integer() else number, raw)

    def _span(self, event: Event) -> Span:
        start: Any = event.start_mark  # None only in events that are not a parser's
        end: Any = event.end_mark
        span = Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        return span if end.line < len(self._lines) else self._clipped(span)

    def _clipped(self, span: Span) -> Span:
        """Bring back what a parser places below a last line that has no end."""
        line, column = len(self._lines), len(self._lines[-1]) + 1
        if span.line > line:
            return Span(self._file, line, column, line, column)
        return span._replace(end_line=line, end_column=column)

    def _here(self) -> Span:
        """How far reading has got."""
        if self._previous is None:
            return Span.of_file(self._file)
        _, _, _, line, column = self._span(self._previous)
        return Span(self._file, line, column, line, column + 1)

    def _inside(self, mistake: Diagnostic) -> Diagnostic:
        """Move what a parser says of the file's end from below the last line to that line's end."""
        last = len(self._lines)
        while last > 1 and not self._lines[last - 1].strip():
            last -= 1
        if mistake.span.line <= last:
            return mistake
        column = len(self._lines[last - 1]) + 1
        return mistake._replace(span=Span(self._file, last, column, last, column + 1))

    def _without_blank_lines(self, span: Span) -> Span:
        """End a block of text where its last line ends; for parsers, the next word ends it."""
        last = span.end_line - 1 if span.end_column > 1 else span.end_line - 2
        while last > span.line - 1 and not self._lines[last].strip():
            last -= 1
        end_column = len(self._lines[last].rstrip()) + 1
        return span._replace(end_line=last + 1, end_column=end_column)

    def _refuse_decorations(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Refuse an anchor or a tag.

        Anchors and aliases are refused altogether, as a value used in two places has no place of
        its own to point at, and aliases of aliases fill any memory.
        """
        span = _point(self._span(event))
        if event.anchor:
            message = f"an anchor cannot stand in a spec: {quote(f'&{event.anchor}')}"
            self._sharing.append((message, span))
        if event.tag:
            self._refuse(
                "SPEC003",
                "a tag cannot stand in a spec",
                span,
                "what a value is follows from its place",
            )

    def _refuse_second(self, second: Scalar, first: Scalar) -> None:
        self._refused.append(
            Diagnostic(
                "SPEC002",
                f"{quote(second.raw)} is given twice",
                second.span,
                ((first.span, "first given here"),),
            )
        )

    def _refuse(self, code: str, message: str, span: Span, advice: str | None = None) -> None:
        self._refused.append(Diagnostic(code, message, span, (), advice))


def _has_directives(start: DocumentStartEvent) -> bool:
    """Directives stand on lines of their own above the `---` that ends the event."""
    marks: Any = start
    return bool(marks.start_mark.line != marks.end_mark.line)


def _point(span: Span) -> Span:
    """Where a span starts, as a place of one character."""
    return span._replace(end_line=span.line, end_column=span.column + 1)


def _join(first: Span, last: Span) -> Span:
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)


def _up_to(first: Span, end: Event) -> Span:
    mark: Any = end.end_mark
    return Span(first.file, first.line, first.column, mark.line + 1, mark.column + 1)
