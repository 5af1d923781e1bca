"""Many patterns at once, and the witness that proves that a pattern can match."""

import pytest

from semantics.patterns import PatternSet, parse, witness


def test_a_set_names_what_matches_in_the_order_of_adding() -> None:
    patterns = PatternSet()
    patterns.add("second by name", parse({"a": [1]}))
    patterns.add("first by name", parse({"a": [{"exists": True}]}))
    patterns.add("other", parse({"b": [1]}))
    assert patterns.matching({"a": 1}) == ["second by name", "first by name"]


def test_a_name_with_several_patterns_matches_once_by_any() -> None:
    patterns = PatternSet()
    patterns.add("route", parse({"a": [1]}))
    patterns.add("route", parse({"a": [{"numeric": [">", 0]}]}))
    assert patterns.matching({"a": 1}) == ["route"]
    assert patterns.matching({"a": 2}) == ["route"]


def test_a_pattern_may_be_added_between_events() -> None:
    patterns = PatternSet()
    assert patterns.matching({"a": 1}) == []
    patterns.add("late", parse({"a": [{"numeric": ["<", 5]}]}))
    assert patterns.matching({"a": 1}) == ["late"]
    patterns.add("later", parse({"a": [{"numeric": ["<=", 1]}]}))
    assert patterns.matching({"a": 1}) == ["late", "later"]


def test_events_of_ever_new_shapes_are_not_all_remembered() -> None:
    patterns = PatternSet()
    for number in range(12):
        patterns.add(str(number), parse({f"f{number}": [1]}))
    for shape in range(2**12):
        event: dict[str, object] = {f"f{n}": 1 for n in range(12) if shape >> n & 1}
        assert len(patterns.matching(event)) == len(event)
    assert len(patterns._possible) <= 1024


@pytest.mark.parametrize(
    ("pattern", "event"),
    [
        (
            {"source": ["calls"], "detail": {"seconds": [{"numeric": [">", 540]}]}},
            {"source": "calls", "detail": {"seconds": 541}},
        ),
        ({"a": [{"wildcard": "x*y*"}]}, {"a": "xy"}),
        ({"a": [{"cidr": "10.0.0.0/8"}]}, {"a": "10.0.0.0"}),
        ({"a": [{"anything-but": [0, 1]}]}, {"a": 2}),
        ({"a": [{"anything-but": {"wildcard": "*"}}]}, {"a": None}),
        ({"a": [{"exists": False}], "b": [True]}, {"b": True}),
        ({"a": [1], "a.b": [2]}, {"a": 1, "a.b": 2}),
    ],
)
def test_a_witness_holds_just_what_the_pattern_asks_for(
    pattern: object, event: dict[str, object]
) -> None:
    assert witness(parse(pattern)) == event


def test_an_empty_pattern_has_no_witness() -> None:
    largest = 1.7976931348623157e308
    assert witness(parse({"a": [{"numeric": [">", largest]}]})) is None


def test_a_witness_is_looked_for_in_every_branch() -> None:
    nothing = [{"numeric": [">", 1.7976931348623157e308]}]
    assert witness(parse({"$or": [{"a": nothing}, {"b": ["x"]}]})) == {"b": "x"}


def test_rules_that_look_at_known_fields_alone_are_decided_by_them() -> None:
    patterns = PatternSet()
    patterns.add("stored", parse({"source": ["store"], "detail-type": ["Paid", "Sold"]}))
    patterns.add("others", parse({"source": [{"anything-but": ["store"]}]}))
    patterns.add(
        "large", parse({"detail-type": ["Sold"], "detail": {"sum": [{"numeric": [">", 9]}]}})
    )

    assert patterns.decided_by({"source": "store", "detail-type": "Paid"}) == ["stored"]
    assert patterns.decided_by({"source": "shop", "detail-type": "Paid"}) == ["others"]
    assert patterns.decided_by({"source": "shop", "detail-type": "Sold"}) is None
