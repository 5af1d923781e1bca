"""`simulate` runs any definition in virtual time and says what it did."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError
from simulator.testing import NEVER, Failure, Mocks, Simulate, Step, after

pytest_plugins = ["simulator.testing"]

TASK: Json = {"Type": "Task", "Resource": "arn:aws:lambda:::function:f"}
ORDER: Json = {
    "StartAt": "Reserve",
    "States": {
        "Reserve": {
            **TASK,
            "TimeoutSeconds": 60,
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3}],
            "Catch": [{"ErrorEquals": ["SoldOut"], "Next": "Apologise"}],
            "Next": "Ship",
        },
        "Apologise": {"Type": "Pass", "Result": "sorry", "End": True},
        "Ship": {**TASK, "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                 "Parameters": {"Token.$": "$$.Task.Token"}, "TimeoutSeconds": 3600, "End": True},
    },
}  # fmt: skip


def test_a_run_tells_its_end_its_route_and_its_virtual_time(simulate: Simulate) -> None:
    run = simulate(ORDER, {"id": 1}, mocks={"Reserve": [after(5, {})], "Ship": [after(90, "sent")]})
    assert (run.status, run.output, run.error, run.cause) == ("SUCCEEDED", "sent", None, None)
    assert run.route == ["Reserve", "Ship"]
    assert run.route.steps == (Step(0.0, "Reserve"), Step(5.0, "Ship"))
    assert run.seconds == 95
    assert run.history[0]["type"] == "ExecutionStarted"


def test_calls_are_kept_with_their_arguments_moments_and_retries(simulate: Simulate) -> None:
    mocks: Mocks = {"Reserve": [Failure("Busy"), Failure("Busy"), "done"], "Ship": ["sent"]}
    run = simulate(ORDER, {"id": 1}, mocks=mocks)
    assert [(call.state, call.at, call.attempt) for call in run.calls] == [
        ("Reserve", 0, 0), ("Reserve", 2, 1), ("Reserve", 8, 2), ("Ship", 8, 0),
    ]  # fmt: skip
    assert run.calls[0].arguments == {"id": 1}


def test_an_error_is_caught_like_a_tasks_own(simulate: Simulate) -> None:
    run = simulate(ORDER, mocks={"Reserve": [Failure("SoldOut", "none left")]})
    assert run.route == ["Reserve", "Apologise"]


def test_a_task_that_never_answers_meets_its_time_out(simulate: Simulate) -> None:
    run = simulate(ORDER, mocks={"Reserve": [NEVER]})
    assert (run.status, run.error, run.seconds) == ("FAILED", "States.Timeout", 60)


def test_a_token_that_comes_too_late_is_lost(simulate: Simulate) -> None:
    run = simulate(ORDER, mocks={"Reserve": ["done"], "Ship": [after(3601, "sent")]})
    assert (run.status, run.error, run.seconds) == ("FAILED", "States.Timeout", 3600)


def test_a_token_can_be_answered_with_an_error(simulate: Simulate) -> None:
    lost = after(10, Failure("Lost", "in the post"))
    run = simulate(ORDER, mocks={"Reserve": ["done"], "Ship": [lost]})
    assert (run.error, run.cause, run.seconds) == ("Lost", "in the post", 10)


def test_a_flow_that_waits_for_ever_is_still_running(simulate: Simulate) -> None:
    forever = {"StartAt": "Ask", "States": {"Ask": {**TASK, "End": True}}}
    assert simulate(forever, mocks={"Ask": [NEVER]}).status == "RUNNING"


def test_a_run_begins_at_the_moment_that_is_asked_for(simulate: Simulate) -> None:
    until = {"Type": "Wait", "Timestamp": "2026-10-25T02:00:00Z", "End": True}
    start = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    run = simulate({"StartAt": "W", "States": {"W": until}}, mocks={}, start=start)
    assert run.seconds == 1800


def test_tasks_in_maps_and_branches_are_mocked_by_their_names(simulate: Simulate) -> None:
    inner = {"StartAt": "Look", "States": {"Look": {**TASK, "End": True}}}
    each = {"Type": "Map", "ItemProcessor": inner, "MaxConcurrency": 1, "End": True}
    both = {"Type": "Parallel", "Branches": [{"StartAt": "Each", "States": {"Each": each}}],
            "End": True}  # fmt: skip
    definition = {"StartAt": "Both", "States": {"Both": both}}
    run = simulate(definition, [1, 2], mocks={"Look": [after(1, "a"), after(1, "b")]})
    assert (run.output, run.seconds) == ([["a", "b"]], 2)


@pytest.fixture
def placeholders(tmp_path: Path) -> Path:
    file = tmp_path / "flow.asl.json"
    text = json.dumps({"StartAt": "A", "States": {"A": {**TASK, "Resource": "${Fn}", "End": True}}})
    file.write_text(text.replace('"End"', '"TimeoutSeconds": ${Limit}, "End"'), encoding="utf-8")
    return file


def test_placeholders_are_filled_in_or_stay_as_text(simulate: Simulate, placeholders: Path) -> None:
    run = simulate(placeholders, mocks={"A": [NEVER]}, substitutions={"Limit": "30"})
    assert (run.seconds, run.calls[0].resource) == (30, "${Fn}")


def test_a_placeholder_in_place_of_a_number_must_be_filled_in(
    simulate: Simulate, placeholders: Path
) -> None:
    with pytest.raises(DefinitionError, match=r"line 1 is not JSON.*substitutions"):
        simulate(placeholders, mocks={})


def test_a_substitution_that_fills_nothing_is_refused(
    simulate: Simulate, placeholders: Path
) -> None:
    with pytest.raises(DefinitionError, match=r"has no placeholder \$\{Limits\}"):
        simulate(placeholders, mocks={}, substitutions={"Limits": "30"})


def test_times_in_a_distributed_map_count_from_the_executions_start(simulate: Simulate) -> None:
    look = {"StartAt": "Look", "States": {"Look": {**TASK, "End": True}}}
    mode = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    states = {
        "Pause": {"Type": "Wait", "Seconds": 30, "Next": "Each"},
        "Each": {"Type": "Map", "ItemProcessor": {**mode, **look}, "End": True},
    }
    run = simulate({"StartAt": "Pause", "States": states}, [1], mocks={"Look": ["seen"]})
    assert (run.output, run.calls[0].at) == (["seen"], 30)
