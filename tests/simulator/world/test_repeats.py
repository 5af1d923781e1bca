"""The same seed gives the same run: again in this process, and in one with other hash seeds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hotels.script import load
from simulator.stories.reading import read_story
from simulator.stories.story import Story
from simulator.stories.telling import tell

ROOT = Path(__file__).parents[3]
STORY = ROOT / "tests" / "stories" / "samples.yaml"


def samples() -> Story:
    hotels = load((ROOT / "samples" / "hotels.yaml").read_text(encoding="utf-8")).hotels
    story = read_story(STORY.read_text(encoding="utf-8"), hotels).story
    assert story is not None
    return story


def test_a_second_run_in_the_same_process_has_the_same_trace() -> None:
    story = samples()

    assert tell(story).simulation.trace.lines == tell(story).simulation.trace.lines


def test_another_seed_has_another_trace() -> None:
    story = samples()

    assert tell(story, 7).simulation.trace.hash() != tell(story, 8).simulation.trace.hash()


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_trace_does_not_depend_on_the_hash_seed(hash_seed: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "simulator", "run", str(STORY)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.rstrip().endswith(tell(samples()).simulation.trace.hash()[:16])
