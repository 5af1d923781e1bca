"""Random calls through the Call Handler as it is emitted: they end, in time, within every bound."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.timing import worst_case
from generator.model import Flow, System
from simulator.asl import (
    AwaitToken,
    Failure,
    Later,
    Machine,
    Outcome,
    Status,
    Success,
    TaskCall,
    compile_machine,
)
from tests.generator.call_world import CALL, TALK, CallWorld, plan
from tests.generator.flow_world import Json, definition

KINDS = ["human", "ivr", "voicemail", "hold", "fax", "uncertain"]
STEPS = ["pressed", "pressed", "on_hold", "reached_person", "gave_up"]
INTENTS = ["agree_send", "refuse", "unintelligible", "hold_request", "ivr_prompt", "silence"]
ERRORS = ["Odd", "CallRejected", "OutcomeUnknown", "Lambda.TooManyRequestsException"]
FACTS = ["TurnTranscribed"] * 6 + ["CallConnected", "VoicemailLeft", "CallEnded"]
DETAILS: dict[str, Json] = {
    "CallConnected": {"provider_sid": "CA" + "0" * 32},
    "CallEnded": {"outcome": "hung_up", "talked_for": 1},
    "VoicemailLeft": {},
}


@pytest.fixture(scope="module")
def call(hotel_calls: System) -> Machine:
    """The Call Handler, ready to run."""
    return compile_machine(definition(hotel_calls))


class Chance:
    """Answers whatever is called: at once or late, with anything, with an error, or never."""

    def __init__(self, draw: Callable[[st.SearchStrategy[float]], float], patience: float) -> None:
        self._draw = draw
        self._patience = patience
        self.world: CallWorld

    def answer(self, call: TaskCall) -> Outcome:
        mood = self._draw(st.floats(0, 1))
        delay = self._draw(st.floats(0.01, 8 if mood > self._patience else 0.5))
        if mood > 0.95:
            return Later(999, Failure("never"))
        if mood > self._patience:
            error = ERRORS[int(mood * 1000) % len(ERRORS)]
            cause = '{"errorMessage": "{\\"outcome\\": \\"busy\\"}"}'
            return Later(delay, Failure(error, cause))
        if call.token:
            self.world.arm(call)
            return Later(delay, AwaitToken())
        return Later(delay, Success({"Payload": self._result(call.state)}))

    def _result(self, state: str) -> dict[str, object]:
        which = int(self._draw(st.floats(0, 0.999)) * 1000)
        return {
            "kind": KINDS[which % len(KINDS)],
            "action": STEPS[which % len(STEPS)],
            "intent": INTENTS[which % len(INTENTS)],
            "confidence": 1,
            "state": state,
        }


@st.composite
def behaviours(draw: st.DrawFn) -> tuple[Chance, list[tuple[str, float, float]], int]:
    chance = Chance(draw, draw(st.sampled_from([0.5, 0.9, 0.99])))
    told = st.tuples(st.sampled_from(FACTS), st.floats(0, 620), st.floats(-5, 30))
    pause = draw(st.integers(4, 60))  # a hotel that keeps talking keeps the call up
    turns = [("TurnTranscribed", float(second), 0.0) for second in range(5, 620, pause)]
    others = draw(st.lists(told, max_size=10))
    return chance, [("CallConnected", 3.0, 0.0), *turns, *others], draw(st.integers(1, 10))


@given(behaviours())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_call_ends_in_time_and_within_its_bounds_whatever_happens(
    call: Machine,
    hotel_calls: System,
    behaviour: tuple[Chance, list[tuple[str, float, float]], int],
) -> None:
    chance, facts, requests = behaviour
    (flow,) = hotel_calls.flows
    world = CallWorld(call, script={str(each.name): chance.answer for each in flow.states})
    chance.world = world
    for number, (fact, second, late) in enumerate(facts):
        details = DETAILS.get(fact, {"turn": number, **TALK})
        world.tell(fact, second, happened=second - late, call_id=CALL, **details)
    execution = world.run(plan(requests))
    assert execution.status in (Status.SUCCEEDED, Status.FAILED), execution.cause
    assert world.route()[-1] == "StoreOutcome"
    assert world.seconds() <= worst_case(flow).seconds
    check_bounds(flow, world.route())


def check_bounds(flow: Flow, route: list[str]) -> None:
    """Each loop is gone round as often as the author allowed, and no oftener."""
    pairs = list(pairwise(route))
    assert pairs.count(("WaitForMenu", "NavigateIVR")) <= 7
    assert pairs.count(("WaitForPerson", "AnalyzeConnection")) <= 3
    assert pairs.count(("RouteAnswer", "NavigateIVR")) <= 1
    for stretch in " ".join(route).split("ProcessFolioRequests"):
        names = stretch.split()
        asked = list(pairwise(names))
        assert asked.count(("WaitForResponse", "RequestFolio")) <= 2
        assert asked.count(("RouteAnswer", "RequestFolio")) <= 2
    assert {str(each.name) for each in flow.states} >= set(route)
