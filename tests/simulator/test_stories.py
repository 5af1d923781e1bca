"""Every story of tests/stories comes out as it says."""

from pathlib import Path

import pytest

from hotels.script import load
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
