"""What a story costs: its flows' expressions run as plain functions."""

import pytest

from semantics.jsonata.library import LibraryExpression
from simulator.stories.files import STORIES, load_story
from simulator.stories.telling import tell


def test_no_expression_of_a_call_is_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a hundred times slower than what is compiled."""
    monkeypatch.delattr(LibraryExpression, "evaluate")
    assert not tell(load_story(STORIES / "callback.yaml", "callback.yaml")).problems
