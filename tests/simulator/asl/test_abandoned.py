"""What is abandoned does nothing any more, also where that happens in the midst of a call.

Source: Amazon States Language specification: where a branch or an item fails, all are terminated;
Developer Guide, "Setting failure thresholds".
"""

import pytest

from semantics.payload import Json
from simulator.asl import (
    AwaitToken,
    Outcome,
    Status,
    Success,
    TaskCall,
    TaskTimedOut,
)
from tests.simulator.asl.asl_world import Simulation, history_of

CALLBACK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
CALL = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": True}


def block(name: str, state: Json) -> Json:
    return {"StartAt": name, "States": {name: {"End": True, **state}}}


def each(*, mode: str = "INLINE", **fields: Json) -> Json:
    processor = {"ProcessorConfig": {"Mode": mode}, **block("Item", CALL)}
    return {"Type": "Map", "ItemProcessor": processor, **fields}


class Stopping:
    """Stops the execution that calls, and answers nevertheless."""

    def __init__(self) -> None:
        self.calls = 0

    def perform(self, call: TaskCall) -> Outcome:
        self.calls += 1
        call.execution.stop()
        return Success(1)


@pytest.mark.parametrize(
    "state", [each(), {"Type": "Parallel", "Branches": [block("One", CALL), block("Two", CALL)]}]
)
def test_nothing_happens_after_the_end(world: Simulation, state: Json) -> None:
    world.service.worker = worker = Stopping()
    execution = world.run(block("Both", state), [1, 2])
    assert execution.status is Status.ABORTED
    assert history_of(execution)[-1]["type"] == "ExecutionAborted"
    assert worker.calls == 1


def test_an_item_of_a_distributed_map_that_is_stopped_has_failed(world: Simulation) -> None:
    world.service.worker = Stopping()
    definition = block("Each", each(mode="DISTRIBUTED", ToleratedFailureCount=1))
    assert world.run(definition, [1]).status is Status.SUCCEEDED
    assert world.run(definition, [1, 2]).error == "States.ExceedToleratedFailureThreshold"


def test_a_branch_that_fails_while_another_starts_takes_it_along(world: Simulation) -> None:
    class Treacherous:
        """The second branch's call fails the first's token."""

        def __init__(self) -> None:
            self.states: list[str] = []

        def perform(self, call: TaskCall) -> Outcome:
            self.states.append(call.state)
            if call.token is None:
                world.service.send_task_failure("task-token-1", "Broken")
            return AwaitToken() if call.token is not None else Success(1)

    world.service.worker = worker = Treacherous()
    waiting = {"Type": "Task", "Resource": CALLBACK}
    branches = [block("Waits", waiting), block("Items", each(ItemsPath="$.items"))]
    definition = block("Both", {"Type": "Parallel", "Branches": branches})
    execution = world.run(definition, {"items": [1, 2]})
    assert execution.error == "Broken"
    assert worker.states == ["Waits", "Item"]
    types = [event["type"] for event in history_of(execution)]
    assert "MapStateSucceeded" not in types


def test_a_call_that_was_never_made_takes_no_answer(world: Simulation) -> None:
    fails = {"Type": "Task", "Resource": CALLBACK, "Parameters": {"a.$": "$.missing"}}
    assert world.run(block("Call", fails)).error == "States.Runtime"
    with pytest.raises(TaskTimedOut):
        world.service.send_task_success("task-token-1", 1)
