"""The gaps of the simulated AWS that the shim closes: each as the service behaves."""

import json
from pathlib import Path
from typing import Any

import pytest

from local import ministack_shim
from local.aws import ACCOUNT, REGION
from tests.local.waiting import until
from tests.local.workbench import Workbench

DOES_NOTHING = "def handler(event, context): return None"
WAITS = "lambda:invoke.waitForTaskToken"
INVOKES = "lambda:invoke"


def task(integration: str, function: str, timeout: object) -> dict[str, Any]:
    return {
        "Resource": f"arn:aws:states:::{integration}",
        "TimeoutSeconds": timeout,
        "Arguments": {
            "FunctionName": function,
            "Payload": {"token": "{% $states.context.Task.Token %}"}
            if integration == WAITS
            else {},
        },
    }


def test_a_wait_ends_after_the_seconds_that_its_expression_gives(bench: Workbench) -> None:
    function = bench.make_function(DOES_NOTHING)

    assert bench.run_task(task(WAITS, function, "{% $max([1, 0.5]) %}")) == "States.Timeout"


def test_an_expression_sees_the_variables_of_its_state(bench: Workbench) -> None:
    function = bench.make_function(DOES_NOTHING)

    described = bench.run_flow(
        {
            "Start": {"Type": "Pass", "Assign": {"limit": 1}, "Next": "Wait"},
            "Wait": {"Type": "Task", **task(WAITS, function, "{% $limit %}"), "End": True},
        }
    )

    assert (described["status"], described["error"]) == ("FAILED", "States.Timeout")


def test_a_function_that_takes_longer_than_the_expression_gives_times_out(
    bench: Workbench,
) -> None:
    function = bench.make_function("import time\ndef handler(event, context): time.sleep(5)")

    assert bench.run_task(task(INVOKES, function, "{% 1 %}")) == "States.Timeout"


def test_a_literal_timeout_stays_what_it_was(bench: Workbench) -> None:
    function = bench.make_function(DOES_NOTHING)

    assert bench.run_task(task(INVOKES, function, 5)) == "went well"
    assert bench.run_task(task(WAITS, function, 1)) == "States.Timeout"


@pytest.mark.parametrize("expression", ["0", "-1", "1.5", "'5'", "null", "100000000", "$nothing"])
def test_an_expression_that_gives_no_positive_whole_number_fails_where_it_can_be_caught(
    bench: Workbench, expression: str
) -> None:
    function = bench.make_function(DOES_NOTHING)
    wait = task(WAITS, function, f"{{% {expression} %}}")

    caught = bench.run_task(wait, "States.QueryEvaluationError")

    assert caught == "States.QueryEvaluationError"


def test_a_wait_fails_at_once_when_the_function_that_got_its_token_fails(bench: Workbench) -> None:
    function = bench.make_function("def handler(event, context): raise LookupError('no store')")

    assert bench.run_task(task(WAITS, function, 9), "LookupError") == "LookupError"


def test_a_wait_ends_well_when_its_token_is_completed(bench: Workbench) -> None:
    function = bench.make_function(
        """
        import boto3
        def handler(event, context):
            flows = boto3.client("stepfunctions")
            flows.send_task_success(taskToken=event["token"], output="{}")
        """
    )

    assert bench.run_task(task(WAITS, function, 9)) == "went well"


def test_a_raised_exception_is_known_by_the_name_of_its_class(bench: Workbench) -> None:
    function = bench.make_function(
        """
        class CallRejected(Exception): pass
        def handler(event, context): raise CallRejected('{"outcome": "busy"}')
        """
    )

    answer = bench.functions.invoke(FunctionName=function)

    assert json.loads(answer["Payload"].read()) == {
        "errorType": "CallRejected",
        "errorMessage": '{"outcome": "busy"}',
    }
    assert bench.run_task(task(INVOKES, function, 5), "CallRejected") == "CallRejected"


def test_an_event_whose_function_fails_is_tried_again_and_then_kept(
    bench: Workbench, tmp_path: Path
) -> None:
    attempts = tmp_path / "attempts"
    function = bench.make_function(
        f"""
        def handler(event, context):
            with open({str(attempts)!r}, "a") as file:
                file.write(".")
            raise ValueError
        """
    )
    url = bench.queues.create_queue(QueueName="failures")["QueueUrl"]
    bench.functions.put_function_event_invoke_config(
        FunctionName=function,
        DestinationConfig={
            "OnFailure": {"Destination": f"arn:aws:sqs:{REGION}:{ACCOUNT}:failures"}
        },
    )
    bench.events.put_rule(Name="fails", EventPattern=json.dumps({"source": ["test"]}))
    bench.events.put_targets(Rule="fails", Targets=[{"Id": "it", "Arn": function}])

    bench.events.put_events(Entries=[{"Source": "test", "DetailType": "Any", "Detail": "{}"}])

    (kept,) = until(lambda: bench.queues.receive_message(QueueUrl=url).get("Messages"))
    assert json.loads(kept["Body"])["requestPayload"]["source"] == "test"
    assert attempts.read_text() == "..."


def test_a_stream_record_that_its_reader_reports_as_failed_comes_again(
    bench: Workbench, tmp_path: Path
) -> None:
    attempts = tmp_path / "attempts"
    function = bench.make_function(
        f"""
        def handler(event, context):
            number = event["Records"][0]["dynamodb"]["SequenceNumber"]
            with open({str(attempts)!r}, "a+") as file:
                file.write(".")
                file.seek(0)
                has_failed_before = len(file.read()) > 1
            failures = [] if has_failed_before else [{{"itemIdentifier": number}}]
            return {{"batchItemFailures": failures}}
        """
    )
    stream = bench.dynamodb.create_table(
        TableName="streamed",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]["LatestStreamArn"]
    mapping = bench.functions.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=stream,
        StartingPosition="TRIM_HORIZON",
        FunctionResponseTypes=["ReportBatchItemFailures"],
    )["UUID"]

    bench.dynamodb.put_item(TableName="streamed", Item={"id": {"S": "one"}})

    until(lambda: attempts.exists() and attempts.read_text() == "..")
    until(
        lambda: (
            bench.functions.get_event_source_mapping(UUID=mapping)["LastProcessingResult"]
            == "OK - 1 records"
        )
    )


def test_many_invocations_at_once_wait_for_few_processes(bench: Workbench, tmp_path: Path) -> None:
    processes = tmp_path / "processes"
    function = bench.make_function(
        f"""
        import os, time
        def handler(event, context):
            time.sleep(0.05)
            with open({str(processes)!r}, "a") as file:
                file.write(str(os.getpid()) + " ")
        """
    )

    for _ in range(12):
        bench.functions.invoke(FunctionName=function, InvocationType="Event")
    until(lambda: processes.exists() and len(processes.read_text().split()) == 12)

    assert len(set(processes.read_text().split())) <= ministack_shim.PROCESSES_PER_FUNCTION


def test_another_version_of_ministack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ministack_shim, "version", lambda _: "9.9.9")

    with pytest.raises(SystemExit, match=r"ministack is 9\.9\.9.*make setup"):
        ministack_shim.main()
