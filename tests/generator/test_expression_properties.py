"""Whatever is written, reading it ends in an expression or a diagnostic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.resolve.expressions.fitting import BOOLEAN
from tests.generator.parts import WHOLE, read, sound, told

SIGNS = "( ) [ ] . .. , = != < <= > >= + - * /"
WORDS = "and or not in else has total word parts part other small size code count max visits true"
LITERALS = '3 0.5 45s "x"'


@given(st.lists(st.sampled_from(f"{SIGNS} {WORDS} {LITERALS}".split()), max_size=30).map(" ".join))
def test_any_words_give_an_expression_or_a_diagnostic(text: str) -> None:
    made, diagnostics = read(text)
    assert (made is None) == bool(diagnostics)


@given(st.text(max_size=60))
def test_any_text_gives_an_expression_or_a_diagnostic(text: str) -> None:
    made, diagnostics = read(text)
    assert (made is None) == bool(diagnostics)
    for each in diagnostics:
        assert 1 <= each.span.column <= each.span.end_column <= len(text) + 2


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "not " * 400 + "ready", "total" + " + total" * 400, "parts[" * 60, "x" * 5000],
)
def test_what_is_too_long_or_too_deep_is_told_and_harms_nothing(text: str) -> None:
    assert [code for code, _ in told(text)] == ["TYPE201"]


def test_the_longest_chains_that_are_read_can_be_typed() -> None:
    assert sound("total" + " + total" * 99).type == WHOLE
    assert sound("not " * 199 + "ready").type == BOOLEAN
    assert sound("(" * 20 + "ready" + ")" * 20).type == BOOLEAN
