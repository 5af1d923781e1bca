"""What a story would have cost: telephone by the minute, voice by its characters, AWS by use."""

import pytest

from simulator.stories.files import STORIES, load_story
from simulator.stories.telling import tell
from simulator.system.cost import (
    CALL_MINUTE,
    DETECTION,
    RECOGNITION,
    SPOKEN_CHARACTER,
    Cost,
    cost_of,
)
from simulator.system.simulation import Simulation

ONE_MINUTE = CALL_MINUTE + RECOGNITION


def world_of(story: str) -> Simulation:
    return tell(load_story(STORIES / f"{story}.yaml", story)).simulation


def cost(story: str) -> Cost:
    return cost_of(world_of(story))


def test_a_minute_that_has_begun_is_paid_whole() -> None:
    assert cost("a_person_agrees").telephone == pytest.approx(ONE_MINUTE + DETECTION)


def test_a_call_that_nobody_answers_costs_nothing_but_aws() -> None:
    unanswered = cost("no_answer")
    assert (unanswered.telephone, unanswered.voice) == (0, 0)
    assert unanswered.total == unanswered.aws > 0


def test_the_voice_is_paid_by_its_characters_and_each_wording_once() -> None:
    world = world_of("silence")
    said = [line.text.partition(": ")[2] for line in world.trace.lines if "we say" in line.text]
    assert len(said) > len(set(said))
    characters = sum(map(len, set(said)))
    assert cost_of(world).voice == pytest.approx(characters * SPOKEN_CHARACTER)


def test_step_functions_bills_states_and_retries() -> None:
    world = world_of("analyzer_is_throttled")
    (flow,) = world.flows.executions
    assert flow.history is not None
    entered = sum(event["type"].endswith("StateEntered") for event in flow.history.events)
    retries = sum("(retry " in line.text for line in world.trace.lines)
    assert retries > 0
    assert world.flows.transitions == entered + retries
