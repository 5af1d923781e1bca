"""Retry: when a state is tried again.

Source: Step Functions Developer Guide, "Handling errors in Step Functions workflows", whose example
of IntervalSeconds 3, BackoffRate 2 waits 3, 6 and 12 seconds.
"""

import pytest

from semantics.payload import Json
from simulator.asl import Failure, Status, Success
from tests.simulator.asl.asl_world import Simulate, Simulation

FAILS = Failure("Custom", "why")


def flow(*retriers: Json, **fields: Json) -> Json:
    task = {"Type": "Task", "Resource": "arn:aws:lambda:f", "End": True, **fields}
    return {"StartAt": "Call", "States": {"Call": {**task, "Retry": list(retriers)}}}


def retrier(*names: str, **fields: Json) -> Json:
    return {"ErrorEquals": list(names), **fields}


@pytest.mark.parametrize(
    ("fields", "times"),
    [
        ({}, [0, 1, 3, 7]),
        ({"IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 3}, [0, 3, 9, 21]),
        ({"IntervalSeconds": 3, "BackoffRate": 2, "MaxDelaySeconds": 5}, [0, 3, 8, 13]),
        ({"IntervalSeconds": 2, "BackoffRate": 1, "MaxAttempts": 2}, [0, 2, 4]),
        ({"IntervalSeconds": 2, "BackoffRate": 1.5, "MaxAttempts": 2}, [0, 2, 5]),
        ({"MaxAttempts": 0}, [0]),
    ],
)
def test_attempts_wait_the_interval_times_the_backoff(
    simulation: Simulate, fields: Json, times: list[float]
) -> None:
    world = simulation({"Call": [FAILS] * 10})
    execution = world.run(flow(retrier("States.ALL", **fields)))
    assert world.worker.times() == times
    assert (execution.status, execution.error, execution.cause) == ("FAILED", "Custom", "why")


def test_full_jitter_waits_between_nothing_and_the_delay(simulation: Simulate) -> None:
    waits = set()
    for seed in range(20):
        world = simulation({"Call": [FAILS, Success(1)]}, seed)
        world.run(flow(retrier("States.ALL", IntervalSeconds=10, JitterStrategy="FULL")))
        waits.add(world.worker.times()[1])
    assert len(waits) == 20
    assert 0 <= min(waits) < max(waits) <= 10


def test_each_retrier_counts_its_own_attempts(simulation: Simulate) -> None:
    first, second = Failure("First"), Failure("Second")
    world = simulation({"Call": [first, second, first, Success("done")]})
    execution = world.run(flow(retrier("First", MaxAttempts=2), retrier("Second", MaxAttempts=1)))
    assert execution.output == "done"
    assert world.worker.times() == [0, 1, 2, 4]


def test_the_first_retrier_that_names_the_error_decides(simulation: Simulate) -> None:
    world = simulation({"Call": [FAILS, Success("late")]})
    execution = world.run(flow(retrier("Custom", MaxAttempts=0), retrier("States.ALL")))
    assert execution.status is Status.FAILED


def test_attempts_start_anew_when_the_state_is_entered_again(
    simulation: Simulate,
) -> None:
    definition = flow(retrier("Custom", MaxAttempts=1))
    definition["States"]["Call"] |= {"Next": "Again", "End": False, "ResultPath": "$.n"}
    definition["States"]["Again"] = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "NumericLessThan": 2, "Next": "Call"}],
        "Default": "Done",
    }
    definition["States"]["Done"] = {"Type": "Succeed"}
    world = simulation({"Call": [FAILS, Success(1), FAILS, Success(2)]})
    assert world.run(definition).output == {"n": 2}


def test_the_context_object_counts_the_retries(simulation: Simulate) -> None:
    world = simulation({"Call": [FAILS, FAILS]})
    parameters = {"tries.$": "$$.State.RetryCount"}
    assert world.run(flow(retrier("Custom"), Parameters=parameters)).output == {"tries": 2}


def test_a_runtime_error_is_never_retried(world: Simulation) -> None:
    execution = world.run(flow(retrier("States.Runtime"), retrier("States.ALL"), OutputPath="$.no"))
    assert execution.error == "States.Runtime"
    assert world.worker.times() == [0]


def test_the_time_spent_waiting_is_virtual(simulation: Simulate) -> None:
    world = simulation({"Call": [FAILS] * 3})
    execution = world.run(flow(retrier("Custom", IntervalSeconds=86_400, BackoffRate=1)))
    assert world.seconds(execution) == 3 * 86_400
