"""The history where it is not a state's entry or exit.

The numbers of events matter: causes name them. Source: LocalStack's recordings of the service, by
the names of its tests.
"""

from semantics.payload import Json
from simulator.asl import AwaitToken, Failure, Later, Outcome, Success
from tests.simulator.asl.asl_world import Simulate, Simulation, history_of

CALLBACK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
SYNC = "arn:aws:states:::states:startExecution.sync:2"
LAMBDA = "arn:aws:states:::lambda:invoke"


def flow(state: Json) -> Json:
    return {"StartAt": "One", "States": {"One": {"End": True, **state}}}


def task(resource: str, **fields: Json) -> Json:
    return {"Type": "Task", "Resource": resource, "End": True, **fields}


def fails(type_: str, **fields: Json) -> Json:
    block = {"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "Broken"}}}
    inner = {"Branches": [block]} if type_ == "Parallel" else {"ItemProcessor": block}
    return flow({"Type": type_, **inner, **fields})


def types(world: Simulation, definition: Json, value: Json = None) -> list[str]:
    return [event["type"] for event in history_of(world.run(definition, value))]


RETRY = [{"ErrorEquals": ["Broken"], "MaxAttempts": 1, "IntervalSeconds": 1}]


def test_a_parallel_that_is_tried_again_has_not_failed_yet(world: Simulation) -> None:
    """test_parallel_state_retry."""
    assert types(world, fails("Parallel", Retry=RETRY)) == [
        "ExecutionStarted",
        "ParallelStateEntered",
        *["ParallelStateStarted", "FailStateEntered"] * 2,
        "ParallelStateFailed",
        "ExecutionFailed",
    ]


def test_a_map_that_is_tried_again_has_not_failed_yet(world: Simulation) -> None:
    """test_map_state_retry."""
    assert types(world, fails("Map", Retry=RETRY), [1]) == [
        "ExecutionStarted",
        "MapStateEntered",
        *["MapStateStarted", "MapIterationStarted", "FailStateEntered", "MapIterationFailed"] * 2,
        "MapStateFailed",
        "ExecutionFailed",
    ]


def test_a_map_without_items_fails_before_it_starts(world: Simulation) -> None:
    """test_map_state_items_eval_jsonata_fail."""
    definition = fails("Map", QueryLanguage="JSONata", Items="{% 5 %}")
    assert types(world, definition)[1:] == [
        "MapStateEntered",
        "EvaluationFailed",
        "MapStateFailed",
        "ExecutionFailed",
    ]


def test_a_runtime_error_ends_the_execution_without_the_maps_failure(world: Simulation) -> None:
    """test_max_concurrency_path."""
    definition = fails("Map", MaxConcurrencyPath="$[0]")
    assert types(world, definition, ["many"])[1:] == ["MapStateEntered", "ExecutionFailed"]


def test_a_result_shows_that_the_request_was_accepted(simulation: Simulate) -> None:
    """test_start_execution_sync."""
    for outcome in (Success(1), Later(5, Success(1))):
        assert types(simulation({"One": [outcome]}), flow(task(SYNC)))[2:6] == [
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
        ]


def test_a_request_is_accepted_once(simulation: Simulate) -> None:
    """test_sqs_wait_for_task_token."""
    world = simulation({"One": [Later(1, AwaitToken())]})
    execution = world.start(flow(task(CALLBACK)))
    world.clock.run()
    world.service.send_task_success(world.token(), 1)
    submitted = [e for e in history_of(execution) if e["type"] == "TaskSubmitted"]
    assert len(submitted) == 1


def test_a_refused_request_was_not_accepted(simulation: Simulate) -> None:
    """test_send_message_no_such_queue."""
    refused: list[Outcome] = [Failure("SQS.QueueDoesNotExistException")]
    events = types(simulation({"One": refused}), flow(task(CALLBACK)))
    assert events[2:] == ["TaskScheduled", "TaskStarted", "TaskFailed", "ExecutionFailed"]


def test_a_call_tells_whose_role_it_took(world: Simulation) -> None:
    """test_cross_account_service_lambda_invoke."""
    execution = world.run(flow(task(LAMBDA, Credentials={"RoleArn.$": "$.role"})), {"role": "r"})
    (scheduled,) = [e for e in history_of(execution) if e["type"] == "TaskScheduled"]
    assert scheduled["taskScheduledEventDetails"]["taskCredentials"] == {"roleArn": "r"}


def test_the_label_names_the_run_of_a_distributed_map(world: Simulation) -> None:
    """test_map_state_label."""
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED"},
        "StartAt": "In",
        "States": {"In": {"Type": "Pass", "End": True}},
    }
    each = {"Type": "Map", "ItemProcessor": processor, "Label": "TestMap"}
    (started,) = [e for e in history_of(world.run(flow(each), [1])) if e["type"] == "MapRunStarted"]
    arn = started["mapRunStartedEventDetails"]["mapRunArn"]
    assert arn.startswith("arn:aws:states:us-east-1:123456789012:mapRun:StateMachine/TestMap:")
