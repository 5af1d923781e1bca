"""Whatever fault strikes whatever state or arrow: nothing is lost, stuck or doubled."""

import pytest

from simulator.stories.files import STORIES, load_story
from simulator.stories.telling import tell
from simulator.world.blueprint import fault_targets
from simulator.world.faults import Target, read_fault

TOLD = ("menu_hold_person", "voicemail", "callback", "misunderstood", "deadline")
"""Together they enter every state that can be struck."""
STATES = sorted(name for name, target in fault_targets().items() if target is Target.STATE)
ARROWS = sorted(
    name
    for name, target in fault_targets().items()
    if target not in (Target.STATE, Target.SILENT_STATE)
)
STATE_FAULTS = ("throttle", "throttle*1", "timeout", "timeout*1", "error=Lambda.Unknown", "late=8s")
ARROW_FAULTS = ("throttle*2", "timeout*1", "error=Lambda.Unknown*2", "late=8s", "duplicate")


def must_hold_under(flag: str) -> None:
    fault = read_fault(flag, fault_targets())
    struck = 0
    for name in TOLD:
        told = tell(load_story(STORIES / f"{name}.yaml", name), faults=(fault,))
        assert not told.problems, told.transcript()
        struck += told.simulation.trace.told().count(f"[fault: {fault.kind.value}]")
    assert struck, f"{flag} strikes nothing in {', '.join(TOLD)}"


@pytest.mark.parametrize("fault", STATE_FAULTS)
@pytest.mark.parametrize("state", STATES)
def test_what_must_hold_holds_under_a_fault_of_a_state(state: str, fault: str) -> None:
    must_hold_under(f"{state}:{fault}")


@pytest.mark.parametrize("fault", ARROW_FAULTS)
@pytest.mark.parametrize("arrow", ARROWS)
def test_what_must_hold_holds_under_a_fault_of_an_arrow(arrow: str, fault: str) -> None:
    must_hold_under(f"{arrow}:{fault}")


@pytest.mark.parametrize("lost", ["RecordIntake:lost*1", "TwilioSignals:lost*1"])
def test_what_must_hold_holds_when_a_request_is_lost(lost: str) -> None:
    must_hold_under(lost)


@pytest.mark.parametrize("seed", range(40, 50))
def test_what_must_hold_holds_with_another_chance(seed: int) -> None:
    for name in TOLD:
        told = tell(load_story(STORIES / f"{name}.yaml", name), seed)
        assert not told.problems, told.transcript()


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        ("InitiateCall", "NAME:FAULT, where FAULT is throttle, timeout, error=Name, late=20s"),
        ("InitiateCall:late=20", "is no fault"),
        ("InitiateCall:throttle*0", "is no fault"),
        ("Nowhere:timeout", "there is no state or arrow Nowhere"),
        ("Nowhere:timeout", "states that call something: AgreeCallback, "),
        ("Nowhere:timeout", "arrows: FollowUpCalls (rule), Journal (rule), PickUpHotels (queue"),
        ("RouteAnswer:late=5s", "RouteAnswer calls nothing: it takes no time"),
        ("InitiateCall:duplicate", "InitiateCall:timeout*1 does the work and loses the answer"),
        ("Journal:lost", "in the dead letters: write Journal:error=Name"),
        ("EndCall:lost", "EndCall is a state, whose calls are not lost"),
        ("SweepLines:lost", "SweepLines is a schedule"),
    ],
)
def test_a_fault_that_cannot_strike_is_refused_with_the_reason(flag: str, told: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_fault(flag, fault_targets())
    assert told in str(refused.value)
