"""The States.* functions where recordings are thin.

Source: Step Functions Developer Guide, "Intrinsic functions for JSONPath states in Step Functions".
"""

from random import Random

import pytest

from semantics.intrinsic_functions import IntrinsicFailure
from semantics.intrinsics import Evaluate, IntrinsicSyntaxError, compile_intrinsic
from semantics.jsonpath import compile_path, parse_path
from semantics.payload import Json

DATA = {
    "list": [1, 2, 2, 3],
    "name": "Ann",
    "object": {"a": 1},
    "long": "x" * 10_001,
    "half": "\ud83d",
}


def evaluate(call: str, seed: int = 1) -> Json:
    def read_path(path: str) -> Evaluate[Json]:
        return compile_path(parse_path(path[1:]))

    chance = Random(seed)  # noqa: S311 (repeatable chance is the point)
    return compile_intrinsic(call, read_path, lambda _scope: chance)(DATA)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("States.Format('{} has {}', $.name, 3)", "Ann has 3"),
        (r"States.Format('\{{}\} it\'s', true)", "{true} it's"),
        ("States.Format('{}', $.object)", "{a=1}"),
        ("States.Format($.name)", "Ann"),
        ("States.ArrayRange(5, 1, -2)", [5, 3, 1]),
        ("States.ArrayPartition($.list, 3)", [[1, 2, 2], [3]]),
        ("States.ArrayUnique(States.Array(1, 1.0, true, '1'))", [1, True, "1"]),
        ("States.ArrayContains($.list, 2.0)", True),
        ("States.ArrayContains($.list, true)", False),
        ("States.MathAdd(1.5, -1.5)", 1),
        ("States.StringSplit('a.b+c', '.+')", ["a", "b", "c"]),
        ("States.JsonMerge($.object, States.StringToJson('{\"b\":2}'), false)", {"a": 1, "b": 2}),
        ("States.Hash('a', 'MD5')", "0cc175b9c0f1b6a831c399e269772661"),
        ("States.Base64Encode($.half)", "Pw=="),
        ("States.ArrayGetItem(States.Array($.name, $.list[0]), 1)", 1),
        ("States.ArrayContains($.list[0,3], 3)", True),
    ],
)
def test_a_function_computes(call: str, value: Json) -> None:
    assert evaluate(call) == value


@pytest.mark.parametrize(
    "call",
    [
        "States.ArrayRange(1, 1001, 1)",
        "States.ArrayRange(1, 1e30, 1)",
        "States.ArrayRange(1, 5, 0)",
        "States.ArrayGetItem($.list, 4)",
        "States.ArrayLength($.name)",
        "States.ArrayPartition($.list, 0)",
        "States.Base64Encode($.long)",
        "States.Base64Decode('*')",
        "States.Hash('a', 'CRC32')",
        "States.Hash(States.Array($.long), 'MD5')",
        "States.JsonMerge($.object, $.object, true)",
        "States.StringToJson('{')",
        "States.StringToJson('NaN')",
        "States.MathAdd('1', 2)",
        "States.MathAdd(1e400, 2)",
        "States.Format('{} {}', 1)",
    ],
)
def test_values_that_a_function_cannot_take_are_a_failure_that_names_the_call(call: str) -> None:
    with pytest.raises(IntrinsicFailure) as failure:
        evaluate(call)
    assert str(failure.value).startswith(f"The function '{call}' had the following error: ")


@pytest.mark.parametrize(
    "call",
    [
        "States.Nope()",
        "States.MathAdd(1)",
        "States.Array(1,)",
        "States.Array(1",
        "States.Array(1) x",
        "States.Array(nope)",
        "States.Array(" * 11 + ")" * 11,
    ],
)
def test_a_text_that_is_no_call_is_refused(call: str) -> None:
    with pytest.raises(IntrinsicSyntaxError):
        evaluate(call)


def test_chance_comes_from_the_given_source() -> None:
    calls = ("States.UUID()", "States.MathRandom(0, 1000000)")
    assert [evaluate(c, seed=1) for c in calls] == [evaluate(c, seed=1) for c in calls]
    assert evaluate(calls[0], seed=1) != evaluate(calls[0], seed=2)
    assert evaluate("States.MathRandom(0, 999, 3)", 1) == evaluate(
        "States.MathRandom(0, 999, 3)", 2
    )
