"""The adapters of AWS and the fakes, held to the same behaviour: the adapters on a local AWS."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import boto3
import pytest
from botocore.stub import Stubber
from mypy_boto3_dynamodb import DynamoDBClient

from generated.events.batch_scheduled import BatchScheduled
from generated.events.response_analyzed import ResponseAnalyzed
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.call_plan import CallPlan
from generated.types.confidence import Confidence
from generated.types.hotel_id import HotelId
from generated.types.intent import Intent as Meaning
from generated.types.machine_verdict import MachineVerdict
from generated.types.phone_number import PhoneNumber
from generated.types.record_id import RecordId
from runtime.adapters.dynamodb_call_context import CallContext
from runtime.adapters.dynamodb_calls import DynamoDBCalls
from runtime.adapters.dynamodb_event_store import DynamoDBEventStore
from runtime.adapters.dynamodb_hotel_lines import DynamoDBHotelLines
from runtime.adapters.dynamodb_hotels import DynamoDBHotels
from runtime.adapters.dynamodb_inbox import DynamoDBInbox
from runtime.adapters.dynamodb_intents import DynamoDBIntents
from runtime.adapters.dynamodb_projections import DynamoDBProjections
from runtime.adapters.dynamodb_table import Table
from runtime.adapters.s3_prompts import S3Prompts
from runtime.adapters.secretsmanager_secret import Secret
from runtime.adapters.sqs_pick_ups import SQSPickUps
from runtime.adapters.stepfunctions_flows import StepFunctionsFlows
from runtime.adapters.stepfunctions_tokens import StepFunctionsTokens
from runtime.codec import with_sequence
from runtime.errors import SecretUnreadable
from runtime.ports import Calls, EventStore, HotelLines, InboxStore, Intents, Projections
from runtime.state.call import CallNews, Progress
from runtime.state.inbox import Accepts, Claim, ClaimState, InboxFact, Wait
from runtime.state.intent import BEGUN, Intent, IntentState
from runtime.state.line import Handled, Line, Live, Waiting
from runtime.state.projection import Projection, Status
from tests.runtime.fakes import (
    NOW,
    SID,
    FakeCalls,
    FakeClock,
    FakeEventStore,
    FakeInbox,
    FakeIntents,
    FakeLines,
    FakeProjections,
)
from tests.runtime.given import CALL_HEX, NOWHERE, fact, hotel, record_id, request

BOTH = pytest.mark.parametrize("kind", ["fake", "live"])
CALL_ID = CallId(f"call-{CALL_HEX}")


@pytest.fixture
def call_id() -> CallId:
    return CallId(f"call-{uuid4().hex}")


@pytest.fixture
def context(dynamodb: DynamoDBClient) -> CallContext:
    return CallContext(Table(dynamodb, "folio-call-context"), FakeClock())


@pytest.fixture
def event_store(kind: str, dynamodb: DynamoDBClient) -> EventStore:
    table = Table(dynamodb, "folio-events")
    return FakeEventStore() if kind == "fake" else DynamoDBEventStore(table)


@pytest.fixture
def inbox(kind: str, context: CallContext) -> InboxStore:
    return FakeInbox() if kind == "fake" else DynamoDBInbox(context)


@pytest.fixture
def intents(kind: str, context: CallContext) -> Intents:
    return FakeIntents() if kind == "fake" else DynamoDBIntents(context)


@pytest.fixture
def calls(kind: str, context: CallContext) -> Calls:
    return FakeCalls() if kind == "fake" else DynamoDBCalls(context)


@pytest.fixture
def lines(kind: str, dynamodb: DynamoDBClient) -> HotelLines:
    table = Table(dynamodb, "folio-hotel-lines")
    return FakeLines() if kind == "fake" else DynamoDBHotelLines(table)


@pytest.fixture
def projections(kind: str, dynamodb: DynamoDBClient) -> Projections:
    table = Table(dynamodb, "folio-status-projections")
    return FakeProjections() if kind == "fake" else DynamoDBProjections(table)


@BOTH
def test_a_sequence_of_an_aggregate_is_taken_once(event_store: EventStore) -> None:
    first = fact(
        ResponseAnalyzed(
            call_id=CallId(f"call-{uuid4().hex}"),
            record_id=record_id(),
            intent=Meaning.AGREE_SEND,
            confidence=Confidence(0.874),
        ),
        sequence=1,
    )
    second = with_sequence(first, 2)

    assert [event_store.append(each) for each in (first, second)] == [True, True]
    other = fact(first.event, number=9, sequence=2)
    assert not event_store.append(other)
    assert event_store.facts(first.event.aggregate_id) == [first, second]
    assert event_store.event_ids(first.event.aggregate_id) == [first.event_id] * 2


def waiting_fact(name: str = "TurnTranscribed") -> InboxFact:
    return InboxFact(str(uuid4()), name, NOW, {"confidence": 0.9, "transcript": "yes"})


def waits(token: str = "token-1") -> Wait:  # noqa: S107 - made up
    accepts = (Accepts("TurnTranscribed", NOW), Accepts("CallEnded", None))
    return Wait("WaitForResponse@x", NOW, token, accepts, NOW + timedelta(seconds=30))


@BOTH
def test_a_fact_is_in_the_inbox_once_and_comes_out_as_it_went_in(
    inbox: InboxStore, call_id: CallId
) -> None:
    told = waiting_fact()

    assert inbox.put_fact(call_id, told)
    assert not inbox.put_fact(call_id, replace(told, timestamp=NOW + timedelta(hours=1)))
    assert inbox.read(call_id).facts == (told,)


@BOTH
def test_arming_again_replaces_the_token_and_keeps_the_claim(
    inbox: InboxStore, call_id: CallId
) -> None:
    claim = Claim("fact-1", "token-1", 1, ClaimState.CLAIMED)
    inbox.put_wait(call_id, waits())
    assert inbox.claim(call_id, waits(), claim)
    inbox.put_wait(call_id, waits("token-2"))

    assert inbox.read(call_id).waits == (replace(waits("token-2"), claim=claim),)


@BOTH
def test_a_claim_is_made_only_on_what_was_read(inbox: InboxStore, call_id: CallId) -> None:
    claim = Claim("fact-1", "token-1", 1, ClaimState.CLAIMED)
    done = replace(claim, state=ClaimState.DONE)
    inbox.put_wait(call_id, waits())

    assert not inbox.claim(call_id, waits("token-0"), claim)
    assert inbox.claim(call_id, waits(), claim)
    assert not inbox.claim(call_id, waits(), replace(claim, event_id="fact-2"))
    assert inbox.claim(call_id, replace(waits(), claim=claim), done)
    assert not inbox.claim(call_id, replace(waits(), claim=claim), done)


@BOTH
def test_an_intent_is_begun_once_and_tells_what_came_of_it(
    intents: Intents, call_id: CallId
) -> None:
    done = Intent(IntentState.DONE, result={"action": "pressed"})
    failed = Intent(IntentState.FAILED, error=("CallRejected", "{}"))
    assert intents.begin(call_id, "a") is None
    assert intents.begin(call_id, "a") == BEGUN
    intents.finish(call_id, "a", done)
    intents.begin(call_id, "b")
    intents.finish(call_id, "b", failed)

    assert [intents.begin(call_id, name) for name in "ab"] == [done, failed]


@BOTH
def test_what_is_known_of_a_call_grows_and_its_progress_only_moves_forward(
    calls: Calls, call_id: CallId
) -> None:
    calls.update(call_id, CallNews(time_zone="Europe/Vienna", ends_by=NOW))
    calls.update(call_id, CallNews(provider_sid=SID, progress=Progress.ENDED))
    calls.update(call_id, CallNews(verdict=MachineVerdict.FAX, progress=Progress.RINGING))
    call = calls.update(call_id, CallNews(is_ending=True, takes_turn=True))

    assert call == calls.read(call_id)
    assert (call.time_zone, call.ends_by, call.provider_sid) == ("Europe/Vienna", NOW, SID)
    assert (call.verdict, call.progress) == (MachineVerdict.FAX, Progress.ENDED)
    assert (call.is_ending, call.turns) == (True, 2)


@BOTH
def test_of_a_call_that_nobody_wrote_about_only_its_id_is_known(
    calls: Calls, call_id: CallId
) -> None:
    call = calls.read(call_id)

    assert (call.call_id, call.provider_sid, call.turns) == (call_id, None, 1)


@BOTH
def test_a_menus_prompts_are_kept_by_turn(calls: Calls, call_id: CallId) -> None:
    assert calls.add_prompt(call_id, 1, "Press 1.") == []
    assert calls.add_prompt(call_id, 2, "Press 2.") == ["Press 1."]
    assert calls.add_prompt(call_id, 2, "Press 2.") == ["Press 1."]


def a_line(hotel_id: HotelId) -> Line:
    taken = Waiting(request(2), NOW, 2, CALL_ID)
    scheduled = BatchScheduled(
        batch_id=BatchId(f"batch-{CALL_HEX}"),
        hotel_id=hotel_id,
        call_id=CALL_ID,
        record_ids=(record_id(2),),
    )
    return Line(
        hotel_id=hotel_id,
        waiting=(Waiting(request(1), NOW + timedelta(hours=1)),),
        live=Live(CALL_ID, BatchId(f"batch-{CALL_HEX}"), NOW, (taken,), is_started=True),
        handled=(Handled("folio.test/fact-1", NOW),),
        outbox=(fact(scheduled),),
    )


@BOTH
def test_a_line_is_changed_by_one_at_a_time(lines: HotelLines) -> None:
    hotel_id = HotelId(f"hotel-{uuid4().hex}")
    first = lines.save(a_line(hotel_id), None)

    assert first == replace(a_line(hotel_id), version=1) == lines.read(hotel_id)
    assert lines.save(a_line(hotel_id), None) is None
    assert first is not None
    second = lines.save(replace(first, outbox=(), live=None), None)
    assert second == lines.read(hotel_id)
    assert lines.save(first, None) is None


@BOTH
def test_a_line_is_due_from_its_moment_on_and_not_when_nothing_is(lines: HotelLines) -> None:
    hotel_id = HotelId(f"hotel-{uuid4().hex}")
    saved = lines.save(Line(hotel_id), NOW - timedelta(days=2))

    assert hotel_id in lines.due(NOW)
    assert hotel_id not in lines.due(NOW - timedelta(days=2, seconds=1))
    assert saved is not None
    lines.save(saved, None)
    assert hotel_id not in lines.due(NOW)


@BOTH
def test_a_projection_replaces_the_one_that_was_read(projections: Projections) -> None:
    own = RecordId(uuid4().hex)
    first = Projection(own, Status.NEW, 1, NOW, NOW)
    second = replace(first, status=Status.SCHEDULED, sequence=2, next_at=NOW, call_id=CALL_ID)

    assert projections.read(own) is None
    assert projections.save(first, replaces=0)
    assert not projections.save(first, replaces=0)
    assert projections.save(second, replaces=1)
    assert not projections.save(second, replaces=1)
    assert projections.read(own) == second


def test_an_expired_item_of_a_call_is_not_read(dynamodb: DynamoDBClient, call_id: CallId) -> None:
    clock = FakeClock()
    inbox = DynamoDBInbox(CallContext(Table(dynamodb, "folio-call-context"), clock))
    inbox.put_fact(call_id, waiting_fact())
    clock.advance(timedelta(hours=24))

    assert inbox.read(call_id).facts == ()


def test_a_hotel_on_file_is_read(dynamodb: DynamoDBClient) -> None:
    known = hotel()
    boto_item = Table(dynamodb, "folio-hotel-config")
    boto_item.put(known.to_data(), "attribute_not_exists(hotel_id)")

    assert DynamoDBHotels(boto_item).find(known.hotel_id) == known
    assert DynamoDBHotels(boto_item).find(HotelId("nobody")) is None


def test_a_hotel_is_sent_once_for_each_reason(aws: dict[str, Any]) -> None:
    client = boto3.client("sqs", **aws)
    queue = client.create_queue(QueueName="pick-ups.fifo", Attributes={"FifoQueue": "true"})
    pick_ups = SQSPickUps(client, queue["QueueUrl"])
    for once_as in ("a", "a", "b"):
        pick_ups.send(HotelId("harbor"), once_as)

    found = client.receive_message(QueueUrl=queue["QueueUrl"], MaxNumberOfMessages=10)
    assert [json.loads(each["Body"]) for each in found["Messages"]] == [{"hotel_id": "harbor"}] * 2


def test_a_prompt_that_is_kept_can_be_played(aws: dict[str, Any]) -> None:
    client = boto3.client("s3", **aws)
    client.create_bucket(Bucket="prompts")
    prompts = S3Prompts(client, "prompts")
    assert prompts.find("hello.mp3") is None
    prompts.keep("hello.mp3", b"mp3 bytes")

    url = prompts.find("hello.mp3")
    assert url is not None
    with urlopen(url, timeout=10) as played:  # noqa: S310 - our own, on loopback
        assert played.read() == b"mp3 bytes"


def test_a_secret_is_read_once_and_anew_when_it_was_refused(
    aws: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = boto3.client("secretsmanager", **aws)
    client.create_secret(Name="a/secret", SecretString='{"auth_token": "one"}')
    secret = Secret(client, "a/secret")
    assert secret.read() == {"auth_token": "one"}
    client.put_secret_value(SecretId="a/secret", SecretString='{"auth_token": "two"}')

    assert not secret.refresh()  # read a moment ago
    assert secret.read() == {"auth_token": "one"}
    monkeypatch.setattr("runtime.adapters.secretsmanager_secret.FRESH_SECONDS", 0)
    assert secret.refresh()
    assert secret.read() == {"auth_token": "two"}


def test_a_secret_that_cannot_be_read_anew_stays_what_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = boto3.client("secretsmanager", **NOWHERE)
    stubber = Stubber(client)
    stubber.add_response("get_secret_value", {"SecretString": '{"auth_token": "one"}'})
    stubber.add_client_error("get_secret_value", "ThrottlingException")
    monkeypatch.setattr("runtime.adapters.secretsmanager_secret.FRESH_SECONDS", 0)
    secret = Secret(client, "a/secret")
    with stubber:
        secret.read()
        with pytest.raises(SecretUnreadable):
            secret.refresh()

        assert secret.read() == {"auth_token": "one"}


def plan() -> CallPlan:
    return CallPlan(
        call_id=CALL_ID,
        batch_id=BatchId(f"batch-{CALL_HEX}"),
        hotel_id=hotel().hotel_id,
        phone=PhoneNumber("+12025550114"),
        ivr_profile=(),
        requests=(request(),),
    )


def test_a_flow_is_named_by_its_call_and_one_that_was_started_is_left_alone() -> None:
    client = boto3.client("stepfunctions", **NOWHERE)
    stubber = Stubber(client)
    expected = {
        "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:flow",
        "name": CALL_ID,
        "input": json.dumps(plan().to_data()),
    }
    started = {"executionArn": "arn:aws:states:us-east-1:1:execution:f:x", "startDate": NOW}
    stubber.add_response("start_execution", started, expected)
    stubber.add_client_error("start_execution", "ExecutionAlreadyExists", expected_params=expected)
    with stubber:
        flows = StepFunctionsFlows(client, expected["stateMachineArn"])
        flows.start(plan())
        flows.start(plan())

    stubber.assert_no_pending_responses()


@pytest.mark.parametrize("error", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
def test_a_token_that_nobody_waits_for_is_an_answer(error: str) -> None:
    client = boto3.client("stepfunctions", **NOWHERE)
    stubber = Stubber(client)
    stubber.add_client_error("send_task_success", error)
    with stubber:
        assert not StepFunctionsTokens(client).complete("token", {})


def test_a_token_that_is_waited_for_is_completed() -> None:
    client = boto3.client("stepfunctions", **NOWHERE)
    stubber = Stubber(client)
    expected = {"taskToken": "token", "output": '{"fact": "CallEnded"}'}
    stubber.add_response("send_task_success", {}, expected)
    with stubber:
        assert StepFunctionsTokens(client).complete("token", {"fact": "CallEnded"})
