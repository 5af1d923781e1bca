"""Definitions that are refused because something in them would be ignored or could not be meant.

Source: Amazon States Language specification, state by state.
"""

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, compile_machine

PASS = {"Type": "Pass", "End": True}
TASK = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": True}
BLOCK = {"StartAt": "In", "States": {"In": PASS}}
MAP = {"Type": "Map", "ItemProcessor": BLOCK, "End": True}
DISTRIBUTED = {
    "Type": "Map",
    "ItemProcessor": {**BLOCK, "ProcessorConfig": {"Mode": "DISTRIBUTED"}},
    "End": True,
}
RULE = {"Variable": "$.v", "IsPresent": True, "Next": "Two"}


def choice(*rules: Json) -> Json:
    return {"Type": "Choice", "Choices": list(rules)}


def catcher(name: str) -> Json:
    return {"ErrorEquals": [name], "Next": "Two"}


@pytest.mark.parametrize(
    ("state", "place"),
    [
        # a field of another type of state, or of the other language
        ({**PASS, "SecondsPath": "$.v"}, "SecondsPath"),
        ({**PASS, "ResultSelector": {}}, "ResultSelector"),
        ({**TASK, "ItemsPath": "$.v"}, "ItemsPath"),
        ({"Type": "Wait", "Seconds": 1, "ResultPath": "$.v", "End": True}, "ResultPath"),
        ({"Type": "Succeed", "Assign": {}}, "Assign"),
        ({"Type": "Fail", "OutputPath": "$"}, "OutputPath"),
        ({**PASS, "QueryLanguage": "JSONata", "Arguments": 1}, "Arguments"),
        ({**MAP, "QueryLanguage": "JSONata", "Iterator": BLOCK}, "Iterator"),
        # two fields for one thing
        ({**TASK, "TimeoutSeconds": 5, "TimeoutSecondsPath": "$.v"}, ""),
        ({**MAP, "MaxConcurrency": 5, "MaxConcurrencyPath": "$.v"}, ""),
        ({**MAP, "Iterator": BLOCK}, ""),
        ({**MAP, "ItemSelector": {}, "Parameters": {}}, ""),
        ({"Type": "Fail", "Error": "E", "ErrorPath": "$.v"}, ""),
        ({**PASS, "Parameters": {"a": 1, "a.$": "$.v"}}, "Parameters"),
        # numbers
        ({**TASK, "TimeoutSeconds": 0}, "TimeoutSeconds"),
        ({**TASK, "TimeoutSeconds": 1.5}, "TimeoutSeconds"),
        ({**TASK, "TimeoutSeconds": float("inf")}, "TimeoutSeconds"),
        ({**TASK, "TimeoutSeconds": 5, "HeartbeatSeconds": 5}, "HeartbeatSeconds"),
        ({**TASK, "QueryLanguage": "JSONata", "TimeoutSeconds": 0}, "TimeoutSeconds"),
        ({**MAP, "MaxConcurrency": -1}, "MaxConcurrency"),
        ({**MAP, "ToleratedFailurePercentage": 101}, "ToleratedFailurePercentage"),
        # errors
        ({**TASK, "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}]},
         "Retry/0/ErrorEquals"),
        ({**TASK, "Retry": [{"ErrorEquals": ["States.ALL", "E"]}]}, "Retry/0/ErrorEquals"),
        ({**TASK, "Retry": [{"ErrorEquals": ["E"], "MaxDelaySeconds": 0}]},
         "Retry/0/MaxDelaySeconds"),
        ({**TASK, "Catch": [{**catcher("E"), "Output": 1}]}, "Catch/0/Output"),
        ({**TASK, "QueryLanguage": "JSONata", "Catch": [{**catcher("E"), "ResultPath": "$"}]},
         "Catch/0/ResultPath"),
        ({"Type": "Parallel", "Branches": [{**BLOCK, "QueryLanguage": "JSONata"}], "End": True},
         "Branches/0/QueryLanguage"),
        ({**TASK, "Catch": [catcher("States.ALL"), catcher("E")]}, "Catch/0/ErrorEquals"),
        # variables
        ({**PASS, "Assign": {"states": 1}}, "Assign"),
        ({**PASS, "Assign": {"states.$": "$.v"}}, "Assign"),
        ({**PASS, "QueryLanguage": "JSONata", "Assign": {"v" * 81: 1}}, "Assign"),
        # moments
        ({"Type": "Wait", "Timestamp": "05-12-2016T21:29:29Z", "End": True}, "Timestamp"),
        ({"Type": "Wait", "Timestamp": "{% '2016-03-14T01:59:00Z' %}", "End": True}, "Timestamp"),
        # rules
        (choice({"Not": RULE, "Next": "Two"}), "Choices/0/Not/Next"),
        (choice({"And": [{**RULE, "Assign": {}}], "Next": "Two"}), "Choices/0/And/0/Next"),
        (choice({"Variable": "$.v", "StringMatches": "a\\b", "Next": "Two"}),
         "Choices/0/StringMatches"),
        (choice({"Variable": "$.v", "StringMatches": "a\\", "Next": "Two"}),
         "Choices/0/StringMatches"),
        # a distributed Map's
        ({**MAP, "Label": "L"}, "Label"),
        ({**DISTRIBUTED, "Label": "a b"}, "Label"),
        ({**DISTRIBUTED, "Label": "a" * 41}, "Label"),
    ],
)  # fmt: skip
def test_a_definition_is_refused_at_its_place(state: Json, place: str) -> None:
    expected = f"^/States/One{'/' if place else ''}{place}: "
    with pytest.raises(DefinitionError, match=expected):
        compile_machine({"StartAt": "One", "States": {"One": state, "Two": PASS}})


def test_a_machine_in_jsonata_has_no_state_in_jsonpath() -> None:
    """Measured against the service by others: floci-io/floci's issue 2968."""
    state = {**PASS, "QueryLanguage": "JSONPath"}
    with pytest.raises(DefinitionError, match="QueryLanguage: it cannot be JSONPath"):
        compile_machine({"QueryLanguage": "JSONata", "StartAt": "One", "States": {"One": state}})


def test_no_two_states_of_a_machine_have_one_name() -> None:
    """Amazon States Language specification: a name is unique within the whole machine."""
    within = {"StartAt": "One", "States": {"One": PASS}}
    state = {"Type": "Parallel", "Branches": [within], "End": True}
    place = "^/States/One/Branches/0/States/One: another state of the machine has this name"
    with pytest.raises(DefinitionError, match=place):
        compile_machine({"StartAt": "One", "States": {"One": state}})
