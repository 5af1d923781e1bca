"""Every story comes out on the deployed system as in the simulator, line by line in order.

    python -m pytest tests/deployed/test_deployed_stories.py -k refusal -s

tells one story and shows both transcripts.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from local.system import System
from simulator.stories.judging import Happened, differences
from simulator.stories.telling import tell
from simulator.world.trace import Line
from tests.deployed.order import beside, difference, once, texts
from tests.deployed.stories import STORIES, Deployable, deployable, read_stories
from tests.deployed.telling import calls_to
from tests.deployed.timeline import missing

pytestmark = pytest.mark.timeout(400)  # the first test waits for the deployment and the calls

DEPLOYABLE = deployable(read_stories())
NAMES = list(DEPLOYABLE)
WITH_A_BROKEN_VOICE = [name for name, story in DEPLOYABLE.items() if story.unspeakable]
WEBHOOK_FAILED = 11200
MOST_SEEDS = 60
"""Three records can be queued in six orders: that many seeds miss none of them."""


def queued(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if line.text.startswith("RecordQueued")]


def simulated(story: Deployable, deployed: Sequence[Line]) -> Sequence[Line]:
    """The simulator's transcript. In which order the records of one request come into their hotel's
    line is chance in both worlds: here it is the one of the seeds that let it be the same.
    """
    lines = story.simulated.simulation.trace.lines
    for seed in range(MOST_SEEDS):
        if queued(lines) == queued(deployed):
            break
        lines = tell(story.story, seed).simulation.trace.lines
    return lines


@pytest.mark.parametrize("name", NAMES)
def test_a_story_goes_the_same_way_as_in_the_simulator(
    name: str, told: dict[str, Happened], stories: dict[str, Deployable]
) -> None:
    there = told[name].lines
    here = simulated(stories[name], there)
    print(*beside(texts(here), texts(there)), sep="\n")  # noqa: T201 - shown with -s

    differs = difference(here, there)

    assert differs is None, differs


@pytest.mark.parametrize("name", NAMES)
def test_a_story_comes_out_as_it_says(
    name: str, told: dict[str, Happened], stories: dict[str, Deployable]
) -> None:
    expected = stories[name].story.expected.untimed()
    lines = once(told[name].lines)

    problems = differences(replace(expected, timeline=()), told[name])
    if gap := missing(expected.timeline, lines):
        problems.append(gap)

    assert not problems, "\n".join([*problems, "", *(line.text for line in lines)])
    failed = sum(line.text.startswith("flow failed") for line in lines)
    assert failed == expected.failed_flows


def test_every_story_is_told_here_or_says_why_not() -> None:
    reasons = {name: s.simulator_only for name, s in read_stories().items() if s.simulator_only}

    assert sorted([*NAMES, *reasons]) == sorted(file.stem for file in STORIES.glob("*.yaml"))
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", WITH_A_BROKEN_VOICE)
def test_a_broken_voice_says_nothing(
    name: str, system: System, told: dict[str, Happened], stories: dict[str, Deployable]
) -> None:
    guests = stories[name].unspeakable
    spoken = [said["text"] for said in system.elevenlabs.spoken]

    assert any(guest in line.text for guest in guests for line in told[name].lines)
    assert not [text for text in spoken if any(guest in text for guest in guests)]


@pytest.mark.parametrize("name", NAMES)
def test_twilio_is_asked_for_nothing_that_it_refuses(
    name: str, system: System, told: dict[str, Happened], stories: dict[str, Deployable]
) -> None:
    calls = {call.sid for call in calls_to(system, stories[name])}
    problems = [p for p in system.twilio.account.transcript.problems if p["call"] in calls]
    is_faulty = any(
        call.faults for hotel in stories[name].hotels.values() for call in hotel.behaviour.calls
    )

    assert told[name].calls
    assert not [p for p in problems if not (is_faulty and p["code"] == WEBHOOK_FAILED)]
