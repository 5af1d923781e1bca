"""Catch: where an error leads.

Source: Developer Guide, "Handling errors in Step Functions workflows"; what States.ALL takes of a
task's too large result, and that States.Runtime is never taken, are recorded executions.
"""

import pytest

from semantics.payload import Json
from simulator.asl import AwaitToken, Execution, Failure, Later, Success
from simulator.asl.run import Caught
from tests.simulator.asl.asl_world import Simulate, Simulation, cause_of, history_of


def flow(*catchers: Json, **fields: Json) -> Json:
    states: dict[str, Json] = {
        f"Caught{at}": {"Type": "Pass", "End": True} for at in range(len(catchers))
    }
    states["Call"] = {
        "Type": "Task",
        "Resource": "arn:aws:lambda:f",
        "End": True,
        "Catch": [{"Next": f"Caught{at}", **catcher} for at, catcher in enumerate(catchers)],
        **fields,
    }
    return {"StartAt": "Call", "States": states}


def last_state(execution: Execution) -> str:
    exits = [e for e in history_of(execution) if "stateExitedEventDetails" in e]
    return str(exits[-1]["stateExitedEventDetails"]["name"])


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        ([["Custom"], ["States.ALL"]], "Caught0"),
        ([["Other"], ["States.ALL"]], "Caught1"),
        ([["States.TaskFailed"], ["Custom"]], "Caught0"),
        ([["Other", "Custom"]], "Caught0"),
    ],
)
def test_the_first_catcher_that_names_the_error_takes_it(
    simulation: Simulate, names: list[list[str]], taken: str
) -> None:
    world = simulation({"Call": [Failure("Custom", "why")]})
    execution = world.run(flow(*[{"ErrorEquals": group} for group in names]))
    assert last_state(execution) == taken
    assert execution.output == {"Error": "Custom", "Cause": "why"}


def test_task_failed_takes_everything_but_a_timeout(simulation: Simulate) -> None:
    world = simulation({"Call": [Later(10, Success(1))]})
    execution = world.run(
        flow({"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["States.Timeout"]},
             TimeoutSeconds=5)
    )  # fmt: skip
    assert last_state(execution) == "Caught1"


def test_a_token_failed_without_a_word_is_caught_with_nulls(simulation: Simulate) -> None:
    """Recorded: LocalStack's test_sqs_failure_in_wait_for_task_tok_no_error_field."""
    definition = flow(
        {"ErrorEquals": ["States.ALL"]},
        Resource="arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    )
    world = simulation({"Call": [AwaitToken()]})
    execution = world.start(definition)
    world.service.send_task_failure(world.token())
    assert execution.output == {"Error": None, "Cause": None}


def test_a_time_out_is_caught_with_an_empty_cause(simulation: Simulate) -> None:
    """Recorded: LocalStack's test_invoke_timeout."""
    world = simulation({"Call": [Later(9, Success(1))]})
    execution = world.run(flow({"ErrorEquals": ["States.Timeout"]}, TimeoutSeconds=5))
    assert execution.output == {"Error": "States.Timeout", "Cause": ""}


def test_the_token_of_a_caught_task_is_not_the_next_states(simulation: Simulate) -> None:
    definition = flow(
        {"ErrorEquals": ["States.ALL"]},
        Resource="arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    )
    definition["States"]["Caught0"]["Parameters"] = {"context.$": "$$"}
    execution = simulation({"Call": [Failure("Broken")]}).run(definition)
    assert "Task" not in execution.output["context"]


def test_the_error_can_be_placed_in_the_input(simulation: Simulate) -> None:
    world = simulation({"Call": [Failure("Custom", "why")]})
    catcher = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error"}
    execution = world.run(flow(catcher), {"a": 1})
    assert execution.output == {"a": 1, "error": {"Error": "Custom", "Cause": "why"}}


def test_no_catcher_takes_a_runtime_error(world: Simulation) -> None:
    catchers = [{"ErrorEquals": ["States.Runtime"]}, {"ErrorEquals": ["States.ALL"]}]
    execution = world.run(flow(*catchers, OutputPath="$.missing"))
    assert execution.error == "States.Runtime"
    assert "Invalid path '$.missing'" in cause_of(execution)


BIG = "x" * 262_144


def test_all_takes_a_result_that_the_task_made_too_large(simulation: Simulate) -> None:
    world = simulation({"Call": [Success(BIG)]})
    execution = world.run(flow({"ErrorEquals": ["States.ALL"]}))
    assert execution.output["Error"] == "States.DataLimitExceeded"
    assert "'arn:aws:lambda:f' returned a result" in execution.output["Cause"]


def test_all_does_not_take_an_output_that_the_state_made_too_large(
    simulation: Simulate,
) -> None:
    selector = {"once.$": "$", "twice.$": "$"}
    script = {"Call": [Success(BIG[:200_000])]}
    execution = simulation(script).run(
        flow({"ErrorEquals": ["States.ALL"]}, ResultSelector=selector)
    )
    assert execution.error == "States.DataLimitExceeded"
    named = flow({"ErrorEquals": ["States.DataLimitExceeded"]}, ResultSelector=selector)
    assert last_state(simulation(script).run(named)) == "Caught0"


def test_an_error_in_a_catcher_fails_the_state(simulation: Simulate) -> None:
    world = simulation({"Call": [Failure("Custom")]})
    definition = flow({"ErrorEquals": ["States.ALL"], "Output": "{% $nothing %}"})
    execution = world.run({"QueryLanguage": "JSONata", **definition})
    assert execution.error == "States.QueryEvaluationError"
    assert "'Catch[0]/Output'" in cause_of(execution)


def test_a_history_keeps_which_catcher_took_which_error(simulation: Simulate) -> None:
    world = simulation({"Call": [Failure("Custom", "why")]})
    groups = [["Other"], ["One", "Custom"], ["States.ALL"]]
    execution = world.run(flow(*[{"ErrorEquals": group} for group in groups]))
    assert execution.history is not None
    assert execution.history.decisions == [Caught("Call", 1, "Custom")]
