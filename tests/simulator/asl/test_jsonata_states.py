"""JSONata mode: output, variables and the errors of expressions.

Source: Developer Guide, "Transforming data with JSONata in Step Functions"; the texts of the two
first errors are recorded, the place of a failing expression in its field was measured by others.
"""

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, Failure, compile_machine
from simulator.asl.run import Chose
from tests.simulator.asl.asl_world import Simulate, Simulation, cause_of, history_of


def flow(**states: Json) -> Json:
    return {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}


def passing(**fields: Json) -> Json:
    return {"Type": "Pass", "End": True, **fields}


PREFIX = "An error occurred while executing the state 'One' (entered at the event id #2). "


@pytest.mark.parametrize(
    ("output", "field"),
    [
        ("{% $nope %}", "Output"),
        ({"a": {"b": "{% $states.input.nope %}"}}, "Output/a/b"),
        ({"a": [1, ["{% $nope %}"]]}, "Output/a[1][0]"),
    ],
)
def test_an_expression_that_finds_nothing_fails_and_names_its_place(
    world: Simulation, output: Json, field: str
) -> None:
    execution = world.run(flow(One=passing(Output=output)))
    assert execution.error == "States.QueryEvaluationError"
    assert cause_of(execution).startswith(PREFIX)
    assert cause_of(execution).endswith(
        f"specified for the field '{field}' returned nothing (undefined)."
    )
    failed = [e for e in history_of(execution) if e["type"] == "EvaluationFailed"]
    assert failed[0]["evaluationFailedEventDetails"]["location"] == field


def test_null_is_a_value(world: Simulation) -> None:
    execution = world.run(flow(One=passing(Output={"v": "{% $states.input.v %}"})), {"v": None})
    assert execution.output == {"v": None}


def test_a_condition_must_be_true_or_false(world: Simulation) -> None:
    choice = {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "Two"}]}
    execution = world.run(flow(One=choice, Two=passing()))
    assert execution.cause == (
        f"{PREFIX}The JSONata expression '1' specified for the field 'Choices[0]/Condition' "
        "returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1"
    )


def test_an_expression_that_throws_can_be_caught(world: Simulation) -> None:
    task = {
        "Type": "Task",
        "Resource": "arn:aws:lambda:f",
        "Arguments": {"n": "{% 'a' + 1 %}"},
        "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "Two"}],
        "End": True,
    }
    execution = world.run(flow(One=task, Two=passing()))
    assert execution.output["Error"] == "States.QueryEvaluationError"
    assert "'Arguments/n' threw an error" in execution.output["Cause"]
    assert not world.worker.calls


def test_variables_are_set_all_at_once(world: Simulation) -> None:
    execution = world.run(
        flow(
            One={"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "Two"},
            Two={
                "Type": "Pass",
                "Assign": {"x": "{% $y %}", "y": "{% $x %}"},
                "Output": "{% [$x, $y] %}",
                "Next": "Three",
            },
            Three=passing(Output="{% [$states.input, $x, $y] %}"),
        )
    )
    assert execution.output == [1, 2, 2, 1]


def test_a_task_has_its_result_and_its_input(world: Simulation) -> None:
    task = {
        "Type": "Task",
        "Resource": "arn:aws:lambda:f",
        "Arguments": {"n": "{% $states.input.n + 1 %}"},
        "Output": "{% $merge([$states.input, {'result': $states.result.n}]) %}",
        "End": True,
    }
    assert world.run(flow(One=task), {"n": 1}).output == {"n": 1, "result": 2}


def test_a_catcher_has_the_error_output(simulation: Simulate) -> None:
    task = {
        "Type": "Task",
        "Resource": "arn:aws:lambda:f",
        "Catch": [
            {
                "ErrorEquals": ["States.ALL"],
                "Assign": {"why": "{% $parse($states.errorOutput.Cause).outcome %}"},
                "Output": "{% $states.input %}",
                "Next": "Two",
            }
        ],
        "End": True,
    }
    world = simulation({"One": [Failure("CallRejected", '{"outcome":"busy"}')]})
    execution = world.run(
        flow(One=task, Two=passing(Output="{% [$states.input.n, $why] %}")), {"n": 1}
    )
    assert execution.output == [1, "busy"]


def test_a_rule_has_its_own_output_and_variables(world: Simulation) -> None:
    choice = {
        "Type": "Choice",
        "Choices": [
            {"Condition": "{% $states.input > 5 %}", "Next": "Two", "Assign": {"size": "big"}},
        ],
        "Default": "Two",
        "Assign": {"size": "small"},
        "Output": "default",
    }
    definition = flow(One=choice, Two=passing(Output="{% [$states.input, $size] %}"))
    assert world.run(definition, 9).output == [9, "big"]
    assert world.run(definition, 3).output == ["default", "small"]


def test_the_services_own_functions_use_virtual_time_and_seeded_chance(
    simulation: Simulate,
) -> None:
    output = {
        "now": "{% $now() %}",
        "millis": "{% $millis() %}",
        "uuid": "{% $uuid() %}",
        "random": "{% $random() %}",
        "seeded": "{% $random(5) = $random(5) %}",
        "hash": "{% $hash('a', 'SHA-256') %}",
        "parts": "{% $partition([1,2,3], 2) %}",
        "range": "{% $range(0, 6, 3) %}",
    }
    first = simulation(seed=1).run(flow(One=passing(Output=output))).output
    assert first == simulation(seed=1).run(flow(One=passing(Output=output))).output
    other = simulation(seed=2).run(flow(One=passing(Output=output))).output
    assert (first["uuid"], first["random"]) != (other["uuid"], other["random"])
    assert first["now"] == "2026-03-01T12:00:00.000Z"
    assert first["millis"] == 1_772_366_400_000
    assert first["seeded"] is True
    assert first["hash"].startswith("ca978112ca1bbdca")
    assert (first["parts"], first["range"]) == ([[1, 2], [3]], [0, 3, 6])


def test_a_machine_can_mix_both_languages(world: Simulation) -> None:
    definition = {
        "StartAt": "One",
        "States": {
            "One": {"Type": "Pass", "Assign": {"x.$": "$.n"}, "Next": "Two"},
            "Two": {"QueryLanguage": "JSONata", **passing(Output="{% $x + 1 %}")},
        },
    }
    assert world.run(definition, {"n": 1}).output == 2


def test_an_expression_that_cannot_be_parsed_is_refused() -> None:
    with pytest.raises(DefinitionError, match="a\\[1"):
        compile_machine(flow(One=passing(Output="{% $a[1,2) %}")))


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("{% phone %}", "reads phone from nothing"),
        ("{% $.phone %}", "reads $ from nothing"),
        ("{% $$ %}", "reads $$ from nothing"),
        ({"v": ["{% aaa + bbb %}"]}, "in Output/v[0] reads aaa and bbb from nothing"),
        ("{% $map($states.input, function($x){ b }) %}", "reads b from nothing"),
        ("{% $states.errorOutput.Cause %}", "only a catcher has $states.errorOutput"),
    ],
)
def test_an_expression_that_reads_what_is_not_there_is_refused(output: Json, why: str) -> None:
    """Measured against the service by others: floci-io/floci's issues 2670 and 2745."""
    with pytest.raises(DefinitionError) as refused:
        compile_machine(flow(One=passing(Output=output)))
    assert why in str(refused.value)


@pytest.mark.parametrize(
    "output",
    [
        "{% $states.input.items[phone > 3] %}",
        "{% $states.input.items^(phone).{'n': name} %}",
        "{% $states.input.items{name: $.phone} %}",
        "{% $map($states.input.a, function($x){ $x.phone }) %}",
        "{% $phone %}",
    ],
)
def test_names_below_a_value_are_accepted(output: Json) -> None:
    compile_machine(flow(One=passing(Output=output)))


def test_an_error_without_a_code_follows_a_colon(world: Simulation) -> None:
    execution = world.run(flow(One=passing(Output="{% $replace('a', '', 'b') %}")))
    assert cause_of(execution).endswith(
        "threw an error during evaluation: "
        "Second argument of replace function cannot be an empty string"
    )


@pytest.mark.parametrize(("number", "rule"), [(1, 0), (2, 1), (3, None)])
def test_a_history_keeps_which_of_the_rules_with_one_target_was_taken(
    world: Simulation, number: int, rule: int | None
) -> None:
    rules = [{"Condition": f"{{% $states.input = {each} %}}", "Next": "End"} for each in (1, 2)]
    choice = {"Type": "Choice", "Choices": rules, "Default": "End"}
    execution = world.run(flow(Choose=choice, End={"Type": "Succeed"}), number)
    assert execution.history is not None
    assert execution.history.decisions == [Chose("Choose", rule)]
