"""What reaches a Lambda: every shape finds its handler, and what has none is refused."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from generated import deployment
from generated.types.record_id import RecordId
from generated.values import Invalid, write_timestamp
from runtime.ports import World
from runtime.serving import (
    Function,
    load,
    serve_arming,
    serve_request,
    serve_routed,
    serve_schedule,
)
from runtime.wiring import LiveWorld
from tests.runtime.fakes import NOW, FakeWorld
from tests.runtime.given import HOTEL_ID, created, fact, world

NAMES = [row.name for row in deployment.FUNCTIONS]
ROOT = Path(__file__).parents[2]


def served(name: str) -> Function:
    return load(name, f"folio.{name}")


def posted(body: object) -> dict[str, object]:
    return {
        "rawPath": "/records",
        "rawQueryString": "",
        "headers": {},
        "body": body if isinstance(body, str) else json.dumps(body),
        "requestContext": {"http": {"method": "POST"}, "requestId": "request-1"},
    }


def routed(event: object) -> dict[str, object]:
    return {"detail-type": "RecordCreated", "source": "folio.store", "detail": event}


@pytest.mark.parametrize("name", NAMES)
def test_every_function_of_the_specs_has_a_handler_for_what_it_serves(name: str) -> None:
    function = served(name)

    assert not function.tasks or hasattr(function.handler, "perform")
    assert not function.events or hasattr(function.handler, "take")


def test_the_fakes_and_the_live_world_have_all_ports() -> None:
    worlds: list[World] = [FakeWorld(), LiveWorld()]  # mypy compares the ports' own methods
    ports = {name for name in vars(World) if not name.startswith("_")}

    assert all(ports <= {*vars(type(world)), *vars(world)} for world in worlds)


def test_records_that_are_posted_are_told_of() -> None:
    around = world()
    answer = serve_request(
        served("RecordIntake"), posted({"records": [created(1).to_data()]}), around
    )

    assert (answer["statusCode"], around.bus.types()) == (202, ["RecordCreated"])


def test_a_record_that_is_posted_twice_is_the_same_fact() -> None:
    around = world()
    for _ in range(2):
        serve_request(served("RecordIntake"), posted({"records": [created(1).to_data()]}), around)

    assert len({each.event_id for each in around.bus.told}) == 1


def test_a_list_with_mistakes_is_refused_with_all_of_them() -> None:
    around = world()
    records = [created(1).to_data(), {"record_id": "?"}, "no record"]
    answer = serve_request(served("RecordIntake"), posted({"records": records}), around)

    problems = json.loads(str(answer["body"]))["problems"]
    assert answer["statusCode"] == 400
    assert [each["where"] for each in problems] == ["records[1].record_id", "records[2]"]
    assert around.bus.told == []


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"records": []}', "[" * 100_000])
def test_a_body_that_holds_no_records_is_400(body: str) -> None:
    answer = serve_request(served("RecordIntake"), posted(body), world())

    assert answer["statusCode"] == 400


def test_a_routed_fact_reaches_its_handler() -> None:
    around = world()
    serve_routed(served("Scheduler"), routed(fact(created()).to_detail()), around)

    assert [each.request.record_id for each in around.lines.read(HOTEL_ID).waiting] == ["REC-1"]


def test_the_event_writer_takes_any_fact_and_numbers_it() -> None:
    around = world()
    serve_routed(served("EventWriter"), routed(fact(created()).to_detail()), around)

    assert list(around.event_store.stored) == [(RecordId("REC-1"), 1)]


@pytest.mark.parametrize(
    "detail",
    [
        None,
        {},
        {"event_type": "Unheard"},
        {**fact(created()).to_detail(), "schema_version": 99},
        {**fact(created()).to_detail(), "data": {}},
    ],
)
@pytest.mark.parametrize("name", ["EventWriter", "Scheduler", "CallInbox"])
def test_what_is_no_fact_is_refused_and_nothing_changes(name: str, detail: object) -> None:
    around = world()
    with pytest.raises(Invalid):
        serve_routed(served(name), routed(detail), around)

    assert (around.event_store.stored, around.lines.saved, around.inbox.facts) == ({}, {}, {})


def test_a_wait_is_armed() -> None:
    around = world()
    arming = {
        "key": "call-1",
        "wait": f"WaitForResponse@{write_timestamp(NOW)}",
        "token": "t" * 1500,
        "facts": [{"event": "TurnTranscribed", "after": None}],
        "deadline": write_timestamp(NOW),
    }
    serve_arming(served("CallInbox"), {"arm": arming}, around)

    assert [wait.entered for wait in around.inbox.waits.values()] == [NOW]


def test_an_arming_without_its_token_is_refused() -> None:
    arming = {"key": "call-1", "wait": f"Wait@{write_timestamp(NOW)}", "facts": []}
    with pytest.raises(Invalid, match=r"arm\.token"):
        serve_arming(served("CallInbox"), {"arm": arming}, world())


def test_a_schedule_reaches_its_handler() -> None:
    around = world()
    serve_routed(served("Scheduler"), routed(fact(created()).to_detail()), around)
    around.pick_ups.sent.clear()
    serve_schedule(served("Scheduler"), {"schedule": "SweepLines"}, "request-1", around)

    assert list(around.pick_ups.sent.values()) == [HOTEL_ID]


ENTRY = """
import json, sys, types
from runtime import entry
context = types.SimpleNamespace(aws_request_id="request-1")
try:
    print(json.dumps(entry.handler(json.loads(sys.argv[1]), context)))
except Exception as error:
    print(json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)}))
"""


def through_entry(name: str, event: object) -> tuple[dict[str, object], str]:
    """Serve an event in a process of its own, as Lambda does; give the answer and the log."""
    ran = subprocess.run(
        [sys.executable, "-c", ENTRY, json.dumps(event)],
        cwd=ROOT,
        env={"FUNCTION": name, "EVENT_SOURCE": "folio.test", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    *log, answer = ran.stdout.strip().splitlines()
    return json.loads(answer), "\n".join([*log, ran.stderr])


@pytest.mark.parametrize("event", [{}, {"Records": []}, {"Records": [{"eventSource": "aws:s3"}]}])
def test_what_has_no_shape_that_we_know_is_refused(event: object) -> None:
    answer, _ = through_entry("CallInitiator", event)

    assert answer["errorType"] == "Invalid"


def test_an_unreadable_message_of_a_queue_fails_alone() -> None:
    record = {"messageId": "m1", "eventSource": "aws:sqs", "body": "{", "attributes": {}}
    answer, _ = through_entry("BatchingEngine", {"Records": [record]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def test_an_unreadable_record_of_a_stream_fails_alone() -> None:
    record = {
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"SequenceNumber": "7", "NewImage": {"event_type": {"S": "Unheard"}}},
    }
    answer, _ = through_entry("StoreRelay", {"Records": [record]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "7"}]}


def test_no_log_line_repeats_what_was_sent() -> None:
    event = {"task": "EndCall", "command": "c", "correlation_id": "c", "input": "Ingrid Lindqvist"}
    answer, log = through_entry("CallInitiator", event)

    assert answer["errorType"] == "Invalid"
    assert "refused or failed" in log
    assert "Lindqvist" not in log + json.dumps(answer)


@pytest.mark.parametrize("name", NAMES)
def test_starting_a_function_imports_no_sdk(name: str) -> None:
    module = import_module("runtime.serving").load(name, "folio.test").handler.__name__
    sdks = "('boto3', 'twilio', 'elevenlabs')"
    code = f"import sys, {module}; print([each for each in {sdks} if each in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"
