"""Step Functions Local's mock configuration file is accepted as it is.

Source: Step Functions Developer Guide, "Configuration file for mocked service integrations".
"""

import json
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.testing import MockFileCase, Simulate
from simulator.testing.mock_file import MockFileError

pytest_plugins = ["simulator.testing"]

NOT_READY = {"Throw": {"Error": "Lambda.ResourceNotReadyException", "Cause": "not ready"}}
TIMED_OUT = {"Throw": {"Error": "Lambda.TimeoutException", "Cause": "timed out"}}
HELLO = {"Return": {"StatusCode": 200, "Payload": {"body": "Hello"}}}
RETRY: Json = {"0": NOT_READY, "1-2": TIMED_OUT, "3": HELLO}
SENT = {"0": {"Return": {"MessageId": "m1"}}}

FLOW: Json = {
    "StartAt": "Call",
    "States": {
        "Call": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hello"},
            "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3}],
            "Next": "Send",
        },
        "Send": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"Token.$": "$$.Task.Token"},
            "End": True,
        },
    },
}


def write(folder: Path, call: Json) -> Path:
    file = folder / "MockConfigFile.json"
    cases = {"RetryPath": {"Call": "MockedCall", "Send": "MockedSend"}}
    content = {
        "StateMachines": {"Hello": {"TestCases": cases}},
        "MockedResponses": {"MockedCall": call, "MockedSend": SENT},
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_case_answers_each_invocation_with_its_response(
    simulate: Simulate, tmp_path: Path
) -> None:
    run = simulate(FLOW, mocks=MockFileCase(write(tmp_path, RETRY), "Hello", "RetryPath"))
    assert run.output == {"MessageId": "m1"}
    assert [(call.state, call.at) for call in run.calls] == [
        ("Call", 0), ("Call", 1), ("Call", 3), ("Call", 7), ("Send", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"0": HELLO, "2": HELLO}, "MockedCall: invocation 1 has no response"),
        ({"0-1": HELLO, "1": HELLO}, "MockedCall/1: invocation 1 has two responses"),
        ({"1-0": HELLO}, "MockedCall/1-0: a number or a range such as 1-2 is needed"),
        ({"0-1000000": HELLO}, "MockedCall/0-1000000: at most 1000000 invocations are read"),
        ({"first": HELLO}, "MockedCall/first: a number or a range"),
        ({"0": {"Throw": {"Error": "E"}}}, "MockedCall/0: Return, or Throw with Error and Cause"),
        ({"0": {**HELLO, **TIMED_OUT}}, "MockedCall/0: Return, or Throw"),
        ({}, "MockedCall: an object with at least one invocation is needed"),
    ],
)
def test_a_response_that_is_not_of_the_format_is_refused_at_its_place(
    simulate: Simulate, tmp_path: Path, call: Json, message: str
) -> None:
    with pytest.raises(MockFileError, match=message):
        simulate(FLOW, mocks=MockFileCase(write(tmp_path, call), "Hello", "RetryPath"))


def test_an_unknown_case_is_refused_with_those_that_there_are(
    simulate: Simulate, tmp_path: Path
) -> None:
    file = write(tmp_path, RETRY)
    with pytest.raises(MockFileError, match="TestCases: there is no SadPath, only RetryPath"):
        simulate(FLOW, mocks=MockFileCase(file, "Hello", "SadPath"))


def test_a_file_that_is_not_json_is_refused_with_its_line(
    simulate: Simulate, tmp_path: Path
) -> None:
    file = tmp_path / "broken.json"
    file.write_text("{\n  nothing", encoding="utf-8")
    with pytest.raises(MockFileError, match=r"broken\.json, line 2: not JSON"):
        simulate(FLOW, mocks=MockFileCase(file, "Hello", "RetryPath"))
