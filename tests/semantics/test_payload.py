"""How large a payload is."""

import json

from hypothesis import given
from hypothesis import strategies as st

from semantics.payload import Json, is_within_limit, json_text

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
