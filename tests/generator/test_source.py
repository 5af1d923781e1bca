"""What the reader of specs takes, and what it refuses."""

import sys
import time

import pytest

from generator.diagnostics import Diagnostic, Span
from generator.load.source import LARGEST_FILE_BYTES, load_text
from generator.load.tree import Mapping, Node, Scalar, Sequence


def value_of(text: str) -> object:
    root, diagnostics = load_text("a.yaml", f"key: {text}\n")
    assert diagnostics == []
    assert isinstance(root, Mapping)
    node = root.get("key")
    assert isinstance(node, Scalar)
    return node.value


def laid_out(node: Node | None) -> object:
    """A tree as plain values, with every node's place."""
    match node:
        case Mapping():
            return node.span, {name: laid_out(each.value) for name, each in node}
        case Sequence():
            return node.span, [laid_out(each) for each in node]
        case Scalar():
            return node.span, node.value, node.raw, node.is_quoted, node.is_refused
        case None:
            return None


def only_mistake(text: str | bytes) -> Diagnostic:
    _, diagnostics = load_text("a.yaml", text)
    (diagnostic,) = diagnostics
    return diagnostic


@pytest.mark.parametrize(
    "text",
    ["012", "21:00", "+15551230000", "on", "NO", "~", "1_000", "0x1F", ".5", "2026-11-23", "True"],
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("-3", -3), ("1.5", 1.5), ("1e3", 1000), ("true", True), ("false", False)],
)
def test_json_numbers_and_booleans_are_values(text: str, value: object) -> None:
    assert value_of(text) == value
    assert type(value_of(text)) is type(value)


@pytest.mark.parametrize("text", ["null", ""])
def test_null_and_nothing_are_no_value(text: str) -> None:
    assert value_of(text) is None


def test_quotes_make_text_of_anything() -> None:
    assert value_of('"30"') == "30"
    assert value_of("'true'") == "true"


def test_keys_are_always_text() -> None:
    root, diagnostics = load_text("a.yaml", "on: 1\n012: 2\ntrue: 3\n")
    assert diagnostics == []
    assert isinstance(root, Mapping)
    assert [(name, entry.key.value) for name, entry in root] == [
        ("on", "on"),
        ("012", "012"),
        ("true", "true"),
    ]


def test_every_node_knows_where_it_stands() -> None:
    text = "é: [a, 'b c']\nlast:\n  - |\n    two\n    lines\n\n\n  - {x: y}\n"
    root, _ = load_text("a.yaml", text)
    assert isinstance(root, Mapping)
    first, last = root.entries["é"], root.entries["last"]
    assert isinstance(first.value, Sequence)
    assert isinstance(last.value, Sequence)
    assert root.span == Span("a.yaml", 1, 1, 8, 11)
    assert first.key.span == Span("a.yaml", 1, 1, 1, 2)
    assert first.value.span == Span("a.yaml", 1, 4, 1, 14)
    assert first.value.items[1].span == Span("a.yaml", 1, 8, 1, 13)
    assert last.value.items[0].span == Span("a.yaml", 3, 5, 5, 10)
    assert last.value.span == Span("a.yaml", 3, 3, 8, 11)


def test_a_block_at_the_very_end_of_a_file_stands_where_it_is_written() -> None:
    root, _ = load_text("a.yaml", "a: |\n  x\n  y")
    assert isinstance(root, Mapping)
    assert root.entries["a"].value.span == Span("a.yaml", 1, 4, 3, 4)


def test_a_duplicate_key_shows_both_places_and_the_first_counts() -> None:
    root, diagnostics = load_text("a.yaml", "next: A\nnext: B\n")
    assert diagnostics == [
        Diagnostic(
            "SPEC002",
            '"next" is given twice',
            Span("a.yaml", 2, 1, 2, 5),
            ((Span("a.yaml", 1, 1, 1, 5), "first given here"),),
        )
    ]
    assert isinstance(root, Mapping)
    assert isinstance(node := root.get("next"), Scalar)
    assert node.value == "A"


@pytest.mark.parametrize(
    ("code", "text", "line", "column"),
    [
        ("SPEC001", "a: [1, 2\n", 1, 9),
        ("SPEC001", "a: 'open\n\n\n", 1, 9),
        ("SPEC001", "a: b: c\n", 1, 5),
        ("SPEC001", "a: @b\n", 1, 4),
        ("SPEC001", "  a: 1\nb: 2\n", 2, 1),
        ("SPEC003", "a: !!python/object:os.system x\n", 1, 4),
        ("SPEC003", "a: !t {}\n", 1, 4),
        ("SPEC004", "a: &x 1\n", 1, 4),
        ("SPEC004", "a: *x\n", 1, 4),
        ("SPEC005", "<<: {a: 1}\n", 1, 1),
        ("SPEC006", "a:\n\tb: 1\n", 2, 1),
        ("SPEC006", "a: 'x\ty'\n", 1, 6),
        ("SPEC006", "a: b\0c\n", 1, 5),
        ("SPEC006", "a: \u2028b\n", 1, 4),
        ("SPEC006", "a: \u202eb\n", 1, 4),
        ("SPEC006", "a: b\rc: d\n", 1, 5),
        ("SPEC006", 'a: "\\0"\n', 1, 4),
        ("SPEC006", 'a: "\\ud800"\n', 1, 7),
        ("SPEC010", "a: 1\n---\nb: 2\n", 2, 1),
        ("SPEC010", "%YAML 1.2\n---\na: 1\n", 1, 1),
        ("SPEC011", "? [a, b]\n: c\n", 1, 3),
        ("SPEC011", '"": c\n', 1, 1),
        ("SPEC012", "a: 9007199254740993\n", 1, 4),
        ("SPEC012", "a: 1e999\n", 1, 4),
        ("SPEC012", f"a: {'9' * 5000}\n", 1, 4),
        ("SPEC013", "", 1, 1),
        ("SPEC013", "# nothing but this\n", 1, 1),
    ],
)
def test_what_is_refused_is_refused_at_its_place(
    code: str, text: str, line: int, column: int
) -> None:
    mistake = only_mistake(text)
    assert (mistake.code, mistake.span.line, mistake.span.column) == (code, line, column)


def test_a_file_that_is_not_utf8_is_named_at_the_byte() -> None:
    mistake = only_mistake("a: é\nb: ü".encode() + b"\xff")
    assert mistake.code == "SPEC007"
    assert mistake.span == Span("a.yaml", 2, 5, 2, 5)
    assert "0xff" in mistake.message


def test_a_utf16_file_is_told_to_be_saved_as_utf8() -> None:
    assert "UTF-16" in (only_mistake("a: 1".encode("utf-16")).help or "")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain, _ = load_text("a.yaml", b"a: 1\nb: |\n  x\n  y\n")
    windows, diagnostics = load_text("a.yaml", b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert diagnostics == []
    assert laid_out(windows) == laid_out(plain)


def test_a_file_full_of_tabs_is_one_mistake() -> None:
    mistake = only_mistake("a:\n\tb: 1\n\tc: 1\n\td: 1\n")
    assert "(2 more in this file)" in mistake.message


def test_a_file_over_the_limit_is_not_parsed() -> None:
    assert only_mistake("a: " + "x" * LARGEST_FILE_BYTES).code == "SPEC008"


def test_nesting_of_64_is_read_and_of_65_is_refused() -> None:
    _, diagnostics = load_text("a.yaml", "[" * 64 + "]" * 64)
    assert diagnostics == []
    mistake = only_mistake("[" * 65 + "]" * 65)
    assert (mistake.code, mistake.span.column) == ("SPEC009", 65)


BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "deep indentation": "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "a key of a megabyte": "k" * 1_000_000 + ": v",
    "a quoted key of a megabyte": f'"{"k" * 1_000_000}": v',
    "aliases": "a: &a [x, x]\n" + "\n".join(f"a{n}: &a{n} [*a, *a]" for n in range(40)),
    "duplicate keys": "a: 1\n" * 20_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_gives_diagnostics_in_no_time(text: str) -> None:
    start = time.process_time()
    _, diagnostics = load_text("a.yaml", text)
    assert diagnostics
    assert time.process_time() - start < 5


def test_mistakes_before_a_syntax_error_are_reported_with_it() -> None:
    _, diagnostics = load_text("a.yaml", "a: 1\na: 2\nb: [\n")
    assert [each.code for each in diagnostics] == ["SPEC002", "SPEC001"]


def test_what_a_parser_leaks_becomes_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    class Leaking:
        def get_event(self) -> None:
            raise IndexError

    monkeypatch.setattr("generator.load.yaml_events.new_parser", lambda _: Leaking())
    assert only_mistake("a: 1") == Diagnostic(
        "SPEC001", "this is not YAML", Span("a.yaml", 1, 1, 1, 1)
    )


def test_a_machine_without_libyaml_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert only_mistake("a: 1").code == "SPEC014"
