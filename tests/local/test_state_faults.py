"""Faults of a flow's states on the local AWS: each as the service looks when it fails like that."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.aws import local_aws
from local.state_faults import StateFault
from tests.local.workbench import Workbench

FAULTS = [
    StateFault("Throttled", "throttle", {}, times=1),
    StateFault("Failing", "error", {}, error="Gone"),
    StateFault("Unanswered", "timeout", {}),
    StateFault("Late", "late", {}, late_seconds=1.0),
    StateFault("Elsewhere", "error", {"hotel_id": "another"}, error="Gone"),
]
RETRY = [{"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 1}]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with local_aws(tmp_path_factory.mktemp("aws") / "run", FAULTS) as aws:
        yield Workbench(aws)


def run(bench: Workbench, state: str, *, timeout: int = 5, **more: Any) -> tuple[str, str]:  # noqa: ANN401 - JSON
    """Run one state, whose function's effect is a queue; give how it ended and why."""
    function = bench.make_function(
        "import boto3, os\n"
        "def handler(event, context):\n"
        "    boto3.client('sqs', endpoint_url=os.environ['AWS_ENDPOINT_URL'])"
        ".create_queue(QueueName=event['effect'])\n"
    )
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "TimeoutSeconds": timeout,
        "Arguments": {"FunctionName": function, "Payload": {"effect": f"effect-of-{state}"}},
    }
    described = bench.run_flow({state: {**task, **more, "End": True}})
    return described["status"], described.get("error", "")


def has_effect(bench: Workbench, state: str) -> bool:
    found = bench.queues.list_queues(QueueNamePrefix=f"effect-of-{state}")
    return bool(found.get("QueueUrls"))


def test_a_throttled_call_has_no_effect_and_can_be_tried_again(faulty: Workbench) -> None:
    assert run(faulty, "Throttled", Retry=RETRY) == ("SUCCEEDED", "")


def test_a_failing_call_has_its_error_and_no_effect(faulty: Workbench) -> None:
    assert run(faulty, "Failing") == ("FAILED", "Gone")
    assert not has_effect(faulty, "Failing")


def test_an_unanswered_call_has_its_effect_and_times_out(faulty: Workbench) -> None:
    assert run(faulty, "Unanswered", timeout=2) == ("FAILED", "States.Timeout")
    assert has_effect(faulty, "Unanswered")


def test_a_late_call_succeeds_in_the_end(faulty: Workbench) -> None:
    assert run(faulty, "Late") == ("SUCCEEDED", "")


def test_a_late_call_has_less_time_left(faulty: Workbench) -> None:
    assert run(faulty, "Late", timeout=1) == ("FAILED", "States.Timeout")


def test_an_execution_that_was_not_meant_is_left_alone(faulty: Workbench) -> None:
    assert run(faulty, "Elsewhere") == ("SUCCEEDED", "")
