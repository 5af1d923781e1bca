"""The shape of emitted definitions: what reviewers read and what the service accepts."""

import json
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint

from generator.emit.asl import emit_flows
from generator.model import System
from semantics.jsonata import compile_jsonata
from tests.generator.flow_world import Json, definition, stall_flow

ARN = "arn:aws:lambda:us-east-1:123456789012:function:some"
TYPES = {"Pass", "Task", "Choice", "Wait", "Succeed", "Fail"}
LONGEST_NAME = 80  # https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html


@pytest.fixture
def call_handler(hotel_calls: System) -> Json:
    """The Call Handler's definition."""
    return definition(hotel_calls)


def texts(value: object) -> list[str]:
    """Every text in a JSON value."""
    match value:
        case str():
            return [value]
        case dict():
            return [each for item in value.values() for each in texts(item)]
        case list():
            return [each for item in value for each in texts(item)]
        case _:
            return []


def test_each_of_the_authors_states_is_one_state_and_helpers_carry_their_owners_names(
    hotel_calls: System, call_handler: Json
) -> None:
    authors = {str(each.name) for each in hotel_calls.flows[0].states}
    made = set(call_handler["States"])
    assert authors <= made
    owners = {each.partition("_")[0] for each in made - authors}
    assert owners <= authors | {"CallHandler"}


def test_states_stand_in_the_authors_order_each_before_its_helpers(
    hotel_calls: System, call_handler: Json
) -> None:
    own = [each for each in call_handler["States"] if "_" not in each]
    assert own == [str(each.name) for each in hotel_calls.flows[0].states]
    names = list(call_handler["States"])
    assert names.index("WaitForMenu_ended") == names.index("WaitForMenu") + 1


def test_a_definition_says_its_language_its_time_and_its_doc(call_handler: Json) -> None:
    assert call_handler["QueryLanguage"] == "JSONata"
    assert call_handler["TimeoutSeconds"] == 600
    assert call_handler["Comment"] == "One call to one hotel, asking for every folio of one batch."
    assert {each["Type"] for each in call_handler["States"].values()} <= TYPES


def test_every_task_has_a_time_out(call_handler: Json) -> None:
    tasks = [each for each in call_handler["States"].values() if each["Type"] == "Task"]
    assert tasks
    assert all("TimeoutSeconds" in each for each in tasks)


def test_every_expression_can_be_parsed_and_no_text_is_half_of_one(call_handler: Json) -> None:
    for text in texts(call_handler):
        assert text.startswith("{%") == text.endswith("%}")
        if text.startswith("{%"):
            compile_jsonata(text[2:-2].strip())


def test_names_are_short_enough_for_the_service(call_handler: Json) -> None:
    assert max(map(len, call_handler["States"])) <= LONGEST_NAME


def test_catching_all_stands_alone_and_last(call_handler: Json) -> None:
    for state in call_handler["States"].values():
        for field in ("Retry", "Catch"):
            errors = [each["ErrorEquals"] for each in state.get(field, [])]
            assert all(each == ["States.ALL"] for each in errors if "States.ALL" in each)
            assert "States.ALL" not in [name for each in errors[:-1] for name in each]


def test_a_linter_of_definitions_finds_only_what_it_does_not_know(call_handler: Json) -> None:
    """cfn-lint 1.58 takes no expression as a time-out; the service does.
    Source: conformance/asl/validation.jsonl, valid-task-timeout-jsonata.
    """
    for state in call_handler["States"].values():
        if "FunctionName" in state.get("Arguments", {}):
            state["Arguments"]["FunctionName"] = ARN
        if isinstance(state.get("TimeoutSeconds"), str):
            state["TimeoutSeconds"] = 1
    machine = {"RoleArn": "arn:aws:iam::123456789012:role/r", "Definition": call_handler}
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": machine}
    template = json.dumps({"Resources": {"Machine": resource}})
    assert [str(each) for each in lint(template, regions=["us-east-1"])] == []


CHAIN = """
start: First
states:
  First: {wait: 1s, next: %s}
%s  Last: {await: {Paid: {next: First, at_most: 2, else: Done}}, within: 5s, otherwise: Done}
  Done: {end: true}
"""


def test_a_state_added_in_the_middle_changes_its_own_lines_and_its_neighbours_target(
    tmp_path: Path,
) -> None:
    middle = "  Middle: {emit: Told, with: {order_id: input.order_id}, next: Last}\n"
    before = definition(stall_flow(CHAIN % ("Last", ""), tmp_path)[0])
    after = definition(stall_flow(CHAIN % ("Middle", middle), tmp_path)[0])
    assert after["States"].pop("Middle")["Next"] == "Last"
    assert after["States"]["First"].pop("Next") == "Middle"
    assert before["States"]["First"].pop("Next") == "Last"
    assert before == after


def test_a_new_bound_changes_its_edge_and_adds_its_counter(tmp_path: Path) -> None:
    plain = (CHAIN % ("Last", "")).replace("otherwise: Done", "otherwise: First")
    bounded = plain.replace("otherwise: First", "otherwise: {next: First, at_most: 3, else: Done}")
    before, after = (definition(stall_flow(each, tmp_path)[0]) for each in (plain, bounded))
    assert after["States"]["Sell_variables"]["Assign"].pop("Last_otherwise") == 0
    assert changed(before["States"], after["States"]) == ["Last_ended"]


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The names of what is not the same on both sides."""
    return [each for each in {**before, **after} if before.get(each) != after.get(each)]


def test_emitting_twice_gives_the_same_bytes(hotel_calls: System) -> None:
    assert emit_flows(hotel_calls) == emit_flows(hotel_calls)


def test_a_flow_with_nothing_to_remember_has_no_state_for_variables(tmp_path: Path) -> None:
    made = definition(stall_flow("start: Done\nstates: {Done: {end: true}}\n", tmp_path)[0])
    assert made["StartAt"] == "Done"
    assert list(made["States"]) == ["Done"]
