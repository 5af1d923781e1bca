"""Parallel and Map: order, concurrency, failure and scopes.

Source: Amazon States Language specification, "Parallel State" and "Map State"; Developer Guide,
"Distributed mode" for tolerated failures; ceilings of 40 and 10,000 from "Map state".
"""

import pytest

from semantics.payload import Json
from simulator.asl import Failure, Later, Status, Success
from tests.simulator.asl.asl_world import Simulate, Simulation, cause_of, history_of

LAMBDA = "arn:aws:lambda:us-east-1:1:function:f"


def task(**fields: Json) -> Json:
    return {"Type": "Task", "Resource": LAMBDA, "End": True, **fields}


def block(name: str, state: Json) -> Json:
    return {"StartAt": name, "States": {name: state}}


def parallel(*blocks: Json, **fields: Json) -> Json:
    return block("Both", {"Type": "Parallel", "Branches": list(blocks), "End": True, **fields})


def each(state: Json, *, mode: str = "INLINE", **fields: Json) -> Json:
    processor = {"ProcessorConfig": {"Mode": mode}, **block("Item", state)}
    return block("Each", {"Type": "Map", "ItemProcessor": processor, "End": True, **fields})


def test_outputs_stand_in_the_order_of_the_branches(simulation: Simulate) -> None:
    world = simulation({"Slow": [Later(5, Success("slow"))], "Fast": [Later(1, Success("fast"))]})
    execution = world.run(parallel(block("Slow", task()), block("Fast", task())))
    assert execution.output == ["slow", "fast"]
    assert world.seconds(execution) == 5


def test_a_branch_that_fails_fails_the_state_at_once(simulation: Simulate) -> None:
    world = simulation(
        {"Slow": [Later(60, Success("slow"))], "Bad": [Later(1, Failure("Broken", "it broke"))]}
    )
    execution = world.run(parallel(block("Slow", task()), block("Bad", task())))
    assert (execution.error, execution.cause) == ("Broken", "it broke")
    assert world.seconds(execution) == 1


def test_a_failed_branch_can_be_caught_and_the_others_are_abandoned(
    simulation: Simulate,
) -> None:
    after = {"StartAt": "Slow", "States": {"Slow": task(Next="Later", End=False), "Later": task()}}
    definition = parallel(
        after, block("Bad", task()), Catch=[{"ErrorEquals": ["Broken"], "Next": "Wait"}]
    )
    definition["States"]["Wait"] = {"Type": "Wait", "Seconds": 100, "End": True}
    world = simulation({"Slow": [Later(60, Success("slow"))], "Bad": [Later(1, Failure("Broken"))]})
    execution = world.run(definition)
    assert execution.output == {"Error": "Broken", "Cause": None}
    assert [call.state for _, call in world.worker.calls] == ["Slow", "Bad"]


def test_a_failed_parallel_can_be_tried_again(simulation: Simulate) -> None:
    world = simulation({"Bad": [Failure("Broken"), Success("mended")]})
    execution = world.run(
        parallel(block("Bad", task()), Retry=[{"ErrorEquals": ["Broken"], "IntervalSeconds": 3}])
    )
    assert (execution.output, world.seconds(execution)) == (["mended"], 3)


@pytest.mark.parametrize(
    ("limit", "items", "seconds"), [(1, 4, 4), (2, 4, 2), (3, 4, 2), (0, 40, 1), (0, 41, 2)]
)
def test_no_more_items_run_at_once_than_allowed(
    simulation: Simulate, limit: int, items: int, seconds: int
) -> None:
    world = simulation({"Item": [Later(1, Success(None))] * items})
    execution = world.run(each(task(), MaxConcurrency=limit), list(range(items)))
    assert world.seconds(execution) == seconds


def test_the_results_stand_in_the_order_of_the_items(simulation: Simulate) -> None:
    world = simulation({"Item": [Later(3 - at, Success(at)) for at in range(3)]})
    assert world.run(each(task()), ["a", "b", "c"]).output == [0, 1, 2]


def test_an_item_that_fails_fails_the_map_and_starts_no_more(
    simulation: Simulate,
) -> None:
    world = simulation({"Item": [Failure("Broken")]})
    execution = world.run(each(task(), MaxConcurrency=1), [1, 2, 3])
    assert execution.error == "Broken"
    assert len(world.worker.calls) == 1


def test_the_item_selector_sees_item_index_and_input(world: Simulation) -> None:
    selector = {"at.$": "$$.Map.Item.Index", "it.$": "$$.Map.Item.Value", "all.$": "$.n"}
    passing = {"Type": "Pass", "End": True}
    execution = world.run(each(passing, ItemsPath="$.n", ItemSelector=selector), {"n": [7, 8]})
    assert execution.output == [
        {"at": 0, "it": 7, "all": [7, 8]},
        {"at": 1, "it": 8, "all": [7, 8]},
    ]


def test_variables_set_inside_stay_inside(world: Simulation) -> None:
    inner = {"Type": "Pass", "Assign": {"x": "{% $states.input %}"}, "End": True}
    definition = {"QueryLanguage": "JSONata", **each(inner)}
    definition["States"]["Each"] |= {"Next": "After", "End": False, "Assign": {"n": 1}}
    definition["States"]["After"] = {
        "Type": "Pass",
        "Output": {"n": "{% $n %}", "x": "{% $exists($x) %}"},
        "End": True,
    }
    assert world.run(definition, [1, 2]).output == {"n": 1, "x": False}


def test_variables_set_outside_are_seen_inside(world: Simulation) -> None:
    inner = {"Type": "Pass", "Output": "{% $states.input * $factor %}", "End": True}
    definition = {"QueryLanguage": "JSONata", **each(inner), "StartAt": "Set"}
    definition["States"]["Set"] = {"Type": "Pass", "Assign": {"factor": 3}, "Next": "Each"}
    assert world.run(definition, [1, 2]).output == [3, 6]


def test_an_item_that_is_no_array_is_an_error(world: Simulation) -> None:
    execution = world.run(each({"Type": "Succeed"}, ItemsPath="$.n"), {"n": 1})
    assert execution.error == "States.Runtime"
    assert cause_of(execution).endswith('Reference path "$.n" must point to array.')


@pytest.mark.parametrize(
    ("fields", "is_tolerated"),
    [
        ({}, False),
        ({"ToleratedFailureCount": 1}, False),
        ({"ToleratedFailureCount": 2}, True),
        ({"ToleratedFailurePercentage": 50}, True),
        ({"ToleratedFailurePercentage": 49}, False),
        ({"ToleratedFailurePercentage": 100, "ToleratedFailureCount": 1}, False),
    ],
)
def test_a_distributed_map_tolerates_so_many_failures(
    simulation: Simulate, fields: Json, *, is_tolerated: bool
) -> None:
    world = simulation({"Item": [Failure("Broken"), Failure("Broken"), Success(1), Success(2)]})
    execution = world.run(each(task(), mode="DISTRIBUTED", **fields), [1, 2, 3, 4])
    if is_tolerated:
        assert execution.output == [1, 2]
    else:
        assert execution.error == "States.ExceedToleratedFailureThreshold"
        assert execution.cause == "The specified tolerated failure threshold was exceeded"


def test_a_distributed_item_is_an_execution_of_its_own(world: Simulation) -> None:
    inner = {"Type": "Pass", "Parameters": {"id.$": "$$.Execution.Name"}, "End": True}
    execution = world.run(each(inner, mode="DISTRIBUTED"), ["a", "b"])
    assert execution.output == [{"id": "execution-1-Each-0"}, {"id": "execution-1-Each-1"}]
    assert "MapIterationStarted" not in [e["type"] for e in history_of(execution)]


def test_stopping_the_execution_stops_what_runs_inside(simulation: Simulate) -> None:
    world = simulation({"Item": [Later(5, Success(1))] * 2})
    execution = world.start(each(task(Next="Item", End=False), mode="DISTRIBUTED"), [1, 2])
    execution.stop()
    world.clock.run()
    assert execution.status is Status.ABORTED
    assert len(world.worker.calls) == 2
