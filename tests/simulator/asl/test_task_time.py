"""Tasks in time: results that come later, time-outs, heartbeats and tokens.

Source: Developer Guide, "Task workflow state" and "Service integration patterns"; that a missed
heartbeat is reported as States.Timeout and without a cause is recorded.
"""

import pytest

from semantics.payload import Json
from simulator.asl import (
    AwaitToken,
    Execution,
    Failure,
    InvalidToken,
    Later,
    Outcome,
    Status,
    Success,
    TaskCall,
    TaskTimedOut,
)
from simulator.clock import MICROSECONDS
from tests.simulator.asl.asl_world import Simulate, Simulation, cause_of, history_of

LAMBDA = "arn:aws:lambda:us-east-1:1:function:f"
CALLBACK = "arn:aws:states:::lambda:invoke.waitForTaskToken"


def flow(resource: str, **fields: Json) -> Json:
    return {
        "StartAt": "Call",
        "States": {"Call": {"Type": "Task", "Resource": resource, "End": True, **fields}},
    }


def event_types(execution: Execution) -> list[str]:
    return [event["type"] for event in history_of(execution)]


def test_a_result_can_take_time(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(2.5, Success("ok"))]})
    execution = world.run(flow(LAMBDA))
    assert (execution.output, world.seconds(execution)) == ("ok", 2.5)


def test_a_task_that_is_too_slow_times_out(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(10, Success("late"))]})
    execution = world.run(flow(LAMBDA, TimeoutSeconds=3))
    assert (execution.error, execution.cause) == ("States.Timeout", None)
    assert world.seconds(execution) == 3
    assert "LambdaFunctionTimedOut" in event_types(execution)


def test_a_time_out_can_come_from_the_input(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(10, Success("late"))]})
    execution = world.run(flow(LAMBDA, TimeoutSecondsPath="$.limit"), {"limit": 4})
    assert world.seconds(execution) == 4


def test_a_time_out_can_be_an_expression(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(100, Success("late"))]})
    timeout = "{% $max([1, $ceil((90 - ($millis() - $toMillis($states.context.Execution.StartTime))/1000) / 2)]) %}"  # noqa: E501 (one expression)
    execution = world.run({"QueryLanguage": "JSONata", **flow(LAMBDA, TimeoutSeconds=timeout)})
    assert world.seconds(execution) == 45


@pytest.mark.parametrize("seconds", [0, -1, 1.5, "soon", None])
def test_a_time_out_that_is_no_positive_whole_number_is_an_error(
    world: Simulation, seconds: Json
) -> None:
    execution = world.run(flow(LAMBDA, TimeoutSecondsPath="$.limit"), {"limit": seconds})
    assert execution.error == "States.Runtime"
    assert "TimeoutSeconds" in cause_of(execution)


def test_the_machines_own_time_out_ends_everything_without_a_word(world: Simulation) -> None:
    definition = {
        "StartAt": "Wait",
        "TimeoutSeconds": 5,
        "States": {"Wait": {"Type": "Wait", "Seconds": 60, "End": True}},
    }
    execution = world.run(definition)
    assert execution.status is Status.TIMED_OUT
    assert (execution.error, execution.cause, world.seconds(execution)) == (None, None, 5)


def test_a_token_brings_the_result(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(1, AwaitToken())]})
    execution = world.start(flow(CALLBACK, Parameters={"token.$": "$$.Task.Token"}))
    world.clock.run(until=world.clock.now + 7 * MICROSECONDS)
    ((_, call),) = world.worker.calls
    assert call.arguments == {"token": call.token}
    world.service.send_task_success(world.token(), {"said": "yes"})
    assert execution.output == {"said": "yes"}
    assert world.seconds(execution) == 7
    assert event_types(execution)[2:6] == [
        "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded",
    ]  # fmt: skip


def test_a_token_can_be_answered_before_its_request_returns(world: Simulation) -> None:
    class Eager:
        def perform(self, call: TaskCall) -> Outcome:
            assert call.token is not None
            world.service.send_task_success(call.token, "early")
            return Later(5, AwaitToken())

    world.service.worker = Eager()
    execution = world.run(flow(CALLBACK))
    assert (execution.output, world.seconds(execution)) == ("early", 0)


def test_a_token_can_bring_an_error(simulation: Simulate) -> None:
    world = simulation({"Call": [AwaitToken()]})
    execution = world.start(flow(CALLBACK))
    world.service.send_task_failure(world.token(), "Refused", "no")
    assert (execution.error, execution.cause) == ("Refused", "no")


def test_a_token_is_answered_once(simulation: Simulate) -> None:
    world = simulation({"Call": [AwaitToken(), AwaitToken()]})
    world.start(flow(CALLBACK))
    token = world.token()
    world.service.send_task_success(token, 1)
    with pytest.raises(TaskTimedOut):
        world.service.send_task_success(token, 2)
    late = world.start(flow(CALLBACK, TimeoutSeconds=1))
    world.clock.run()
    assert late.error == "States.Timeout"
    with pytest.raises(TaskTimedOut):
        world.service.send_task_heartbeat(world.token(1))
    with pytest.raises(InvalidToken):
        world.service.send_task_success("made-up", 1)


def test_heartbeats_keep_a_task_alive_and_their_absence_ends_it(
    simulation: Simulate,
) -> None:
    world = simulation({"Call": [AwaitToken()]})
    execution = world.start(flow(CALLBACK, HeartbeatSeconds=5, TimeoutSeconds=60))
    for second in (4, 8):
        world.clock.run(until=execution.started_at + second * MICROSECONDS)
        world.service.send_task_heartbeat(world.token())
    world.clock.run()
    assert (execution.error, execution.cause) == ("States.Timeout", None)
    assert world.seconds(execution) == 13


def test_heartbeats_do_not_move_the_time_out(simulation: Simulate) -> None:
    world = simulation({"Call": [AwaitToken()]})
    execution = world.start(flow(CALLBACK, HeartbeatSeconds=5, TimeoutSeconds=7))
    world.clock.run(until=execution.started_at + 4 * MICROSECONDS)
    world.service.send_task_heartbeat(world.token())
    world.clock.run()
    assert world.seconds(execution) == 7


@pytest.mark.parametrize("name", ["States.HeartbeatTimeout", "States.Timeout"])
def test_a_missed_heartbeat_is_caught_under_both_names(simulation: Simulate, name: str) -> None:
    catch = [{"ErrorEquals": [name], "Next": "Caught"}]
    definition = flow(CALLBACK, HeartbeatSeconds=5, Catch=catch)
    definition["States"]["Caught"] = {"Type": "Succeed"}
    execution = simulation({"Call": [AwaitToken()]}).run(definition)
    assert execution.output == {"Error": "States.Timeout", "Cause": ""}


def test_a_stopped_execution_does_not_take_late_results(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(10, Failure("Late"))]})
    execution = world.start(flow(LAMBDA))
    execution.stop("Operator", "enough")
    world.clock.run()
    assert (execution.status, execution.error) == (Status.ABORTED, "Operator")


def test_a_wait_ends_at_its_moment(world: Simulation) -> None:
    wait = {"Type": "Wait", "TimestampPath": "$.at", "End": True}
    execution = world.run(
        {"StartAt": "Wait", "States": {"Wait": wait}}, {"at": "2026-03-01T13:00:30+01:00"}
    )
    assert world.seconds(execution) == 30


def test_answering_tokens_at_once_does_not_nest(world: Simulation) -> None:
    class Eager:
        def perform(self, call: TaskCall) -> Outcome:
            assert call.token is not None
            world.service.send_task_success(call.token, call.arguments)
            return AwaitToken()

    world.service.worker = Eager()
    states: dict[str, Json] = {
        f"S{at}": {"Type": "Task", "Resource": CALLBACK, "Next": f"S{at + 1}"} for at in range(3000)
    }
    states["S3000"] = {"Type": "Succeed"}
    assert world.run({"StartAt": "S0", "States": states}, 1).output == 1


def test_the_machines_time_out_does_not_outlive_the_execution(world: Simulation) -> None:
    definition = {"TimeoutSeconds": 600, **flow(LAMBDA)}
    execution = world.run(definition)
    assert world.clock.now == execution.started_at
