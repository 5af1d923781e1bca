"""Every story of tests/stories comes out as it says."""

from pathlib import Path

import pytest

from hotels.script import load
from semantics.jsonata_library import LibraryExpression
from simulator.stories.reading import read_story
from simulator.stories.telling import tell

ROOT = Path(__file__).parents[2]
STORIES = sorted((ROOT / "tests" / "stories").glob("*.yaml"))
SAMPLES = load((ROOT / "samples" / "hotels.yaml").read_text(encoding="utf-8")).hotels


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_a_story_comes_out_as_it_says(file: Path) -> None:
    read = read_story(file.read_text(encoding="utf-8"), SAMPLES)
    assert read.story is not None, read.report(file.name)
    told = tell(read.story)
    assert not told.problems, told.transcript()


def test_no_expression_of_a_call_is_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a hundred times slower than what is compiled."""
    monkeypatch.delattr(LibraryExpression, "evaluate")
    read = read_story((ROOT / "tests/stories/callback.yaml").read_text("utf-8"), SAMPLES)
    assert read.story is not None
    assert not tell(read.story).problems
