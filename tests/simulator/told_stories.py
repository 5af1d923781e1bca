"""The stories of tests/stories, each told once however many tests look at it."""

from functools import cache
from pathlib import Path

import pytest

from hotels.script import load
from simulator.coverage import Coverage
from simulator.stories.reading import read_story
from simulator.stories.telling import Told, tell

ROOT = Path(__file__).parents[2]
STORIES = sorted((ROOT / "tests" / "stories").glob("*.yaml"))
SAMPLES = load((ROOT / "samples" / "hotels.yaml").read_text(encoding="utf-8")).hotels
REACHED = pytest.StashKey[Coverage]()
"""Under this a run of pytest keeps what all stories reached, for its summary."""


@cache
def told(file: Path) -> Told:
    """Tell a story."""
    read = read_story(file.read_text(encoding="utf-8"), SAMPLES)
    assert read.story is not None, read.report(file.name)
    return tell(read.story)
