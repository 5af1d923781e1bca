"""Mocks of our own tasks say only what those tasks can say; mocks of others' say anything."""

import copy
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from generated.events.call_connected import CallConnected
from generated.events.call_ended import CallEnded
from generated.functions.call_initiator import BlockedByPolicy, CallRejected
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.call_plan import CallPlan
from generated.types.confirmation import Confirmation
from generated.types.folio_request import FolioRequest
from generated.types.guest_name import GuestName
from generated.types.hotel_id import HotelId
from generated.types.phone_number import PhoneNumber
from generated.types.provider_sid import ProviderSid
from generated.types.record_id import RecordId
from semantics.payload import Json
from simulator.testing import Failure, MockError, Mocks, Simulate, after, raised, returned, told

pytest_plugins = ["simulator.testing"]

FLOW = "generated/asl/call_handler.asl.json"
CALL = CallId(f"call-{1:032x}")
PLAN = CallPlan(
    call_id=CALL,
    batch_id=BatchId(f"batch-{1:032x}"),
    hotel_id=HotelId("hotel-1"),
    phone=PhoneNumber("+15551234567"),
    ivr_profile=(),
    requests=(
        FolioRequest(
            record_id=RecordId("record-1"),
            guest_name=GuestName("Ann Example"),
            confirmation_number=Confirmation("C1"),
            arrival=date(2026, 1, 1),
            departure=date(2026, 1, 3),
        ),
    ),
)  # fmt: skip
NO_ANSWER = CallEnded(call_id=CALL, outcome=CallOutcome.NO_ANSWER, talked_for=timedelta())
NOBODY: Mocks = {
    "CheckCallPolicy": [returned()],
    "InitiateCall": [returned()],
    "WaitForConnection": [after(45, told(NO_ANSWER))],
    "StoreOutcome": [returned()],
}


def test_a_fact_is_told_at_the_moment_when_it_comes(simulate: Simulate) -> None:
    run = simulate(FLOW, PLAN.to_data(), mocks=NOBODY)
    assert run.status == "SUCCEEDED"
    assert run.route[-2:] == ("WaitForConnection_ended", "StoreOutcome")
    assert run.calls[-1].arguments["Payload"]["input"]["outcome"] == "no_answer"
    (ended,) = [
        json.loads(event["taskSucceededEventDetails"]["output"])["event"]
        for event in run.history
        if event["type"] == "TaskSucceeded" and "no_answer" in str(event)
    ]
    assert ended["timestamp"] == "2026-01-01T00:00:45.000Z"


def test_a_declared_error_reaches_the_flow_with_its_fields(simulate: Simulate) -> None:
    rejected = raised(CallRejected(outcome=CallOutcome.INVALID_NUMBER))
    mocks: Mocks = {
        "CheckCallPolicy": [returned()],
        "InitiateCall": [rejected],
        "StoreOutcome": [returned()],
    }
    run = simulate(FLOW, PLAN.to_data(), mocks=mocks)
    assert run.calls[-1].arguments["Payload"]["input"]["outcome"] == "invalid_number"


@pytest.mark.parametrize(
    "error", [raised(BlockedByPolicy()), Failure("OutcomeUnknown"), Failure("Lambda.Unknown")]
)
def test_a_task_may_raise_what_it_declares_what_the_runtime_may_and_what_the_service_may(
    simulate: Simulate, error: Failure
) -> None:
    mocks: Mocks = {
        "CheckCallPolicy": [error] if error.error == "BlockedByPolicy" else [error, returned()],
    }
    with pytest.raises(MockError, match=r"^(InitiateCall|StoreOutcome) has no mock"):
        simulate(FLOW, PLAN.to_data(), mocks=mocks)


@pytest.mark.parametrize(
    ("state", "answer", "message"),
    [
        ("InitiateCall", {}, r"is a Lambda's task: mock it with returned\(...\)"),
        ("InitiateCall", returned({"sid": 1}), r"InitiateCall gives nothing"),
        ("InitiateCall", Failure("CallRejectd"), "cannot raise CallRejectd: it declares CallRej"),
        ("WaitForConnection", {"fact": "CallConnected"}, r"no fact is like this; told\(...\)"),
        (
            "WaitForConnection",
            {"fact": "CallConnected", "event": {"call_id": CALL, "provider_sid": f"CA{1:032x}"}},
            "fact.event.timestamp",
        ),
        ("WaitForConnection", {"fact": "DtmfSent"}, "awaits CallConnected or CallEnded, not Dtmf"),
        ("WaitForConnection", Failure("Odd"), "a wait cannot raise Odd"),
    ],
)
def test_a_mock_that_says_what_the_task_cannot_say_is_refused(
    simulate: Simulate, state: str, answer: Json, message: str
) -> None:
    with pytest.raises(MockError, match=message):
        simulate(FLOW, PLAN.to_data(), mocks={**NOBODY, state: [answer]})


def test_a_result_is_read_by_the_class_that_the_task_declares(simulate: Simulate) -> None:
    connected = CallConnected(call_id=CALL, provider_sid=ProviderSid(f"CA{1:032x}"))
    heard = {"call_id": CALL, "turn": 1, "transcript": "Hello?", "confidence": 0.9}
    greeting = {**heard, "timestamp": "2026-01-01T00:00:05.000Z"}
    mocks: Mocks = {
        **NOBODY,
        "WaitForConnection": [told(connected)],
        "WaitForGreeting": [{"fact": "TurnTranscribed", "event": greeting}],
        "AnalyzeConnection": [returned({"kind": "parrot"})],
    }
    with pytest.raises(MockError, match=r"gives AnalyzeConnectionResult, which this is not:.*kind"):
        simulate(FLOW, PLAN.to_data(), mocks=mocks)


def test_a_flow_that_asks_for_what_a_task_does_not_take_is_refused(
    simulate: Simulate, request: pytest.FixtureRequest
) -> None:
    flow = json.loads((request.config.rootpath / FLOW).read_text(encoding="utf-8"))
    changed = copy.deepcopy(flow)
    changed["States"]["InitiateCall"]["Arguments"]["Payload"]["input"]["phone"] = "none"
    with pytest.raises(MockError, match=r"the flow asks InitiateCall wrongly: input\.phone"):
        simulate(changed, PLAN.to_data(), mocks=NOBODY)


@pytest.mark.parametrize("name", ["folio-call-initiator:live", "somebody-elses"])
def test_a_function_is_known_by_its_arn_and_nobody_elses_is_judged(
    simulate: Simulate, tmp_path: Path, request: pytest.FixtureRequest, name: str
) -> None:
    text = (request.config.rootpath / FLOW).read_text(encoding="utf-8")
    flow = tmp_path / "flow.asl.json"
    flow.write_text(text, encoding="utf-8")
    arn = {"CallInitiator": f"arn:aws:lambda:us-east-1:123456789012:function:{name}"}
    mocks: Mocks = {**NOBODY, "CheckCallPolicy": [returned("not what it gives")]}
    if name == "somebody-elses":
        run = simulate(flow, PLAN.to_data(), mocks=mocks, substitutions=arn)
        assert run.status == "SUCCEEDED"
    else:
        with pytest.raises(MockError, match="CheckCallPolicy gives nothing"):
            simulate(flow, PLAN.to_data(), mocks=mocks, substitutions=arn)
