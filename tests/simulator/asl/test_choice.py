"""Choice in JSONPath mode: operators, and how And, Or and Not combine them.

Source: Amazon States Language specification, "Choice State"; the texts of the two errors are what
other emulators measured against the service.
"""

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, Status, compile_machine
from simulator.asl.run import Chose
from tests.simulator.asl.asl_world import Simulation, cause_of


def flow(rule: Json) -> Json:
    return {
        "StartAt": "Choose",
        "States": {
            "Choose": {"Type": "Choice", "Choices": [{**rule, "Next": "Yes"}], "Default": "No"},
            "Yes": {"Type": "Pass", "Result": True, "End": True},
            "No": {"Type": "Pass", "Result": False, "End": True},
        },
    }


def variable(operator: str, value: Json, path: str = "$.v") -> Json:
    return {"Variable": path, operator: value}


TRUE, FALSE = variable("IsPresent", value=True), variable("IsPresent", value=False)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"And": [TRUE, TRUE]}, True),
        ({"And": [TRUE, FALSE]}, False),
        ({"Or": [FALSE, TRUE]}, True),
        ({"Or": [FALSE, FALSE]}, False),
        ({"Not": FALSE}, True),
        ({"Not": {"And": [TRUE, {"Or": [FALSE, {"Not": TRUE}]}]}}, True),
    ],
)
def test_conditions_combine(world: Simulation, rule: Json, *, expected: bool) -> None:
    assert world.run(flow(rule), {"v": 1}).output is expected


def test_and_stops_at_the_first_condition_that_fails(world: Simulation) -> None:
    absent = variable("StringEquals", "x", "$.absent")
    guard = variable("IsPresent", value=True, path="$.absent")
    assert world.run(flow({"And": [guard, absent]}), {"v": 1}).output is False


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("*.log", "error.log", True),
        ("*.log", "error.log.zip", False),
        ("log-*.txt", "log-2020.txt", True),
        ("a*b*c", "a1b2c", True),
        ("*", "", True),
        ("a.c", "abc", False),
        (r"100\*", "100*", True),
        (r"100\*", "1000", False),
        (r"a\\b", "a\\b", True),
        ("a*", 1, False),
    ],
)
def test_string_matches_takes_stars(
    world: Simulation, pattern: str, text: Json, *, expected: bool
) -> None:
    assert world.run(flow(variable("StringMatches", pattern)), {"v": text}).output is expected


@pytest.mark.parametrize(
    ("operator", "literal", "value", "expected"),
    [
        ("NumericEquals", 1, 1.0, True),
        ("NumericEquals", 1, True, False),
        ("NumericGreaterThanEquals", 2, 2, True),
        ("StringLessThan", "b", "a", True),
        ("StringLessThan", "b", 1, False),
        ("BooleanEquals", True, 1, False),
        ("TimestampEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", True),
        ("TimestampLessThan", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.4999Z", True),
        ("TimestampLessThan", "2026-01-01T00:00:00Z", "2025-12-31", False),
        ("IsTimestamp", True, "2026-02-30T00:00:00Z", False),
        ("IsTimestamp", True, "2026-02-03T04:05:06Z", True),
        ("IsNull", True, None, True),
        ("IsNumeric", False, True, True),
    ],
)
def test_a_value_of_another_type_never_matches(
    world: Simulation, operator: str, literal: Json, value: Json, *, expected: bool
) -> None:
    assert world.run(flow(variable(operator, literal)), {"v": value}).output is expected


def test_two_values_of_the_input_are_compared(world: Simulation) -> None:
    rule = variable("NumericLessThanPath", "$.limit")
    assert world.run(flow(rule), {"v": 1, "limit": 2}).output is True


def test_a_missing_variable_is_an_error(world: Simulation) -> None:
    execution = world.run(flow(variable("NumericEquals", 1, "$.absent")))
    assert execution.error == "States.Runtime"
    assert execution.cause == (
        "An error occurred while executing the state 'Choose' (entered at the event id #2). "
        "Invalid path '$.absent': The choice state's condition path references an invalid value."
    )


def test_no_match_and_no_default_is_an_error(world: Simulation) -> None:
    definition = flow(FALSE)
    del definition["States"]["Choose"]["Default"]
    execution = world.run(definition, {"v": 1})
    assert (execution.status, execution.error) == (Status.FAILED, "States.Runtime")
    assert cause_of(execution).endswith(
        "Failed to transition out of the state. The state does not point to a next state."
    )


@pytest.mark.parametrize(
    "rule",
    [
        variable("NumericEqualTo", 1),
        variable("NumericEquals", "1"),
        variable("StringMatchesPath", "$.a"),
        {"Variable": "$.v"},
        {"And": []},
        {"Variable": "$.v", "IsNull": True, "IsPresent": True},
    ],
)
def test_a_rule_that_is_none_is_refused(rule: Json) -> None:
    with pytest.raises(DefinitionError, match="/States/Choose/Choices/0"):
        compile_machine(flow(rule))


@pytest.mark.parametrize(("v", "rule"), [(1, 0), (2, 1), (3, None)])
def test_a_history_keeps_which_of_the_rules_with_one_target_was_taken(
    world: Simulation, v: int, rule: int | None
) -> None:
    rules = [{**variable("NumericEquals", number), "Next": "End"} for number in (1, 2)]
    states = {
        "Choose": {"Type": "Choice", "Choices": rules, "Default": "End"},
        "End": {"Type": "Succeed"},
    }
    execution = world.run({"StartAt": "Choose", "States": states}, {"v": v})
    assert execution.history is not None
    assert execution.history.decisions == [Chose("Choose", rule)]
