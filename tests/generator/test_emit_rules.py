"""Rules: who hears what, and `when` as an event pattern that means the same."""

import json
import operator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.analysis.route_filter import Unsupported, compile_filter
from generator.diagnostics import Span
from generator.emit.rules import emit_rules
from generator.model import EnumType, ListType, Name, Primitive, RecordType, System, Type
from generator.model.expressions import (
    Binary,
    BinaryOperator,
    Constant,
    Expression,
    Has,
    In,
    Member,
    Not,
    Root,
)
from semantics.patterns import InvalidPattern, parse

HERE = Span("routes.yaml", 1, 1, 1, 2)
TRUTH, NUMBER, TEXT = Primitive("boolean"), Primitive("number"), Primitive("string")
WORD = EnumType(Name("Word", HERE), (), "")
RECORD = RecordType(Name("Record", HERE), (), "")
EVENT = Root("event", Name("event", HERE), RECORD, is_optional=False, span=HERE)


def field(name: str, *, of: Expression = EVENT, kind: Type = NUMBER) -> Member:
    return Member(of, Name(name, HERE), kind, is_optional=True, span=HERE)


def constant(value: str | float) -> Constant:
    return Constant(value, TEXT if isinstance(value, str) else NUMBER, HERE)


def binary(left: Expression, sign: BinaryOperator, right: Expression) -> Binary:
    return Binary(sign, left, right, TRUTH, HERE)


def both(left: Expression, right: Expression) -> Binary:
    return binary(left, "and", right)


COUNT, SIZE = field("count"), field("size", of=field("box", kind=RECORD))
COLOR, FLAG = field("color", kind=WORD), field("flag", kind=TRUTH)
NUMBERS = st.integers(-2, 4) | st.sampled_from([0.5, 2.0])
COLORS = st.sampled_from(["red", "green", "blue"])
ORDERS: st.SearchStrategy[BinaryOperator] = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
NUMERIC = st.builds(
    binary, st.sampled_from([COUNT, SIZE]), ORDERS, NUMBERS.map(constant)
) | st.builds(binary, NUMBERS.map(constant), ORDERS, st.just(COUNT))
WORDS = st.builds(
    In,
    st.just(COLOR),
    st.lists(COLORS.map(constant), min_size=1).map(tuple),
    st.just(TRUTH),
    st.just(HERE),
) | st.builds(binary, st.just(COLOR), st.sampled_from(["=", "!="]), COLORS.map(constant))
TESTS = NUMERIC | WORDS | st.just(FLAG) | st.just(Has(COLOR, TRUTH, HERE))
NEGATED = TESTS | TESTS.map(lambda each: Not(each, TRUTH, HERE))
EXPRESSIONS = st.lists(NEGATED, min_size=1, max_size=4)
DATA = st.fixed_dictionaries(
    {
        "count": NUMBERS,
        "box": st.fixed_dictionaries({"size": NUMBERS}),
        "color": COLORS,
        "flag": st.booleans(),
    }
)
SIGNS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(expression: Expression, data: dict[str, Any]) -> bool:
    """Whether an expression holds for an event's data, by the language's own rules."""
    match expression:
        case Has():
            return True
        case Not(of=of):
            return not holds(of, data)
        case Binary(operator="and", left=left, right=right):
            return holds(left, data) and holds(right, data)
        case Binary(operator=sign, left=left, right=right):
            return bool(SIGNS[sign](plain(left, data), plain(right, data)))
        case In(of=of, members=members):
            return plain(of, data) in [plain(each, data) for each in members]
        case _:
            return plain(expression, data) is True


def plain(expression: Expression, data: dict[str, Any]) -> Any:  # noqa: ANN401  # of any type
    """What stands at a path, or the constant."""
    match expression:
        case Member(of=Member(name=outer), name=name):
            return data[outer][name]
        case Member(name=name):
            return data[name]
        case Constant(value=value):
            return value
        case _:
            raise AssertionError(expression)


@given(EXPRESSIONS, DATA)
def test_a_pattern_matches_exactly_the_events_for_which_the_expression_holds(
    tests: list[Expression], data: dict[str, Any]
) -> None:
    whole = tests[0]
    for each in tests[1:]:
        whole = both(whole, each)
    pattern = compile_filter(whole)
    assume(not isinstance(pattern, Unsupported))
    try:
        rule = parse({"detail": {"data": pattern}})
    except InvalidPattern:
        # Only bounds with nothing between them, which a check refuses before anything is emitted.
        assert not holds(whole, data)
    else:
        assert rule.matches({"detail": {"data": data}}) == holds(whole, data)


def test_has_matches_what_is_there() -> None:
    pattern = compile_filter(Has(COLOR, TRUTH, HERE))
    assert pattern == {"color": [{"exists": True}]}
    assert parse({"detail": pattern}).matches({"detail": {"color": "red"}})


def test_not_has_matches_what_is_absent() -> None:
    pattern = compile_filter(Not(Has(COLOR, TRUTH, HERE), TRUTH, HERE))
    assert pattern == {"color": [{"exists": False}]}
    assert parse({"detail": pattern}).matches({"detail": {"count": 1}})


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        (binary(FLAG, "or", FLAG), "more than a pattern can say"),
        (binary(COUNT, "=", SIZE), "not a fixed value"),
        (binary(COUNT, "<", constant(6e9)), "five billion"),
        (binary(COLOR, "<", constant("red")), "not a number"),
        (both(binary(COLOR, "=", constant("red")), binary(COLOR, "!=", constant("blue"))), "twice"),
        (binary(field("timestamp"), "=", constant("now")), "timestamp"),
        (Has(field("tags", kind=ListType(TEXT, 0, 3)), TRUTH, HERE), "list or a record"),
        (binary(EVENT, "=", constant(1)), "not a field"),
        (In(COLOR, (COUNT,), TRUTH, HERE), "not a fixed value"),
        (both(binary(COUNT, "<", constant(1)), binary(COUNT, "<", constant(2))), "same side"),
    ],
)
def test_what_a_pattern_cannot_say_is_refused(expression: Expression, problem: str) -> None:
    refused = compile_filter(expression)
    assert isinstance(refused, Unsupported)
    assert problem in refused.problem


def test_two_bounds_of_a_number_are_one_range() -> None:
    above, below = binary(COUNT, ">", constant(1)), binary(COUNT, "<=", constant(5))
    one_range = {"count": [{"numeric": [">", 1, "<=", 5]}]}
    assert compile_filter(both(above, below)) == one_range
    assert compile_filter(both(below, above)) == one_range


def test_bounds_that_leave_one_number_are_that_number() -> None:
    above, below = binary(COUNT, ">=", constant(5)), binary(COUNT, "<=", constant(5))
    assert compile_filter(both(above, below)) == {"count": [5]}


def rule(system: System, path: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(emit_rules(system)[path])
    return made


def test_without_a_journal_a_route_hears_its_events_producers(library: System) -> None:
    assert rule(library, "rules/watch_dear_books.json") == {
        "Name": "library-watch-dear-books",
        "Description": "",
        "EventBusName": "library-bus",
        "EventPattern": {
            "source": ["library.desk"],
            "detail-type": ["BookLent"],
            "detail": {
                "data": {
                    "worth": [{"numeric": [">=", 100]}],
                    "copy": {"state": [{"anything-but": ["worn"]}]},
                }
            },
        },
    }


def test_with_a_journal_routes_hear_what_is_stored_and_the_journal_all_else(
    hotel_calls: System,
) -> None:
    routed = rule(hotel_calls, "rules/queue_new_records.json")["EventPattern"]
    assert routed == {"source": ["folio.store"], "detail-type": ["RecordCreated"]}
    journal = rule(hotel_calls, "rules/journal.json")["EventPattern"]
    assert journal == {"source": [{"anything-but": ["folio.store"]}]}
