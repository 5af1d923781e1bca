"""The stories of tests/stories, each told once however many tests look at it."""

from functools import cache
from pathlib import Path

import pytest

from simulator.coverage import Coverage
from simulator.stories.files import STORIES as FOLDER
from simulator.stories.files import load_story
from simulator.stories.telling import Told, tell

STORIES = sorted(FOLDER.glob("*.yaml"))
REACHED = pytest.StashKey[Coverage]()
"""Under this a run of pytest keeps what all stories reached, for its summary."""


@cache
def told(file: Path) -> Told:
    """Tell a story."""
    return tell(load_story(file, file.name))
