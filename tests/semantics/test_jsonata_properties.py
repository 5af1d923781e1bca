"""Compiled JSONata expressions give what the library gives, whatever the expression and values."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from semantics.jsonata import JsonataError, UnsupportedResult, compile_jsonata
from semantics.jsonata.compiled import NotCompiled, compile_node
from semantics.jsonata.library import LibraryExpression
from semantics.jsonata.values import Unsure, is_number
from semantics.payload import Json


class FixedWorld:
    random = Random(7)  # noqa: S311 (repeatable chance is the point)

    def millis(self) -> int:
        return 1_700_000_000_123


ROOT = Path(__file__).resolve().parents[2]

NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([0.5, -1.5, 2.0, 1e9, 123456789012]),
    st.sampled_from(
        [
            "",
            "a",
            "b",
            "xyz",
            "2024-01-02T03:04:05.678Z",
            "2024-01-02T03:04:05Z",
            "[1]",
            '{"a":null}',
            "null",
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)
BINDINGS = st.fixed_dictionaries({"x": VALUES, "y": VALUES, "i": st.integers(-3, 3)})

LITERALS = st.sampled_from(["0", "1", "-2", "2.5", "'a'", "''", "true", "false", "null"])
PLACES = st.sampled_from(
    ["", "[0]", "[-1]", "[1]", "[$i]", "[$i + 1]", "[[0..1]]", "[[$i..2]]", "[($i < 0 ? 0 : $i)]"]
)
PATHS = st.builds(
    lambda root, first, names, last: f"${root}{first}" + "".join(f".{n}" for n in names) + last,
    st.sampled_from(["x", "y", "z"]),
    st.sampled_from(["", "", "[0]", "[$i]"]),
    st.lists(NAMES, max_size=3),
    PLACES,
)
CONDITIONS_ON_ITEMS = st.sampled_from(
    [
        "$At >= $i",
        "$At >= $i - 1",
        "$Item",
        "$Item.a = $i",
        "$count($All) > $At + 1",
        "$x",
        "$Item[0]",
    ]
)
OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "and", "or", "&", "in"]
)
FUNCTIONS = st.sampled_from(
    [
        "exists",
        "not",
        "boolean",
        "count",
        "max",
        "min",
        "sum",
        "floor",
        "ceil",
        "string",
        "length",
        "uppercase",
        "lowercase",
        "merge",
        "toMillis",
        "fromMillis",
        "parse",
        "sort",
    ]
)


def kept(items: str, condition: str) -> str:
    return f"$filter({items}, function($Item, $At, $All) {{ {condition} }})"


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda a, sign, b: f"({a} {sign} {b})", inner, OPERATORS, inner),
        st.builds(lambda name, a: f"${name}({a})", FUNCTIONS, inner),
        st.builds(lambda a, b: f"$append({a}, {b})", inner, inner),
        st.builds(lambda a, b: f"$contains({a}, {b})", inner, inner),
        st.builds(lambda a, b, c: f"$substring({a}, {b}, {c})", inner, inner, inner),
        st.builds(lambda a: f"$hash({a}, 'SHA-256')", inner),
        st.builds(lambda a, b, c: f"({a} ? {b} : {c})", inner, inner, inner),
        st.builds(lambda a, b: f"({a} ? {b})", inner, inner),
        st.builds(lambda items: f"[{', '.join(items)}]", st.lists(inner, max_size=3)),
        st.builds(lambda a, b: f"{{'a': {a}, 'b': {b}}}", inner, inner),
        st.builds(lambda a, b: f"($v := {a}; $w := $v; [$w, {b}])", inner, inner),
        st.builds(lambda a: f"-({a})", inner),
        st.builds(lambda a, place: f"({a}){place}", inner, PLACES),
        st.builds(kept, inner, CONDITIONS_ON_ITEMS),
        st.builds(lambda a, c, name: f"{kept(a, c)}.{name}", inner, CONDITIONS_ON_ITEMS, NAMES),
        st.builds(lambda a, c, place: f"({kept(a, c)}){place}", inner, CONDITIONS_ON_ITEMS, PLACES),
        st.builds(lambda a, b, place: f"$sort([{a}, {b}]){place}", inner, inner, PLACES),
        st.builds(" & ".join, st.lists(inner, min_size=3, max_size=4)),
        st.builds(lambda a, name, place: f"$parse({a}).{name}{place}", inner, NAMES, PLACES),
        st.builds(lambda a, name: f"({a}).{name}", inner, NAMES),
    )


EXPRESSIONS = st.recursive(st.one_of(LITERALS, PATHS), larger, max_leaves=6)


def answer_of_library(source: str, bindings: dict[str, Json]) -> Json:
    try:
        return LibraryExpression(source).evaluate(bindings, FixedWorld())
    except (JsonataError, UnsupportedResult) as error:
        return type(error).__name__


def is_identical(left: Json, right: Json) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(is_identical, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_identical(left[k], right[k]) for k in left)
    if is_number(left) and is_number(right):
        return bool(left == right)  # inside of a value that is passed on, 2.0 stays 2.0
    return type(left) is type(right) and bool(left == right)


@settings(max_examples=600, deadline=None)
@given(EXPRESSIONS, BINDINGS)
@example("$x.a", {"x": [{"a": [1]}], "y": None, "i": 0})
@example("[$x.a]", {"x": {"a": [[1]]}, "y": None, "i": 0})
@example("$x[0].a", {"x": [[{"a": 1}]], "y": None, "i": 0})
def test_a_compiled_expression_equals_the_library(source: str, bindings: dict[str, Json]) -> None:
    try:
        compiled = compile_node(LibraryExpression(source).tree)
        answer = compiled(bindings, FixedWorld())
    except (NotCompiled, Unsure):
        reject()
    expected = answer_of_library(source, bindings)
    assert is_identical(answer, expected), f"{source} on {bindings}: {answer!r}, not {expected!r}"


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS, BINDINGS)
def test_what_cannot_be_compiled_is_left_to_the_library(
    source: str, bindings: dict[str, Json]
) -> None:
    expected = answer_of_library(source, bindings)
    try:
        answer = compile_jsonata(source).evaluate(bindings, FixedWorld())
    except (JsonataError, UnsupportedResult) as error:
        answer = type(error).__name__
    assert is_identical(answer, expected)


def expressions(value: Json) -> Iterator[str]:
    """All expressions in a definition, without their braces."""
    if isinstance(value, str) and value.startswith("{%"):
        yield value[2:-2].strip()
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from expressions(item)


@pytest.mark.parametrize("path", sorted((ROOT / "generated" / "asl").glob("*.asl.json")), ids=str)
def test_all_expressions_of_our_flows_are_compiled(path: Path) -> None:
    for source in expressions(json.loads(path.read_text("utf-8"))):
        compile_node(LibraryExpression(source).tree)  # or NotCompiled
