"""How large a payload is."""

import json
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semantics.payload import Json, is_within_limit, json_text, plain


class Sign(StrEnum):
    PLUS = "+"


class Count(IntEnum):
    TWO = 2


class Name(str):
    __slots__ = ()


class Share(float):
    __slots__ = ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON, st.integers(0, 400))
def test_the_quick_answer_is_the_exact_one(value: Json, limit: int) -> None:
    size = len(json_text(value).encode(errors="surrogatepass"))
    assert is_within_limit(value, limit) is (size <= limit)


def test_nesting_deeper_than_the_quick_way_goes_is_counted_too() -> None:
    deep: Json = []
    for _ in range(700):
        deep = [deep]
    assert is_within_limit(deep, 1402)
    assert not is_within_limit(deep, 1401)


@given(JSON)
def test_the_text_reads_back(value: Json) -> None:
    assert json.loads(json_text(value)) == value


@given(JSON)
def test_plain_values_are_left_as_they_are(value: Json) -> None:
    assert plain(value) is value


def test_named_kinds_of_text_and_numbers_become_plain() -> None:
    value = {"sign": Sign.PLUS, "all": [Count.TWO, Name("n"), Share(0.5), True, None]}
    assert plain(value) == {"sign": "+", "all": [2, "n", 0.5, True, None]}
    assert type(plain(value)["sign"]) is str
    assert [type(each) for each in plain(value)["all"]] == [int, str, float, bool, type(None)]


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(TypeError, match="datetime is not JSON"):
        plain([datetime(2026, 1, 1, tzinfo=UTC)])
