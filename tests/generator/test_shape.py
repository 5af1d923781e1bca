"""How a tree's shape is checked, and in which words its author hears of it."""

from typing import Any

import pytest

from generator.diagnostics import Diagnostic
from generator.load.schema import SchemaError, compile_schema
from generator.load.shape import check_shape
from generator.load.source import load_text
from tests.generator.front_flow import FLOW, SCHEMA

RULE = compile_schema(SCHEMA)


def mistakes_in(text: str, schema: dict[str, Any] | None = None) -> list[Diagnostic]:
    root, diagnostics = load_text("a.yaml", text)
    assert root is not None
    assert diagnostics == []
    return check_shape(root, compile_schema(schema) if schema else RULE)


def mistake_after(old: str, new: str) -> tuple[str, str, str, str | None]:
    """Change the valid flow in one place: code, message, text at the place, help."""
    assert FLOW.count(old) == 1
    text = FLOW.replace(old, new)
    (mistake,) = mistakes_in(text)
    span = mistake.span
    assert span.line == span.end_line
    place = text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
    return mistake.code, mistake.message, place, mistake.help


def test_a_valid_flow_has_no_mistakes() -> None:
    assert mistakes_in(FLOW) == []


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "timeout: 600s",
            "timeout: 600",
            ("SPEC032", "expected a duration like 30s, found 600", "600", None),
        ),
        (
            "timeout: 600s",
            "timeout: 10min",
            ("SPEC033", 'expected a duration like 30s, found "10min"', "10min", None),
        ),
        (
            "kind: request",
            "kind: requst",
            (
                "SPEC033",
                'expected "fact" or "request", found "requst"',
                "requst",
                'did you mean "request"?',
            ),
        ),
        (
            "timeout: 600s",
            "timout: 600s",
            ("SPEC030", 'unknown field "timout"', "timout", 'did you mean "timeout"?'),
        ),
        (
            "  after: 540s\n  next: Close",
            "  after: 540s",
            ("SPEC031", 'missing field "next" in "deadline"', "deadline", None),
        ),
        ("start: Ask\n", "", ("SPEC031", 'missing field "start"', "flow", None)),
        (
            "start: Ask\n",
            "strat: Ask\n",
            ("SPEC030", 'unknown field "strat"', "strat", 'did you mean "start"?'),
        ),
        (
            "start: Ask\n",
            "start: [Ask]\n",
            ("SPEC032", "expected a name like CheckOut, found a list", "[Ask]", None),
        ),
        (
            "start: Ask\n",
            "start:\n",
            ("SPEC032", "expected a name like CheckOut, found nothing", "start", None),
        ),
        (
            "optional: true",
            "optional: yes",
            ("SPEC032", 'expected true or false, found "yes"', "yes", "write true"),
        ),
        (
            'tags: [loans, 012, "21:00"]',
            "tags: [loans, 12]",
            ("SPEC032", "expected text, found 12", "12", 'put it in quotes: "12"'),
        ),
        (
            'tags: [loans, 012, "21:00"]',
            "tags: [a, b, c, d, e, f]",
            ("SPEC033", "expected at most 5 items, found 6", "[a, b, c, d, e, f]", None),
        ),
        (
            "at_most: 3",
            "at_most: 0",
            ("SPEC033", "expected at least 1, found 0", "0", None),
        ),
        (
            "BookLost: Close",
            "BookLost: {nxt: Close}",
            ("SPEC030", 'unknown field "nxt"', "nxt", 'did you mean "next"?'),
        ),
        (
            "BookLost: Close",
            "BookLost: 3",
            ("SPEC032", "expected a name like CheckOut or a mapping, found 3", "3", None),
        ),
        (
            "BookLost: Close",
            "bookLost: Close",
            ("SPEC033", 'expected a name like CheckOut, found "bookLost"', "bookLost", None),
        ),
        (
            "    task: Desk.Ask ",
            "    taks: Desk.Ask ",
            ("SPEC030", 'unknown field "taks"', "taks", 'did you mean "task"?'),
        ),
        (
            "    within: 21d\n",
            "    within: 21d\n    task: Desk.Ask\n",
            ("SPEC034", '"task" does not go together with "await"', "task", None),
        ),
        (
            "    task: Desk.Close\n    time: {each: 5s, tries: 2}\n    end: true\n",
            "    doc: what is it\n",
            (
                "SPEC031",
                'expected one of the fields "task", "await" or "choose" in "Close"',
                "Close",
                None,
            ),
        ),
        (
            "end: true",
            "end: false",
            ("SPEC033", "expected true, found false", "false", None),
        ),
        (
            '      - when: "count in [1, 2]"\n        next: Ask\n        at_most: 2\n',
            "      - Ask\n",
            ("SPEC032", 'expected a mapping, found "Ask"', "Ask", None),
        ),
        (
            "days: 21}",
            "Days: 21}",
            ("SPEC030", 'unknown field "Days"', "Days", None),
        ),
    ],
)
def test_one_mistake_is_told_once_at_its_place_in_the_authors_words(
    old: str, new: str, mistake: tuple[str, str, str, str | None]
) -> None:
    assert mistake_after(old, new) == mistake


def test_all_mistakes_are_told_at_once() -> None:
    text = FLOW.replace("600s", "600").replace("optional:", "optinal:").replace("21d", "soon")
    assert [each.span.line for each in mistakes_in(text)] == [5, 11, 31]


def test_what_the_reader_refused_is_not_complained_about_again() -> None:
    root, diagnostics = load_text("a.yaml", FLOW.replace("start: Ask", "start: *Ask"))
    assert root is not None
    assert [each.code for each in diagnostics] == ["SPEC004"]
    assert check_shape(root, RULE) == []


def test_a_branch_is_known_by_its_fixed_field() -> None:
    branches = [
        {
            "type": "object",
            "required": ["kind", needed],
            "properties": {"kind": {"const": kind}, needed: {"type": "string"}},
            "additionalProperties": False,
        }
        for kind, needed in (("queue", "delay"), ("flow", "input"))
    ]
    (unknown,) = mistakes_in("kind: queu\ndelay: x\n", {"anyOf": branches})
    assert unknown.message == 'expected "queue" or "flow", found "queu"'
    assert unknown.help == 'did you mean "queue"?'
    (missing,) = mistakes_in("kind: flow\n", {"anyOf": branches})
    assert missing.message == 'missing field "input"'
    other = {"type": "object", "required": ["url"], "properties": {"url": {}}}
    assert mistakes_in("kind: queu\ndelay: x\n", {"anyOf": [*branches, other]}) == [unknown]


def test_true_is_not_one() -> None:
    assert mistakes_in("true", {"enum": [1]})
    assert mistakes_in("1", {"const": True})
    assert mistakes_in("true", {"type": "integer"})


def test_a_pattern_ends_at_the_very_end_as_in_an_editor() -> None:
    schema = {"type": "string", "pattern": "^a$"}
    assert mistakes_in('"a"', schema) == []
    assert mistakes_in('"a\\n"', schema)


def test_a_long_list_of_values_is_cut() -> None:
    (mistake,) = mistakes_in("x", {"enum": [f"value{number}" for number in range(50)]})
    assert mistake.message.endswith('"value11" or one of 38 others, found "x"')


@pytest.mark.parametrize(
    "schema",
    [
        {"format": "date"},
        {"type": "text"},
        {"properties": {"a": {"not": {}}}},
        {"$ref": "#/definitions/none"},
        {"definitions": {"a": {}}, "items": {"$ref": "#/definitions/a", "minItems": 1}},
        {"definitions": {"a": {"$ref": "#/definitions/a"}}, "$ref": "#/definitions/a"},
        {"enum": [["a", "list"]]},
        {"oneOf": [{}]},
        {"minimum": "1"},
        {"items": [{}]},
    ],
)
def test_a_schema_with_a_keyword_that_is_not_checked_cannot_be_compiled(
    schema: dict[str, Any],
) -> None:
    with pytest.raises(SchemaError):
        compile_schema(schema)


def test_a_definition_may_hold_itself() -> None:
    tree = {"type": "object", "additionalProperties": {"$ref": "#/definitions/tree"}}
    schema = {"definitions": {"tree": tree}, "$ref": "#/definitions/tree"}
    assert mistakes_in("a: {b: {c: {}}}", schema) == []
    assert len(mistakes_in("a: {b: {c: 1}, d: 2}", schema)) == 2
