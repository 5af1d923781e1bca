"""Which event each event of a history goes on from, and what is told of branches that are cut off.

Source: Floci's tests, whose shapes were read off the service in us-east-1:
AslExecutorBranchHistoryEventsTest and AslExecutorParallelCutTest.
"""

import pytest

from semantics.payload import Json
from simulator.asl import Execution, Failure
from tests.simulator.asl.asl_world import Simulate, Simulation, history_of

BOOM = {"Type": "Fail", "Error": "MyError", "Cause": "my cause"}
PASS = {"Type": "Pass", "End": True}
SEND = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": True}
LONG = {"Type": "Wait", "Seconds": 20, "End": True}
MISSING = {
    "Type": "Pass",
    "QueryLanguage": "JSONata",
    "Output": "{% $states.input.missing %}",
    "End": True,
}
CATCH = [{"ErrorEquals": ["States.ALL"], "Next": "Handled"}]


def block(**states: Json) -> Json:
    return {"StartAt": next(iter(states)), "States": states}


def parallel(*branches: Json, **fields: Json) -> Json:
    state = {"Type": "Parallel", "Branches": list(branches), "End": True, **fields}
    return block(P=state, Handled=PASS)


def each(processor: Json, **fields: Json) -> Json:
    state = {"Type": "Map", "ItemProcessor": processor, "MaxConcurrency": 1, "End": True, **fields}
    return block(M=state, Handled=PASS)


def chain(execution: Execution) -> list[tuple[str, int]]:
    return [(event["type"], event["previousEventId"]) for event in history_of(execution)]


def test_a_parallel_goes_on_from_the_last_event_of_its_branches(world: Simulation) -> None:
    definition = parallel(block(A=PASS), block(B=PASS), End=False, Next="Handled")
    assert chain(world.run(definition))[1:] == [
        ("ParallelStateEntered", 0),
        ("ParallelStateStarted", 2),
        ("PassStateEntered", 3),
        ("PassStateExited", 4),
        ("PassStateEntered", 3),
        ("PassStateExited", 6),
        ("ParallelStateSucceeded", 7),
        ("ParallelStateExited", 7),
        ("PassStateEntered", 9),
        ("PassStateExited", 10),
        ("ExecutionSucceeded", 11),
    ]


def test_a_map_goes_on_from_the_end_of_its_last_iteration(world: Simulation) -> None:
    assert chain(world.run(each(block(I=PASS)), [1, 2]))[2:] == [
        ("MapStateStarted", 2),
        ("MapIterationStarted", 3),
        ("PassStateEntered", 4),
        ("PassStateExited", 5),
        ("MapIterationSucceeded", 6),
        ("MapIterationStarted", 3),
        ("PassStateEntered", 8),
        ("PassStateExited", 9),
        ("MapIterationSucceeded", 10),
        ("MapStateSucceeded", 11),
        ("MapStateExited", 11),
        ("ExecutionSucceeded", 13),
    ]


def test_a_map_over_no_items_goes_on_from_its_start(world: Simulation) -> None:
    assert chain(world.run(each(block(I=PASS)), []))[2:] == [
        ("MapStateStarted", 2),
        ("MapStateSucceeded", 3),
        ("MapStateExited", 3),
        ("ExecutionSucceeded", 5),
    ]


def test_a_distributed_map_goes_on_from_the_start_of_its_run(world: Simulation) -> None:
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, **block(I=PASS)}
    assert chain(world.run(each(processor), [1]))[2:] == [
        ("MapStateStarted", 2),
        ("MapRunStarted", 3),
        ("MapRunSucceeded", 4),
        ("MapStateSucceeded", 5),
        ("MapStateExited", 4),
        ("ExecutionSucceeded", 7),
    ]


def test_a_failed_parallel_goes_on_from_what_failed_it(world: Simulation) -> None:
    assert chain(world.run(parallel(block(B=BOOM))))[3:] == [
        ("FailStateEntered", 3),
        ("ParallelStateFailed", 4),
        ("ExecutionFailed", 5),
    ]


def test_another_attempt_goes_on_from_what_failed_the_one_before(world: Simulation) -> None:
    retry = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 0}]
    assert chain(world.run(parallel(block(B=BOOM), Retry=retry)))[3:] == [
        ("FailStateEntered", 3),
        ("ParallelStateStarted", 4),
        ("FailStateEntered", 5),
        ("ParallelStateFailed", 6),
        ("ExecutionFailed", 7),
    ]


def test_the_task_that_fails_a_branch_counts_as_cut_off(simulation: Simulate) -> None:
    world = simulation({"Send": [Failure("SQS.QueueDoesNotExistException")]})
    assert chain(world.run(parallel(block(Send=SEND), Catch=CATCH)))[5:] == [
        ("TaskStarted", 5),
        ("TaskFailed", 6),
        ("TaskStateAborted", 7),
        ("ParallelStateFailed", 7),
        ("ParallelStateExited", 9),
        ("PassStateEntered", 10),
        ("PassStateExited", 11),
        ("ExecutionSucceeded", 12),
    ]


def test_an_iteration_that_fails_is_passed_by(world: Simulation) -> None:
    assert chain(world.run(each(block(Undef=MISSING)), [1, 2]))[3:] == [
        ("MapIterationStarted", 3),
        ("PassStateEntered", 4),
        ("EvaluationFailed", 5),
        ("MapIterationFailed", 6),
        ("MapStateFailed", 6),
        ("ExecutionFailed", 8),
    ]


def test_a_runtime_error_leaves_no_failure_of_its_iteration(world: Simulation) -> None:
    missing = {**PASS, "Parameters": {"m.$": "$.nope"}}
    assert chain(world.run(each(block(Fast=missing)), [1, 2]))[3:] == [
        ("MapIterationStarted", 3),
        ("PassStateEntered", 4),
        ("ExecutionFailed", 5),
    ]


def test_an_iteration_whose_selector_fails_has_not_begun(world: Simulation) -> None:
    selector = {"ItemSelector": {"v": "{% $states.context.Map.Item.Value.missing %}"}}
    definition = each(block(I=PASS), QueryLanguage="JSONata", **selector)
    assert chain(world.run(definition, [1]))[2:] == [
        ("MapStateStarted", 2),
        ("EvaluationFailed", 3),
        ("MapStateFailed", 4),
        ("ExecutionFailed", 5),
    ]


def test_a_catcher_that_fails_goes_on_from_before_the_failure(world: Simulation) -> None:
    catch = [{**CATCH[0], "Output": "{% $states.input.missing %}"}]
    definition = parallel(block(B=BOOM), QueryLanguage="JSONata", Catch=catch)
    assert chain(world.run(definition))[3:] == [
        ("FailStateEntered", 3),
        ("ParallelStateFailed", 4),
        ("EvaluationFailed", 4),
        ("ParallelStateFailed", 6),
        ("ExecutionFailed", 7),
    ]


PAUSE = {"Type": "Wait", "Seconds": 1, "Next": "Boom"}


def test_a_branch_that_is_cut_off_tells_the_state_it_was_in(world: Simulation) -> None:
    definition = parallel(block(Pause=PAUSE, Boom=BOOM), block(Long=LONG), block(Done=PASS))
    assert chain(world.run(definition))[8:] == [
        ("FailStateEntered", 8),
        ("WaitStateAborted", 9),
        ("ParallelStateFailed", 9),
        ("ExecutionFailed", 11),
    ]


CHOOSE = {
    "Type": "Choice",
    "Choices": [{"Variable": "$", "StringEquals": "fail", "Next": "Pause"}],
    "Default": "Long",
}


def test_an_iteration_that_is_cut_off_is_told_before_what_it_was_in(world: Simulation) -> None:
    processor = block(Choose=CHOOSE, Pause=PAUSE, Long=LONG, Boom=BOOM)
    execution = world.run(each(processor, MaxConcurrency=0), ["fail", "wait"])
    failed = [event["type"] for event in history_of(execution)].index("FailStateEntered") + 1
    assert chain(execution)[failed:] == [
        ("MapIterationAborted", failed),
        ("WaitStateAborted", failed),
        ("MapIterationFailed", failed),
        ("MapStateFailed", failed),
        ("ExecutionFailed", failed + 4),
    ]
    aborted = history_of(execution)[failed]
    assert aborted["mapIterationAbortedEventDetails"] == {"name": "M", "index": 1}


@pytest.mark.parametrize(("tolerated", "told"), [({}, 0), ({"ToleratedFailureCount": 0}, 1)])
def test_what_a_runtime_error_cuts_off_is_told_where_a_threshold_is_exceeded(
    world: Simulation, tolerated: Json, told: int
) -> None:
    choose = {**CHOOSE, "Default": "Odd"}
    odd = {**PASS, "Parameters": {"m.$": "$.nope"}}
    processor = block(Choose=choose, Pause={**LONG}, Odd=odd)
    execution = world.run(each(processor, MaxConcurrency=0, **tolerated), ["fail", "odd"])
    types = [event["type"] for event in history_of(execution)]
    assert "MapIterationFailed" not in types
    assert types.count("MapIterationAborted") == types.count("WaitStateAborted") == told
