"""JSONata where Step Functions has it in its own way.

Source: Developer Guide, "Transforming data with JSONata"; the answers of the service to these very
expressions were measured by others and stand in floci-io/floci's JsonataEvaluatorTest and in its
issues 2662 (functions), 2668 and 2736 (texts of errors), 2669 (texts of numbers) and 2737 (limits).
"""

from random import Random

import pytest

from semantics.jsonata import UNDEFINED, JsonataError, compile_jsonata
from semantics.jsonata.bounds import Bounds
from semantics.jsonata.errors import STACK_OVERFLOW, TIMEOUT
from semantics.payload import Json


class FixedWorld:
    random = Random(7)  # noqa: S311 (repeatable chance is the point)

    def millis(self) -> int:
        return 0


BINDINGS = {"amount": 1.0, "large": 2**63, "list": [1, 2]}


def evaluate(source: str) -> Json:
    return compile_jsonata(source).evaluate(BINDINGS, FixedWorld())


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("$random(42)", 0.7275636800328681),
        ("$random(0)", 0.730967787376657),
        ("$random(7.9)", 0.7306990420600421),
        ("$partition([1, 2, 3])", [[1, 2, 3]]),
        ("$partition([1, 2, 3], 2.9)", [[1, 2], [3]]),
        ("$range(-1.7, 2, 1)", [-1, 0, 1, 2]),
        ("$range(5, 1, -1.5)", [5, 4, 3, 2, 1]),
        ("$range(3, 3, 1)", 3),
        ("$count($range(1, 2000, 1))", 2000),
        ("$parse('1.0')", 1),
        ("$parse('1e2')", 100),
        ("$parse('{\"n\":9223372036854775808}').n", 9.223372036854776e18),
        ("$map(['{\"a\":1}', '{\"a\":2}'], $parse).a", [1, 2]),
        ("$hash('\u00f1', 'MD5')", "94e9342ecbb1458b6043ecd3bfcbc192"),
        ("$amount", 1),
        ("$large", 9.223372036854776e18),
        ("1/0", "Infinity"),
        ("-1/0", "-Infinity"),
        ("1e308 * 10", "Infinity"),
        ("[1/0]", ["Infinity"]),
        ("{'k': 0/0}", {"k": "NaN"}),
        ("$parseInteger('abc', '0')", "NaN"),
        ("$parseInteger('123', '0')", 123),
    ],
)
def test_an_expression_gives(source: str, value: Json) -> None:
    found = evaluate(source)
    assert (found, repr(found)) == (value, repr(value))


@pytest.mark.parametrize(
    "source",
    [
        "$partition([], 2)",
        "$partition([1], -0.5)",
        "$range(5, 1, 1)",
        "$range(1, 5, 0)",
        "$range(1, 5)",
        "$hash('a')",
        "$parse()",
    ],
)
def test_a_function_that_has_nothing_to_give_gives_nothing(source: str) -> None:
    assert evaluate(source) is UNDEFINED


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("9223372036854775807", "9223372036854776000"),  # a literal is a double
        ("$parse('{\"n\":9223372036854775807}').n", "9223372036854775807"),
        ("999999999999999868928", "999999999999999900000"),
        ("1e21", "1e+21"),
        ("-1.5e20", "-150000000000000000000"),
        ("0.000001", "0.000001"),
        ("1e-7", "1e-7"),
        ("1/3", "0.333333333333333"),
    ],
)
def test_a_number_has_javascripts_text(number: str, text: str) -> None:
    assert evaluate(f"$string({number})") == text


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("$parse('not JSON')", "D3137: Invalid JSON"),
        ("$parse('')", "D3137: Invalid JSON"),
        ('$parse(\'{"a":1,"a":2}\')', "D3137: Invalid JSON"),
        ("$parse('1e400')", "D3137: Invalid JSON"),
        ("$parse(null)", 'T0410: Argument 1 of function "parse" does not match function signature'),
        ("$partition([1], -1)", "D3137: Second argument must be zero or greater"),
        ("$hash('a', 'md5')", "D3137: Unsupported hash algorithm"),
        (
            "$hash(42, 'MD5')",
            'T0410: Argument 1 of function "hash" does not match function signature',
        ),
        ("$hash('a', 5)", 'T0410: Argument 2 of function "hash" does not match function signature'),
        ("$uuid('a')", 'T0410: Argument 1 of function "uuid" does not match function signature'),
        ("$range(1)", 'T0410: Argument 2 of function "range" does not match function signature'),
        ("$eval('1')", "T1006: Attempted to invoke a non-function"),
        ("$sum(['a'])", 'T0412: Argument 1 of function "sum" must be an array of "numbers"'),
        ("1 + {}", 'T2002: The right side of the "+" operator must evaluate to a number'),
        (
            "1 < 'a'",
            'T2009: The values 1 and "a" either side of operator "<" must be of the same data type',
        ),
        ("-'a'", 'D1002: Cannot negate a non-numeric value: "a"'),
        ("$sqrt(-1)", "D3060: The sqrt function cannot be applied to a negative number: -1"),
        (
            "$formatBase(5, 99)",
            (
                "D3100: The radix of the formatBase function must be between 2 and 36.  "
                "It was given 99"
            ),
        ),
        ("$number('1_0')", 'D3030: Unable to cast value to a number: "1_0"'),
        (
            "$list.$length()",
            'T0411: Context value is not a compatible type with argument 1 of function "length"',
        ),
        ("$string(1/0)", "D3001: Attempting to invoke string function on Infinity or NaN"),
        ("$error('boom')", "D3137: boom"),
        ("$replace('a', '', 'b')", "Second argument of replace function cannot be an empty string"),
    ],
)
def test_an_error_has_the_text_of_the_service(source: str, message: str) -> None:
    with pytest.raises(JsonataError) as raised:
        evaluate(source)
    assert str(raised.value) == message


def test_the_error_of_a_timestamp_shows_it() -> None:
    with pytest.raises(JsonataError, match=r"^D3110: The argument .* timestamp\. Given \"nope\"$"):
        evaluate("$toMillis('nope')")


RECURSION = "($f := function($x){ $x <= 0 ? 0 : 1 + $f($x - 1) }; $f(%d))"


@pytest.mark.parametrize(
    ("deepest", "too_deep"),
    [
        ("1" + "+1" * 99, "1" + "+1" * 100),
        ("(" * 99 + "1" + ")" * 99, "(" * 100 + "1" + ")" * 100),
        ("[" * 99 + "1" + "]" * 99, "[" * 100 + "1" + "]" * 100),
        ("1" + "~>$string" * 99, "1" + "~>$string" * 100),
        (RECURSION % 31, RECURSION % 32),
    ],
    ids=["sum", "parentheses", "brackets", "chain", "recursion"],
)
def test_an_expression_may_be_a_hundred_nodes_deep(deepest: str, too_deep: str) -> None:
    assert evaluate(deepest) is not UNDEFINED
    with pytest.raises(JsonataError, match=STACK_OVERFLOW):
        evaluate(too_deep)


def test_only_nodes_within_each_other_are_deep() -> None:
    """JSONata 2.0.6 groups any number of items."""
    items = ", ".join(f"{{'k': 'k{number}'}}" for number in range(200))
    assert len(evaluate(f"[{items}]{{k: $count(k)}}")) == 200


@pytest.mark.parametrize("source", ["$list ?? 1", "$list ?: 1"])
def test_operators_of_later_versions_are_unknown(source: str) -> None:
    """Step Functions has JSONata 2.0.6, which refuses both; they came with 2.1."""
    with pytest.raises(JsonataError, match="S0204: Unknown operator"):
        evaluate(source)


def test_an_endless_expression_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{Bounds.__module__}._MAX_STEPS", 10_000)
    with pytest.raises(JsonataError, match=TIMEOUT):
        evaluate("($f := function($x){ $f($x + 1) }; $f(1))")
