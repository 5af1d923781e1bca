"""Whatever a file holds: diagnostics with places inside it, never an exception."""

import re
from typing import Any, Protocol

import jsonschema
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Sources
from generator.diagnostics.excerpt import cut_out
from generator.diagnostics.render import render_github, render_json, render_text
from generator.load.schema import compile_schema
from generator.load.shape import check_shape
from generator.load.source import load_text
from generator.load.tree import Mapping, Node, Scalar, Sequence
from tests.generator.front_flow import FLOW, SCHEMA

FILE = "specs/a.yaml"
RULE = compile_schema(SCHEMA)
LINES = FLOW.splitlines(keepends=True)
# What YAML gives a meaning to, and what a hand slips on.
SNIPPETS = st.sampled_from(
    [
        *"[]{}:,#&*!|>'\"%@`-?\t\0\r\n ",
        *("- ", ": ", "\n\n", "---\n", "...\n", "<<: ", "&a ", "*a", "!t ", "|\n", ">-\n"),
        *("null", "true", "1e400", "012", "é漢\N{ZERO WIDTH JOINER}", "\ufeff", "\u2028", '"\\x'),
    ]
)


class Draw(Protocol):
    """What hypothesis hands to a composite strategy."""

    def __call__(self, strategy: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401  # any type
        """Draw one example."""


@st.composite
def edited_lines(draw: Draw) -> str:
    """The valid flow after a few careless edits of whole lines."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        source = draw(st.integers(0, len(lines) - 1))
        target = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "duplicate", "move", "indent", "cut"])):
            case "delete" if len(lines) > 1:
                del lines[source]
            case "duplicate":
                lines.insert(target, lines[source])
            case "move":
                lines.insert(target, lines.pop(source))
            case "indent":
                lines[source] = " " * draw(st.integers(1, 5)) + lines[source]
            case _:
                lines[source] = lines[source].rstrip()[: draw(st.integers(0, 40))] + "\n"
    return "".join(lines)


@st.composite
def edited_characters(draw: Draw) -> str:
    """The valid flow after a few slips of the hand."""
    text = FLOW
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        text = text[:start] + draw(SNIPPETS | st.text(max_size=3)) + text[end:]
    return text


ANY_TEXT = (
    edited_lines() | edited_characters() | st.text(max_size=60) | st.lists(SNIPPETS).map("".join)
)


def mistakes_in(text: str | bytes) -> list[Diagnostic]:
    root, diagnostics = load_text(FILE, text)
    assert root is not None or diagnostics
    return diagnostics + (check_shape(root, RULE) if root is not None else [])


def assert_told_well(text: str, diagnostics: list[Diagnostic]) -> None:
    sources = Sources()
    sources.add(FILE, text)
    lines = sources.lines(FILE)
    assert lines is not None
    for each in diagnostics:
        for span in (each.span, *(place for place, _ in each.related)):
            assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_line <= len(lines)
            assert span.column <= len(lines[span.line - 1]) + 1
            assert span.end_column <= len(lines[span.end_line - 1]) + 2
        assert "\n" not in each.message
    page = render_text(diagnostics, sources)
    assert all(line.isprintable() for line in page.split("\n"))
    assert all(len(line) < 400 for line in page.split("\n"))
    assert len(render_github(diagnostics).splitlines()) == len(set(diagnostics))
    render_json(diagnostics)


@given(ANY_TEXT)
@example("a: 'x\n\n\n")
@example("a: [\n\n")
@example("|\n\n\n")
@example("?")
@example("a: {b: |\n c")
@settings(max_examples=400, deadline=None)
def test_any_edit_of_a_spec_gives_diagnostics_at_places_in_the_file(text: str) -> None:
    assert_told_well(text, mistakes_in(text))


@given(st.binary(max_size=80) | edited_characters().map(lambda text: text.encode("utf-16")))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_diagnostics_at_places_in_the_file(data: bytes) -> None:
    assert_told_well(data.decode(errors="replace"), mistakes_in(data))


@given(st.text(max_size=300), st.integers(1, 310), st.integers(0, 50))
@settings(max_examples=300, deadline=None)
def test_the_caret_stands_where_a_terminal_would_put_the_place(
    line: str, column: int, length: int
) -> None:
    column = min(column, len(line) + 1)
    excerpt = cut_out(line, column, column + length)
    assert excerpt.text.isprintable()
    assert excerpt.width >= 1
    if line.isascii() and line.isprintable() and column <= len(line):
        assert excerpt.text[excerpt.indent] == line[column - 1]


def plain(node: Node) -> Any:  # noqa: ANN401  # any type
    """A tree as the values that the jsonschema library takes."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(each) for each in node]
        case Mapping():
            return {name: plain(entry.value) for name, entry in node}


def matches_to_the_very_end(_: object, pattern: str, instance: object, __: object) -> Any:  # noqa: ANN401  # any type
    """`pattern` as JavaScript has it: for Python's `$` a last line end may follow."""
    pattern = re.sub(r"\$$", r"\\Z", pattern)
    if isinstance(instance, str) and not re.search(pattern, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern}")


_extend: Any = jsonschema.validators.extend  # its stub leaves it without types
ORACLE = _extend(jsonschema.Draft7Validator, {"pattern": matches_to_the_very_end})(SCHEMA)

VALUES = st.sampled_from(
    [
        *("30s", "30", "Ask", "ask", "true", "null", '""', "1.5", "-1", "1.0", "é", '"A\\n"'),
        *("[]", "{}", "[a, 1]", "{next: A}", "{next: A, at_most: 0}"),
        *("{task: A.B}", "{await: {}}", "{choose: []}"),
    ]
)
KEYS = st.sampled_from(
    [
        "task",
        "await",
        "choose",
        "next",
        "within",
        "set",
        "doc",
        "Wait",
        "flow",
        "at_most",
        "end",
        "x",
    ]
)
FIELD = re.compile(r"([A-Za-z_]+): ?([^\n{\[,}]*)")


@st.composite
def edited_fields(draw: Draw) -> str:
    """The valid flow with some keys and values exchanged; mostly still YAML."""
    text = FLOW
    for _ in range(draw(st.integers(1, 3))):
        fields = list(FIELD.finditer(text))
        field = fields[draw(st.integers(0, len(fields) - 1))]
        key, value = field.group(1), field.group(2)
        if draw(st.booleans()):
            key = draw(KEYS)
        else:
            value = draw(VALUES)
        text = text[: field.start()] + f"{key}: {value}" + text[field.end() :]
    return text


@given(edited_fields() | edited_lines())
@settings(max_examples=600, deadline=None)
def test_the_jsonschema_library_comes_to_the_same_verdict(text: str) -> None:
    root, diagnostics = load_text(FILE, text)
    if root is None or diagnostics:
        return
    mistakes = check_shape(root, RULE)
    assert (mistakes == []) == ORACLE.is_valid(plain(root)), mistakes
    assert_told_well(text, mistakes)
