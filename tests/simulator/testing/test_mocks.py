"""Mocks that do not fit the flow are said so, at the state that they are about."""

import pytest

from semantics.payload import Json
from simulator.testing import Failure, MockError, Simulate, after
from simulator.testing.plugin import START

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


@pytest.mark.parametrize("seconds", [-2, float("nan"), float("inf")])
def test_an_answer_comes_some_time_after_its_call(seconds: float) -> None:
    with pytest.raises(ValueError, match=f"0 or more seconds after its call, not {seconds:g}"):
        after(seconds, "a")


@pytest.mark.parametrize("answers", [{"shelf": "A3"}, "shelf", Failure("Busy"), None])
def test_a_mock_that_is_no_list_is_told_so(answers: object, simulate: Simulate) -> None:
    kind = type(answers).__name__
    with pytest.raises(MockError, match=f"Look needs a list of answers, .* not {kind}"):
        simulate(LOOK, mocks={"Look": answers})  # type: ignore[dict-item]  # that is the mistake


@pytest.mark.parametrize("answer", [{"now": START}, {1, 2}, ValueError("x"), Failure])
def test_an_answer_that_json_cannot_hold_is_told_so(answer: Json, simulate: Simulate) -> None:
    with pytest.raises(MockError, match="answer 2 of Look is no JSON value: Object of type"):
        simulate(LOOK, mocks={"Look": [Failure("Busy"), after(1, answer)]})


def test_an_answer_is_what_json_makes_of_it(simulate: Simulate) -> None:
    run = simulate(LOOK, mocks={"Look": [{"pair": (1, 2), 3: None}]})
    assert run.output == {"pair": [1, 2], "3": None}


def test_a_start_without_a_time_zone_is_told_so(simulate: Simulate) -> None:
    with pytest.raises(ValueError, match="start has no time zone: give it tzinfo=UTC"):
        simulate(LOOK, mocks={"Look": ["a"]}, start=START.replace(tzinfo=None))
