"""JSONata where the library is corrected.

Source: JSONata 2.0.6's own answers to the same expressions (https://try.jsonata.org).
"""

from random import Random

import pytest

from semantics.jsonata import compile_jsonata
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
        ("$distinct([[1], [true], [1.0]])", [[1], [True]]),
        ("$string({'d': 0.1 + 0.2, 'w': 2.0})", '{"d":0.3,"w":2}'),
        ("$string(['\u00e9'])", '["\u00e9"]'),
        ("$string({'a': [], 'b': [1]}, true)", '{\n  "a": [],\n  "b": [\n    1\n  ]\n}'),
        ("1e20 & ''", "100000000000000000000"),
        ("$number('0x1F')", 31),
        ("$number('-5e2')", -500),
        ("$toMillis('2017-11')", 1509494400000),
        ("$boolean(null)", False),
        (
            "$sort([{'n': 1, 'k': 'a'}, {'n': 1, 'k': 'b'}], function($l, $r) { $l.n > $r.n }).k",
            ["a", "b"],
        ),
        ("$replace('68F', /(\\d+)F/, function($m) { $m.groups[0] & 'C' })", "68C"),
        ("($join := function($l, $s)<a<s>s?:s> { $join($l, $s) }; $exists($join))", True),
        ("$count($each({'a': 1}, function($v, $k) {{'k': $k}}){k: 1})", 1),
        ("$count(null)", 1),
    ],
)
def test_an_expression_gives(source: str, value: Json) -> None:
    found = evaluate(source)
    assert (found, repr(found)) == (value, repr(value))
