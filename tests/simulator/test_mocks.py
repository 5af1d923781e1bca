"""Mocks that do not fit the flow are said so, at the state that they are about."""

import pytest

from semantics.payload import Json
from simulator.testing import Failure, MockError, Simulate, after

pytest_plugins = ["simulator.testing"]

LOOK: Json = {
    "StartAt": "Look",
    "States": {
        "Look": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:::function:f",
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 4}],
            "Next": "Rest",
        },
        "Rest": {"Type": "Wait", "Seconds": 1, "End": True},
    },
}


def test_a_call_without_an_answer_left_is_an_error(simulate: Simulate) -> None:
    with pytest.raises(MockError, match="Look was called 2 times, but has 1 mocked answers"):
        simulate(LOOK, mocks={"Look": [Failure("Busy")]})


def test_a_task_without_a_mock_is_an_error(simulate: Simulate) -> None:
    with pytest.raises(MockError, match="Look has no mock"):
        simulate(LOOK, mocks={})


def test_answers_that_nobody_asked_for_are_an_error(simulate: Simulate) -> None:
    with pytest.raises(MockError, match="Look: 2 of 3 not used"):
        simulate(LOOK, mocks={"Look": ["a", "b", "c"]})


def test_a_mock_for_no_state_is_an_error_with_a_guess(simulate: Simulate) -> None:
    with pytest.raises(MockError, match=r"a mock for Lock, but no such state; did you mean Look\?"):
        simulate(LOOK, mocks={"Lock": ["a"]})


def test_a_mock_for_a_state_that_calls_nothing_is_an_error(simulate: Simulate) -> None:
    with pytest.raises(MockError, match="a mock for Rest, but that is a Wait, not a Task"):
        simulate(LOOK, mocks={"Look": ["a"], "Rest": ["b"]})


def test_the_error_shows_the_route_so_far_in_virtual_time(simulate: Simulate) -> None:
    with pytest.raises(MockError) as caught:
        simulate(LOOK, mocks={"Look": [after(3, Failure("Busy", "no line"))]})
    assert str(caught.value).splitlines()[1:] == [
        "      0.000  Look",
        "      3.000    Busy (no line)",
        "      7.000  ABORTED",
    ]


def test_an_answer_cannot_come_before_its_call() -> None:
    with pytest.raises(ValueError, match="cannot come 2 s before its call"):
        after(-2, "a")
