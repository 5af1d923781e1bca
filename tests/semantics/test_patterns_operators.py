"""What each comparison operator of EventBridge accepts, by example.

Source, where a test names no other: EventBridge User Guide, "Comparison operators for use in event
patterns", and aws/event-ruler's README, whose matcher the service runs.
"""

from decimal import Decimal

import pytest

from semantics.patterns import parse


def accepts(alternative: object, leaf: object) -> bool:
    return parse({"field": [alternative]}).matches({"field": leaf})


def test_a_plain_text_is_the_whole_text_and_its_case_counts() -> None:
    assert accepts("running", "running")
    assert not accepts("running", "Running")
    assert not accepts("running", "running ")


def test_an_empty_text_is_a_value_like_any_other() -> None:
    assert accepts("", "")
    assert not accepts("", None)


def test_null_is_null_and_neither_a_text_nor_absence() -> None:
    assert accepts(None, None)
    assert not accepts(None, "null")
    assert not parse({"field": [None]}).matches({})


def test_true_is_neither_a_text_nor_one() -> None:
    true: object = True
    assert accepts(true, true)
    assert not accepts(true, "true")
    assert not accepts(true, 1)
    assert not accepts(1, true)


@pytest.mark.parametrize("same", [1, 1.0, Decimal("1.0"), Decimal("1E0")])
def test_a_number_is_its_value_however_it_is_written(same: object) -> None:
    assert accepts(1, same)
    assert accepts(same, 1)
    assert not accepts(same, "1")


def test_a_number_that_no_float_holds_still_equals_itself() -> None:
    """Source: aws/event-ruler, JsonRuleCompiler.writeRules: an account number, for example."""
    assert accepts(12345678901234567, 12345678901234567)
    assert not accepts(12345678901234567, 12345678901234568)


def test_a_plain_address_is_the_address_in_any_notation() -> None:
    """Source: aws/event-ruler, JsonRuleCompiler.writeRules and CIDR.ipToRangeIfPossible."""
    assert accepts("2001:db8::1", "2001:0DB8:0:0:0:0:0:1")
    assert accepts("::ffff:0a00:0001", "10.0.0.1")
    assert not accepts("10.0.0.1", "10.0.0.2")


def test_what_only_looks_like_an_address_is_a_text() -> None:
    assert accepts("10.0.0.256", "10.0.0.256")
    assert accepts("::::", "::::")


def test_exactly_is_another_word_for_a_plain_text() -> None:
    assert accepts({"exactly": "on"}, "on")
    assert not accepts({"exactly": "on"}, "one")


def test_prefix_and_suffix_are_for_text_only() -> None:
    assert accepts({"prefix": "eu-"}, "eu-west-1")
    assert accepts({"suffix": "-1"}, "eu-west-1")
    assert not accepts({"prefix": "eu-"}, "us-east-1")
    assert not accepts({"suffix": "-1"}, "eu-west-2")
    assert not accepts({"prefix": "1"}, 12)
    assert not accepts({"suffix": ""}, None)


def test_an_empty_prefix_or_suffix_accepts_any_text() -> None:
    """Source: the service's recorded answer, ls/content_suffix_empty."""
    assert accepts({"prefix": ""}, "anything")
    assert accepts({"suffix": ""}, "")


def test_prefix_and_suffix_can_ignore_case() -> None:
    assert accepts({"prefix": {"equals-ignore-case": "EventB"}}, "eVENTbridge")
    assert accepts({"suffix": {"equals-ignore-case": ".png"}}, "image.PNG")
    assert not accepts({"suffix": {"equals-ignore-case": ".png"}}, "png")


def test_equals_ignore_case_compares_the_whole_text() -> None:
    assert accepts({"equals-ignore-case": "ON"}, "on")
    assert not accepts({"equals-ignore-case": "ON"}, "one")
    assert accepts({"equals-ignore-case": ""}, "")


def test_a_letter_stands_for_its_own_two_forms_and_no_more() -> None:
    """Source: aws/event-ruler, EqualsIgnoreCaseParser."""
    assert accepts({"equals-ignore-case": "straße"}, "STRASSE")
    assert not accepts({"equals-ignore-case": "straße"}, "strasse")
    assert accepts({"prefix": {"equals-ignore-case": "é"}}, "Éclair")
    assert accepts({"suffix": {"equals-ignore-case": "SSÉ"}}, "ssé")
    assert not accepts({"equals-ignore-case": "k"}, "\N{KELVIN SIGN}")


def test_a_star_stands_for_any_text_even_none() -> None:
    assert accepts({"wildcard": "dir/*.png"}, "dir/a/b.png")
    assert accepts({"wildcard": "dir/*.png"}, "dir/.png")
    assert accepts({"wildcard": "*"}, "")
    assert not accepts({"wildcard": "dir/*.png"}, "dir/b.png.bak")
    assert not accepts({"wildcard": "*"}, 1)


def test_pieces_around_stars_do_not_overlap() -> None:
    assert not accepts({"wildcard": "ab*ba"}, "aba")
    assert not accepts({"wildcard": "a*b*b"}, "ab")


def test_a_backslash_takes_a_star_literally() -> None:
    assert accepts({"wildcard": r"2\*3\\*"}, r"2*3\6")
    assert not accepts({"wildcard": r"2\*3"}, "2 and 3")


def test_numeric_compares_numbers_and_only_numbers() -> None:
    within = {"numeric": [">", 0, "<=", 5]}
    assert not accepts(within, 0)
    assert accepts(within, 0.001)
    assert accepts(within, Decimal("5.0"))
    assert not accepts(within, 5.1)
    assert not accepts(within, "3")
    assert not accepts(within, None)


@pytest.mark.parametrize(
    ("comparison", "accepted"),
    [("=", [5]), ("<", [4]), ("<=", [4, 5]), (">", [6]), (">=", [5, 6])],
)
def test_numeric_takes_a_single_comparison(comparison: str, accepted: list[int]) -> None:
    tried = [4, 5, 6]
    assert [n for n in tried if accepts({"numeric": [comparison, 5]}, n)] == accepted


def test_numeric_leaves_out_numbers_that_no_float_holds() -> None:
    """Source: aws/event-ruler, README "Numeric matching" and ComparableNumber."""
    assert not accepts({"numeric": [">", 0]}, 12345678901234567)
    assert not accepts({"numeric": [">", 0]}, Decimal("1e400"))


def test_cidr_holds_the_addresses_of_its_network() -> None:
    assert accepts({"cidr": "10.0.0.0/24"}, "10.0.0.255")
    assert not accepts({"cidr": "10.0.0.0/24"}, "10.0.1.0")
    assert not accepts({"cidr": "10.0.0.0/24"}, "10.0.0.256")
    assert accepts({"cidr": "2001:db8::/64"}, "2001:0db8:0:0::ff")
    assert not accepts({"cidr": "10.0.0.0/24"}, 10)


def test_exists_asks_for_a_leaf_whatever_it_is() -> None:
    present = parse({"field": [{"exists": True}]})
    assert present.matches({"field": None})
    assert present.matches({"field": ["one"]})
    assert not present.matches({"field": {"inner": 1}})
    assert not present.matches({"field": []})
    assert not present.matches({})


def test_exists_false_asks_that_there_be_no_leaf() -> None:
    absent = parse({"field": [{"exists": False}]})
    assert absent.matches({})
    assert absent.matches({"field": {"inner": 1}})
    assert absent.matches({"field": []})
    assert not absent.matches({"field": None})


def test_anything_but_accepts_every_other_leaf_but_no_absence() -> None:
    not_running = {"anything-but": "running"}
    assert not accepts(not_running, "running")
    assert accepts(not_running, "stopped")
    assert accepts(not_running, None)
    assert accepts(not_running, 7)
    assert not parse({"field": [not_running]}).matches({})


def test_anything_but_takes_texts_or_numbers() -> None:
    assert not accepts({"anything-but": ["a", "b"]}, "b")
    assert not accepts({"anything-but": [100, 200]}, 200.0)
    assert accepts({"anything-but": [100, 200]}, "200")
    assert accepts({"anything-but": 100}, 101)


@pytest.mark.parametrize(
    ("refused", "leaf", "other"),
    [
        ({"prefix": "init"}, "initial", "final init"),
        ({"prefix": ["init", "err"]}, "error", "running"),
        ({"suffix": ".txt"}, "a.txt", "a.txt.bak"),
        ({"suffix": [".txt", ".rtf"]}, "a.rtf", "a.md"),
        ({"equals-ignore-case": "Stopped"}, "STOPPED", "stop"),
        ({"equals-ignore-case": ["Stopped", "Failed"]}, "failed", "running"),
        ({"wildcard": "*/bin/*.jar"}, "/usr/bin/a.jar", "/usr/lib/a.jar"),
        ({"wildcard": ["*/bin/*", "*/lib/*"]}, "/usr/lib/a.jar", "/usr/share/a.jar"),
    ],
)
def test_anything_but_can_exclude_kinds_of_text(refused: object, leaf: str, other: str) -> None:
    assert not accepts({"anything-but": refused}, leaf)
    assert accepts({"anything-but": refused}, other)
    assert accepts({"anything-but": refused}, None)


def test_alternatives_of_a_field_are_joined_by_or() -> None:
    pattern = parse({"field": [{"prefix": "a"}, {"numeric": [">", 5]}, {"exists": False}]})
    assert pattern.matches({"field": "abc"})
    assert pattern.matches({"field": 6})
    assert pattern.matches({})
    assert not pattern.matches({"field": 5})


def test_two_anything_buts_in_one_field_exclude_only_what_both_exclude() -> None:
    pattern = parse({"field": [{"anything-but": "a"}, {"anything-but": "b"}]})
    assert pattern.matches({"field": "a"})
    assert pattern.matches({"field": "b"})
