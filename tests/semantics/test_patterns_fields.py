"""How a pattern's fields meet an event's: leaves, dots, arrays, absence and `$or`.

Source, where a test names no other: aws/event-ruler's README, whose matcher the service runs.
"""

import pytest

from semantics.patterns import parse


def matches(pattern: object, event: dict[str, object]) -> bool:
    return parse(pattern).matches(event)


def test_all_fields_must_match_and_other_fields_do_not_matter() -> None:
    pattern = {"source": ["calls"], "detail": {"state": ["ended"]}}
    assert matches(pattern, {"source": "calls", "detail": {"state": "ended", "seconds": 9}})
    assert not matches(pattern, {"source": "calls", "detail": {"state": "live"}})
    assert not matches(pattern, {"source": "calls"})


def test_names_of_fields_are_case_sensitive() -> None:
    assert not matches({"Source": ["calls"]}, {"source": "calls"})


@pytest.mark.parametrize("pattern", [{"a": {"b": [1]}}, {"a.b": [1]}])
@pytest.mark.parametrize("event", [{"a": {"b": 1}}, {"a.b": 1}])
def test_a_dot_in_a_name_is_the_same_as_nesting(pattern: object, event: dict[str, object]) -> None:
    """Source: README, "Caveat: Compiled rules and JSON keys with dots"."""
    assert matches(pattern, event)


def test_an_array_of_values_matches_by_any_of_them() -> None:
    assert matches({"tags": ["b", "c"]}, {"tags": ["a", "b"]})
    assert not matches({"tags": ["c"]}, {"tags": ["a", "b"]})
    assert matches({"tags": [{"anything-but": "a"}]}, {"tags": ["a", "b"]})


def test_objects_in_an_array_are_looked_through() -> None:
    event: dict[str, object] = {"staff": [{"name": "Ann"}, [{"name": "Bob"}]]}
    assert matches({"staff": {"name": ["Ann"]}}, event)
    assert matches({"staff": {"name": ["Bob"]}}, event)


def test_fields_reached_through_an_array_come_from_the_same_element() -> None:
    event: dict[str, object] = {
        "staff": [{"first": "Anna", "last": "Smith"}, {"first": "Peter", "last": "Jones"}],
    }
    assert matches({"staff": {"first": ["Anna"], "last": ["Smith"]}}, event)
    assert not matches({"staff": {"first": ["Anna"], "last": ["Jones"]}}, event)


def test_different_arrays_are_independent() -> None:
    event: dict[str, object] = {"a": [{"x": 1}, {"x": 2}], "b": [{"y": 1}, {"y": 2}]}
    assert matches({"a": {"x": [1]}, "b": {"y": [2]}}, event)


def test_nested_arrays_bind_each_level() -> None:
    event: dict[str, object] = {
        "floors": [
            {"floor": 1, "rooms": [{"room": "a", "free": True}, {"room": "b", "free": False}]},
            {"floor": 2, "rooms": [{"room": "b", "free": True}]},
        ]
    }
    assert matches({"floors": {"floor": [2], "rooms": {"room": ["b"], "free": [True]}}}, event)
    assert not matches({"floors": {"floor": [1], "rooms": {"room": ["b"], "free": [True]}}}, event)


def test_a_plain_value_in_an_array_binds_no_element() -> None:
    event: dict[str, object] = {"a": ["x", {"b": 1}]}
    assert matches({"a": ["x"], "a.b": [1]}, event)


def test_absence_is_judged_in_the_element_that_earlier_fields_settled() -> None:
    """Source: aws/event-ruler, ACMachineTest.testACWithExistFalseRule."""
    event: dict[str, object] = {"staff": [{"first": "Anna"}, {"first": "Peter", "phone": 1}]}
    assert matches({"staff": {"first": ["Anna"], "phone": [{"exists": False}]}}, event)
    assert not matches({"staff": {"first": ["Peter"], "phone": [{"exists": False}]}}, event)


def test_absence_that_comes_first_by_name_is_judged_over_all_elements() -> None:
    """Source: aws/event-ruler, NameState.getNameTransitions: fields are taken in order of path."""
    event: dict[str, object] = {"staff": [{"first": "Anna"}, {"first": "Peter", "age": 40}]}
    assert not matches({"staff": {"first": ["Anna"], "age": [{"exists": False}]}}, event)


def test_a_path_spelt_in_two_ways_is_served_by_either() -> None:
    event: dict[str, object] = {"a.b": [{"x": 1}], "a": {"b": [{"y": 1}]}}
    assert matches({"a": {"b": {"x": [1], "y": [1]}}}, event)


def test_or_joins_whole_objects() -> None:
    pattern = {"source": ["s"], "$or": [{"a": [1]}, {"b": [2], "c": [3]}]}
    assert matches(pattern, {"source": "s", "a": 1})
    assert matches(pattern, {"source": "s", "b": 2, "c": 3})
    assert not matches(pattern, {"source": "s", "b": 2})
    assert not matches(pattern, {"a": 1})


def test_ors_multiply_and_nest() -> None:
    pattern = {
        "$or": [{"a": [1]}, {"$or": [{"b": [1]}, {"c": [1]}]}],
        "detail": {"$or": [{"x": [1]}, {"y": [1]}]},
    }
    assert matches(pattern, {"c": 1, "detail": {"y": 1}})
    assert not matches(pattern, {"c": 1, "detail": {"z": 1}})
    assert not matches(pattern, {"detail": {"x": 1}})


def test_the_last_word_on_a_path_holds() -> None:
    """Source: aws/event-ruler, JsonRuleCompilerTest: overriding is the default."""
    assert matches({"a": {"b": [1]}, "a.b": [2]}, {"a": {"b": 2}})
    assert matches({"a": [1], "$or": [{"a": [2]}, {"b": [1]}]}, {"a": 2})


def test_empty_names_are_names() -> None:
    assert matches({"": {"a": [1]}}, {"": {"a": 1}})


def test_an_event_that_json_cannot_hold_is_an_error() -> None:
    with pytest.raises(TypeError, match="set is no JSON value"):
        matches({"a": [1]}, {"a": {1}})
