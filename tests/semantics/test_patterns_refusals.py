"""Which patterns are refused, where, and with the service's own words.

Source: aws/event-ruler, JsonRuleCompiler, and the service's recorded answers (rows `ls/*_EXC`).
"""

import sys
from collections.abc import Iterator

import pytest

from semantics.patterns import InvalidPattern, parse, parse_json

REFUSALS: list[tuple[object, str, tuple[str | int, ...]]] = [
    ([], "Filter is not an object", ()),
    ({}, "Empty objects are not allowed", ()),
    ({"a": {}}, "Empty objects are not allowed", ("a",)),
    ({"a": []}, "Empty arrays are not allowed", ("a",)),
    ({"a": "x"}, '"a" must be an object or an array', ("a",)),
    ({"a": [["x"]]}, "Match value must be String, number, true, false, or null", ("a", 0)),
    ({1: ["x"]}, "a field name must be a string, not int", ()),
    ({"a": [{}]}, "Match expression name not found", ("a", 0)),
    ({"a": [{"PREFIX": "x"}]}, "Unrecognized match type PREFIX", ("a", 0)),
    (
        {"a": [{"prefix": "x", "suffix": "y"}]},
        "Only one key allowed in match expression",
        ("a", 0),
    ),
    ({"a": [{"exactly": 1}]}, "exact match pattern must be a string", ("a", 0, "exactly")),
    ({"a": [{"prefix": 1}]}, "prefix match pattern must be a string", ("a", 0, "prefix")),
    ({"a": [{"prefix": {"x": "y"}}]}, "Unsupported prefix pattern: x", ("a", 0, "prefix")),
    ({"a": [{"prefix": {}}]}, "Prefix expression name not found", ("a", 0, "prefix")),
    ({"a": [{"suffix": ["x"]}]}, "suffix match pattern must be a string", ("a", 0, "suffix")),
    (
        {"a": [{"suffix": {"equals-ignore-case": 5}}]},
        "equals-ignore-case match pattern must be a string",
        ("a", 0, "suffix", "equals-ignore-case"),
    ),
    (
        {"a": [{"exists": "yes"}]},
        "exists match pattern must be either true or false.",
        ("a", 0, "exists"),
    ),
    ({"a": [{"wildcard": 5}]}, "wildcard match pattern must be a string", ("a", 0, "wildcard")),
    (
        {"a": [{"wildcard": "a**b"}]},
        "Consecutive wildcard characters at pos 2",
        ("a", 0, "wildcard"),
    ),
    ({"a": [{"wildcard": "a\\b"}]}, "Invalid escape character at pos 2", ("a", 0, "wildcard")),
    ({"a": [{"wildcard": "é\\"}]}, "Invalid escape character at pos 3", ("a", 0, "wildcard")),
    ({"a": [{"cidr": 5}]}, "prefix match pattern must be a string", ("a", 0, "cidr")),
    ({"a": [{"cidr": "10.0.0.0"}]}, "Malformed CIDR, one '/' required", ("a", 0, "cidr")),
    (
        {"a": [{"cidr": "10.0.0.0/x"}]},
        "Malformed CIDR, mask bits must be an integer",
        ("a", 0, "cidr"),
    ),
    (
        {"a": [{"cidr": "10.0.0.0/-1"}]},
        "Malformed CIDR, mask bits must not be negative",
        ("a", 0, "cidr"),
    ),
    ({"a": [{"cidr": "10.0.0.0/32"}]}, "IPv4 mask bits must be < 32", ("a", 0, "cidr")),
    ({"a": [{"cidr": "::/128"}]}, "IPv6 mask bits must be < 128", ("a", 0, "cidr")),
    ({"a": [{"cidr": "10.0.0.256/8"}]}, "Invalid IP address: 10.0.0.256", ("a", 0, "cidr")),
    ({"a": [{"cidr": "host/8"}]}, "Nonstandard IP address: host", ("a", 0, "cidr")),
    ({"a": [{"numeric": 5}]}, "Value of numeric must be an array.", ("a", 0, "numeric")),
    ({"a": [{"numeric": []}]}, "Invalid member in numeric match: ]", ("a", 0, "numeric")),
    ({"a": [{"numeric": [[]]}]}, "Invalid member in numeric match: [", ("a", 0, "numeric")),
    (
        {"a": [{"numeric": ["<>", 1]}]},
        "Unrecognized numeric range operator: <>",
        ("a", 0, "numeric"),
    ),
    ({"a": [{"numeric": ["="]}]}, "Value of equals must be numeric", ("a", 0, "numeric", 1)),
    ({"a": [{"numeric": ["<", "1"]}]}, "Value of < must be numeric", ("a", 0, "numeric", 1)),
    (
        {"a": [{"numeric": ["<", 1, ">", 0]}]},
        "Too many elements in numeric expression",
        ("a", 0, "numeric"),
    ),
    ({"a": [{"numeric": [">", 0, 5]}]}, "Bad value in numeric range: 5", ("a", 0, "numeric", 2)),
    (
        {"a": [{"numeric": [">", 0, ">", 0]}]},
        "Bad numeric range operator: >",
        ("a", 0, "numeric", 2),
    ),
    (
        {"a": [{"numeric": [">", 0, "<", None]}]},
        "Value of < must be numeric",
        ("a", 0, "numeric", 3),
    ),
    (
        {"a": [{"numeric": [">", 0, "<", 5, 6]}]},
        "Too many terms in numeric range expression",
        ("a", 0, "numeric"),
    ),
    ({"a": [{"numeric": [">", 1, "<", 1]}]}, "Bottom must be less than top", ("a", 0, "numeric")),
    (
        {"a": [{"numeric": ["=", 12345678901234567]}]},
        "Cannot compare number : 12345678901234567",
        ("a", 0, "numeric", 1),
    ),
    (
        {"a": [{"anything-but": None}]},
        "Value of anything-but must be an array or single string/number value.",
        ("a", 0, "anything-but"),
    ),
    (
        {"a": [{"anything-but": ["x", 1]}]},
        (
            "Inside anything but list, either all values are number or string, "
            "mixed type is not supported"
        ),
        ("a", 0, "anything-but"),
    ),
    (
        {"a": [{"anything-but": [None]}]},
        "Inside anything but list, start|null|boolean is not supported.",
        ("a", 0, "anything-but", 0),
    ),
    (
        {"a": [{"anything-but": {"exists": True}}]},
        "Unsupported anything-but pattern: exists",
        ("a", 0, "anything-but"),
    ),
    (
        {"a": [{"anything-but": {"prefix": ""}}]},
        "Null prefix/suffix not allowed",
        ("a", 0, "anything-but", "prefix"),
    ),
    (
        {"a": [{"anything-but": {"suffix": [1]}}]},
        "prefix/suffix match pattern must be a string",
        ("a", 0, "anything-but", "suffix", 0),
    ),
    (
        {"a": [{"anything-but": {"prefix": []}}]},
        "Empty arrays are not allowed",
        ("a", 0, "anything-but", "prefix"),
    ),
    (
        {"a": [{"anything-but": {"prefix": {"equals-ignore-case": "x"}}}]},
        "Value of anything-but must be an array or single string/number value.",
        ("a", 0, "anything-but", "prefix"),
    ),
    (
        {"a": [{"anything-but": "x", "prefix": "y"}]},
        "Too many elements in numeric expression",
        ("a", 0),
    ),
    ({"$or": {"a": [1]}}, "It must be an Array followed with $or.", ("$or",)),
    (
        {"$or": [{"a": [1]}]},
        "There must have at least 2 Objects in $or relationship.",
        ("$or",),
    ),
    (
        {"$or": [{"a": [1]}, [1]]},
        "Only JSON object is allowed in array of $or relationship.",
        ("$or", 1),
    ),
    (
        {"$or": [{"a": {"prefix": ["x"]}}, {"b": [1]}]},
        "prefix is Ruler reserved fieldName which cannot be used inside $or.",
        ("$or", 0, "a", "prefix"),
    ),
]


@pytest.mark.parametrize(("pattern", "reason", "path"), REFUSALS, ids=[r for _, r, _ in REFUSALS])
def test_a_refusal_says_what_is_wrong_and_where(
    pattern: object, reason: str, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(InvalidPattern) as refusal:
        parse(pattern)
    assert refusal.value.reason == reason
    assert refusal.value.path == path
    assert str(refusal.value) == f"Event pattern is not valid. Reason: {reason}"


def test_outside_of_or_an_operators_name_may_be_a_field() -> None:
    assert parse({"prefix": {"suffix": ["x"]}}).matches({"prefix": {"suffix": "x"}})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": [1], "a": [2]}', "Path `a` cannot be allowed multiple times"),
        ('{"a": [{"prefix": "x", "prefix": "y"}]}', "Path `prefix` cannot be allowed multiple"),
        ('{"a": [NaN]}', "not JSON: NaN"),
        ('{"a": [1]} trailing', "not JSON: Extra data"),
        ("", "not JSON: Expecting value"),
        ("[" * 4096, "nested more than 100 deep"),
        ('{"a":' * 200 + "1" + "}" * 200, "nested more than 100 deep"),
        ('{"a": ["' + "[" * 1000 + "\\" + "]", "not JSON"),
        ('{"a": ["' + "x" * 4096 + '"]}', "at most 4096 are allowed"),
        ('{"a": [{"numeric": ["=", 1E-325]}]}', "Cannot compare number : 1E-325"),
        ('{"a": [{"numeric": ["<", 0.30000000000000001]}]}', "Cannot compare number"),
    ],
)
def test_as_text_a_pattern_is_read_strictly(text: str, reason: str) -> None:
    with pytest.raises(InvalidPattern) as refusal:
        parse_json(text)
    assert reason in refusal.value.reason


@pytest.fixture
def recursion_limit() -> Iterator[int]:
    """One that lets Python read any nesting that a pattern's text can hold."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield 20_000
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("recursion_limit")
def test_nesting_is_measured_whatever_python_itself_would_read() -> None:
    with pytest.raises(InvalidPattern, match="nested more than 100 deep"):
        parse_json("[" * 2048 + "]" * 2048)


def test_brackets_within_text_are_no_nesting() -> None:
    brackets = "[" * 1000 + '\\"' + "{" * 1000
    assert parse_json(f'{{"a": ["{brackets}"]}}').matches({"a": "[" * 1000 + '"' + "{" * 1000})


def test_a_strictly_valid_text_is_the_pattern_that_it_spells() -> None:
    assert parse_json('{"a": [{"numeric": ["=", 3.018e2]}]}').matches({"a": 301.8})
