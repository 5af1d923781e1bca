"""Whatever fault strikes whatever state: nothing is lost, stuck, doubled or out of order."""

from pathlib import Path

import pytest

from simulator.stories.reading import read_story
from simulator.stories.telling import tell
from simulator.world.blueprint import calling_states
from simulator.world.faults import read_fault

STORIES = Path(__file__).parents[1] / "stories"
TOLD = ("menu_hold_person", "voicemail", "callback", "misunderstood")
FAULTS = ("throttle", "throttle*1", "timeout", "timeout*1", "error=Lambda.Unknown", "late=8s")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("state", sorted(calling_states()))
def test_what_must_hold_holds_under_a_fault(state: str, fault: str) -> None:
    struck = (read_fault(f"{state}:{fault}", calling_states()),)
    for name in TOLD:
        read = read_story((STORIES / f"{name}.yaml").read_text(encoding="utf-8"), {})
        assert read.story is not None, read.report(name)
        told = tell(read.story, faults=struck)
        assert not told.problems, told.transcript()


@pytest.mark.parametrize("seed", range(40, 50))
def test_what_must_hold_holds_with_another_chance(seed: int) -> None:
    for name in TOLD:
        read = read_story((STORIES / f"{name}.yaml").read_text(encoding="utf-8"), {})
        assert read.story is not None, read.report(name)
        told = tell(read.story, seed)
        assert not told.problems, told.transcript()
