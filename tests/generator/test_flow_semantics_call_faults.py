"""Every task of the Call Handler fails in every way: what came of the call is stored, in time."""

import pytest

from generator.analysis.timing import worst_case
from generator.model import System
from simulator.asl import Failure, Later, Machine, Outcome, Status, compile_machine
from tests.generator.call_world import CallWorld, plan
from tests.generator.flow_world import Script, definition


@pytest.fixture(scope="module")
def call(hotel_calls: System) -> Machine:
    """The Call Handler, ready to run."""
    return compile_machine(definition(hotel_calls))


FAULTS: dict[str, list[Outcome]] = {
    "it raises": [Failure("Odd", "boom")] * 9,
    "it never answers": [Later(999, Failure("late"))] * 9,
    "it fails after its effect": [Later(4, Failure("Sandbox.Timedout"))] * 9,
}
TASKS = [
    "CheckCallPolicy",
    "InitiateCall",
    "WaitForConnection",
    "WaitForGreeting",
    "AnalyzeConnection",
    "NavigateIVR",
    "WaitForMenu",
    "RequestFolio",
    "WaitForResponse",
    "AnalyzeResponse",
    "SkipRecord",
    "WaitForPerson",
    "AgreeCallback",
    "LeaveVoicemail",
    "WaitForVoicemailEnd",
    "EndCall",
    "WaitForHangUp",
]
WAYS = {
    "NavigateIVR": {"kinds": "ivr"},
    "WaitForMenu": {"kinds": "ivr"},
    "SkipRecord": {"intents": "unintelligible"},
    "WaitForPerson": {"kinds": "hold"},
    "AgreeCallback": {"intents": "callback_request"},
    "LeaveVoicemail": {"kinds": "voicemail"},
    "WaitForVoicemailEnd": {"kinds": "voicemail"},
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("state", TASKS)
def test_whatever_fails_the_outcome_is_stored_in_time(
    state: str, fault: str, call: Machine, hotel_calls: System
) -> None:
    script: Script = {state: list(FAULTS[fault])}
    world = CallWorld(call, **WAYS.get(state, {}), script=script)  # type: ignore[arg-type]  # words
    world.connect()
    execution = world.run(plan(2))
    assert state in world.route()
    assert world.route()[-1] == "StoreOutcome"
    assert execution.status is Status.SUCCEEDED
    assert world.seconds() <= worst_case(hotel_calls.flows[0]).seconds <= 600


@pytest.mark.parametrize("fault", FAULTS)
def test_an_outcome_that_cannot_be_stored_fails_the_execution_in_time(
    fault: str, call: Machine
) -> None:
    world = CallWorld(call, script={"StoreOutcome": list(FAULTS[fault])})
    world.connect()
    assert world.run(plan()).status is Status.FAILED
    assert len(world.times("StoreOutcome")) == 2
