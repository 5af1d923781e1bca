"""How JSONPath mode moves data through a state.

Source: Developer Guide, "Processing input and output in Step Functions".
"""

import pytest

from semantics.payload import Json
from tests.simulator.asl.asl_world import Simulation, cause_of

TASK = {"Type": "Task", "Resource": "arn:aws:lambda:f", "End": True}


def flow(state: Json) -> Json:
    return {"StartAt": "One", "States": {"One": state}}


VALUE = {"a": {"b": 1, "list": [1, 2, 3]}, "c": "x"}


@pytest.mark.parametrize(
    ("fields", "output"),
    [
        ({"InputPath": "$.a.b"}, 1),
        ({"InputPath": None}, {}),
        ({"OutputPath": "$.c"}, "x"),
        ({"OutputPath": None}, {}),
        ({"ResultPath": None}, VALUE),
        ({"InputPath": "$.a.b", "ResultPath": "$.n.m"}, {**VALUE, "n": {"m": 1}}),
        ({"InputPath": "$.c", "ResultPath": "$.a.list[1]"},
         {"a": {"b": 1, "list": [1, "x", 3]}, "c": "x"}),
        ({"Parameters": {"k.$": "$.a.list[-1]", "n": {"m.$": "$.c"}, "l": [{"x.$": "$.c"}]}},
         {"k": 3, "n": {"m": "x"}, "l": [{"x": "x"}]}),
        ({"ResultSelector": {"only.$": "$.a.list[0:2]"}}, {"only": [1, 2]}),
        ({"ResultSelector": {"n.$": "States.ArrayLength($.a.list)"}, "ResultPath": "$.r",
          "OutputPath": "$.r.n"}, 3),
        ({"InputPath": "$.a", "Parameters": {"b.$": "$.b"}, "ResultPath": "$.c"},
         {"a": VALUE["a"], "c": {"b": 1}}),
    ],
)  # fmt: skip
def test_a_task_selects_shapes_and_places(world: Simulation, fields: Json, output: Json) -> None:
    assert world.run(flow({**TASK, **fields}), VALUE).output == output


def test_assign_sees_the_result_before_it_is_selected(world: Simulation) -> None:
    first = {**TASK, "End": False, "Next": "Two", "Assign": {"c.$": "$.c"},
             "ResultSelector": {"b.$": "$.a.b"}}  # fmt: skip
    second = {"Type": "Pass", "Parameters": {"c.$": "$c", "b.$": "$.b"}, "End": True}
    execution = world.run({"StartAt": "One", "States": {"One": first, "Two": second}}, VALUE)
    assert execution.output == {"c": "x", "b": 1}


CONFLICT = "States.ReferencePathConflict"


@pytest.mark.parametrize("name", [CONFLICT, "States.ResultPathMatchFailure", "States.ALL"])
def test_a_result_that_cannot_be_placed_is_an_error_that_can_be_caught(
    world: Simulation, name: str
) -> None:
    """Its name and text are reported by users of the service; the second is the specification's."""
    state = {**TASK, "ResultPath": "$.c.d", "Catch": [{"ErrorEquals": [name], "Next": "C"}]}
    execution = world.run(
        {"StartAt": "One", "States": {"One": state, "C": {"Type": "Succeed"}}}, {"c": "x"}
    )
    assert execution.output == {
        "Error": CONFLICT,
        "Cause": "An error occurred while executing the state 'One' (entered at the event id #2). "
        'Unable to apply step "d" to input {"c":"x"}',
    }


def test_items_that_are_not_there_are_a_conflict(world: Simulation) -> None:
    """As above: users report this text for `$.discovery.objects`, with the whole input."""
    block = {"StartAt": "In", "States": {"In": {"Type": "Succeed"}}}
    each = {"Type": "Map", "ItemsPath": "$.a.items", "ItemProcessor": block, "End": True}
    execution = world.run(flow(each), {"a": {"b": 1}})
    assert execution.error == CONFLICT
    assert cause_of(execution).endswith('Unable to apply step "items" to input {"a":{"b":1}}')


def test_a_path_that_leads_nowhere_names_its_field(world: Simulation) -> None:
    execution = world.run(flow({**TASK, "Parameters": {"x.$": "$.nope"}}), {"a": 1})
    assert execution.cause == (
        "An error occurred while executing the state 'One' (entered at the event id #2). "
        "The JSONPath '$.nope' specified for the field 'x.$' could not be found in the input "
        "'{\"a\":1}'"
    )


def test_an_intrinsic_function_that_fails_is_an_error_of_its_own(world: Simulation) -> None:
    execution = world.run(flow({**TASK, "Parameters": {"x.$": "States.StringToJson('{')"}}))
    assert execution.error == "States.IntrinsicFailure"
    assert "'States.StringToJson('{')'" in cause_of(execution)


ABSENT = "The JsonPath argument for the field '{}' could not be found in the input '{{\"a\":1}}'"


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("States.Array(1, States.Array($.nope))", ABSENT.format("$.nope")),
        ("States.Array($$.Nope.Deep)", ABSENT.format("$.Nope.Deep")),
        (
            "States.Array($.a[0])",
            "Filter: [0] can only be applied to arrays. Current context is: 1",
        ),
    ],
)
def test_a_missing_argument_of_a_function_is_a_runtime_error(
    world: Simulation, call: str, problem: str
) -> None:
    """Source: Floci's AslExecutorIntrinsicMissingArgumentTest: measured against the service, the
    context object's against Step Functions Local. The text names the whole call.
    """
    execution = world.run(flow({**TASK, "Parameters": {"x.$": call}}), {"a": 1})
    assert execution.error == "States.Runtime"
    assert cause_of(execution).endswith(f"The function '{call}' had the following error: {problem}")


@pytest.mark.parametrize(
    ("selection", "error"),
    [
        ("$.list[5]", None),
        ("$.list[5].x", "States.Runtime"),
        ("States.Array($.list[5])", "States.Runtime"),
    ],
)
def test_an_index_past_the_end_gives_null_at_the_end_of_a_plain_path(
    world: Simulation, selection: str, error: str | None
) -> None:
    """Source: Floci's tests, run against the service (AslExecutorUnresolvableJsonPathTest)."""
    execution = world.run(flow({**TASK, "Parameters": {"x.$": selection}}), {"list": [1]})
    assert execution.error == error
    if error is None:
        assert execution.output == {"x": None}


def test_values_are_shared_and_never_changed(world: Simulation) -> None:
    value = {"a": {"b": 1}}
    world.run(flow({"Type": "Pass", "Result": 5, "ResultPath": "$.a.b", "End": True}), value)
    assert value == {"a": {"b": 1}}
