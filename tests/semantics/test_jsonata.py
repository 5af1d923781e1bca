"""JSONata where the library is corrected.

Source: JSONata 2.0.6's own answers to the same expressions (https://try.jsonata.org).
"""

from random import Random

import pytest

from semantics.jsonata import JsonataError, compile_jsonata
from semantics.payload import Json


class FixedWorld:
    random = Random(7)  # noqa: S311 (repeatable chance is the point)

    def millis(self) -> int:
        return 0


def evaluate(source: str) -> Json:
    return compile_jsonata(source).evaluate({"one": 1, "list": [1, True, 1.0]}, FixedWorld())


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("5.5 % 2", 1.5),
        ("-5.5 % 2", -1.5),
        ("5 % 3", 2),
        ("7 / 2", 3.5),
        ("6 / 2", 3),
        ("true in [1]", False),
        ("$one in [true]", False),
        ("1 in [1.0]", True),
        ("$distinct($list)", [1, True]),
        ("$distinct([2, 2])", [2]),
        ("$distinct([{'a': 1}, {'a': 1}])", [{"a": 1}]),
        ("$distinct('a')", "a"),
    ],
)
def test_an_expression_gives(source: str, value: Json) -> None:
    found = evaluate(source)
    assert (found, repr(found)) == (value, repr(value))


@pytest.mark.parametrize("source", ["1 / 0", "1 % 0", "($zero := 0; $one / $zero)"])
def test_a_division_by_zero_has_jsonatas_error(source: str) -> None:
    with pytest.raises(JsonataError, match="D1001: Number out of range"):
        evaluate(source)
