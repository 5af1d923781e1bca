"""What a hostile pattern or event can cost: little, or a refusal.

Each attack below would take minutes, or for ever, if its cost grew as fast as it could; the
limits are hundreds of times what it takes.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from semantics.patterns import InvalidPattern, PatternSet, parse
from semantics.patterns.wildcards import complexity, matches_segments, split_wildcard

LIMIT_SECONDS = 5.0


@contextmanager
def little_time() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < LIMIT_SECONDS


@pytest.mark.parametrize(
    ("wildcards", "expected"),
    [
        (["*"], 1),
        (["*ab"], 2),
        (["*aa"], 3),
        (["a*bcb"], 3),
        (["*ab*ad"], 4),
        (["*aba*"], 4),
        (["a*b*bb"], 5),
        (["*ab*b*b*"], 7),
        (["ab*c", "x*xx"], 3),
        (["*abc", "*abcde"], 4),
        (["a*bcd", "ab*cd"], 4),
        (["ab*c", "ab*c"], 2),
        (["F*eatureFeature", "Fe*atureFeature", "Fea*tureFeature"], 10),
    ],
)
def test_complexity_counts_beginnings_that_match_together(
    wildcards: list[str], expected: int
) -> None:
    """Source: aws/event-ruler, MachineComplexityEvaluatorTest, with its worked figures."""
    assert complexity(map(split_wildcard, wildcards)) == expected


@pytest.mark.parametrize(
    "wildcard",
    ["/Users/*/dir/dir/dir/dir/dir/doc.txt", "arn:aws:events:us-east-1:*:*:event-bus/*"],
)
def test_what_the_service_accepts_is_not_too_complex(wildcard: str) -> None:
    assert parse({"a": [{"wildcard": wildcard}]})


def test_many_wildcards_that_start_differently_are_not_complex_together() -> None:
    assert parse({"a": [{"wildcard": f"/{letter}/*"} for letter in "abcdefghijklmnop"]})


@pytest.mark.parametrize(
    "alternatives",
    [
        [{"wildcard": "*:*:*:*:*:event-bus/*"}],
        [{"wildcard": f"*/data/*.{kind}"} for kind in ("bif", "tif", "tiff", "svs")],
        [{"anything-but": {"wildcard": ["*a*a*a", "*a*a*a*"]}}],
        [{"wildcard": "*" + "a*" * 10_000}],
        [{"wildcard": "x*" + "ab" * 10_000}],
    ],
)
def test_too_many_stars_or_repetitions_are_refused(alternatives: list[object]) -> None:
    """Source: the service's recorded answer, ls/content_wildcard_complex_EXC."""
    with little_time(), pytest.raises(InvalidPattern, match="Rule is too complex"):
        parse({"a": alternatives})


def test_a_wildcard_never_goes_back_over_a_star() -> None:
    segments = split_wildcard("*a" * 2000 + "*b")
    with little_time():
        assert not matches_segments(segments, "a" * 100_000)


def test_a_pattern_nested_too_deep_is_refused() -> None:
    pattern: object = ["x"]
    for _ in range(100_000):
        pattern = {"a": pattern}
    with little_time(), pytest.raises(InvalidPattern, match="nested more than 100 deep"):
        parse(pattern)


def test_ors_that_multiply_too_much_are_refused() -> None:
    pattern = {f"f{n}": {"$or": [{"a": [1]}, {"b": [1]}]} for n in range(100)}
    with little_time(), pytest.raises(InvalidPattern, match="more than 1000 rules"):
        parse(pattern)


def test_large_arrays_are_not_combined_with_each_other() -> None:
    """Four arrays of 5,000 elements have 6 * 10**14 combinations."""
    pattern = parse({name: {"x": ["yes"], "y": ["no"]} for name in "abcd"})
    event: dict[str, object] = {
        name: [{"x": "yes"}, {"y": "no"}] * 2500 + [{"x": "yes", "y": "no"}] * (name != "d")
        for name in "abcd"
    }
    together = PatternSet()
    together.add("p", pattern)
    with little_time():
        assert not pattern.matches(event)
        assert together.matching(event) == []


def test_a_deeply_nested_event_is_walked_only_where_patterns_look() -> None:
    event: dict[str, object] = {"a": 1}
    for _ in range(100_000):
        event = {"a": 1, "b": event}
    with little_time():
        assert parse({"b": {"a": [1]}}).matches(event)


def test_arrays_nested_beyond_reason_are_an_error() -> None:
    nested: object = "x"
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(ValueError, match="arrays nested more than 100 deep"):
        parse({"a": ["x"]}).matches({"a": nested})
