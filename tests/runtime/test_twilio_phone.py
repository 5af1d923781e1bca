"""The real Twilio SDK against a server on loopback: what it is asked, and what its answers mean."""

import json
from datetime import timedelta

import pytest

from generated.functions.call_initiator import CallRejected
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.phone_number import PhoneNumber
from runtime.adapters.twilio_phone import TwilioPhone
from runtime.adapters.twiml import ASK_AGAIN
from runtime.errors import OutcomeUnknown, PhoneFailed
from runtime.telephony import Dialling, HangUp, Listen, Speak
from tests.runtime.fakes import SID
from tests.runtime.given import CALL_HEX
from tests.runtime.given_secret import GivenSecret
from tests.runtime.loopback import Answers, answering

CALL_ID = CallId(f"call-{CALL_HEX}")
DIALLING = Dialling(
    CALL_ID, PhoneNumber("+12025550114"), timedelta(seconds=45), timedelta(seconds=490)
)
ADDRESS = f"https://folio.example/calls/{CALL_ID}"


def phone(server: Answers) -> tuple[TwilioPhone, GivenSecret]:
    secret = GivenSecret(
        {
            "account_sid": "AC" + "1" * 32,
            "auth_token": "current",
            "from_number": "+12025550100",
            "public_url": "https://folio.example",
            "api_url": server.url,
        }
    )
    return TwilioPhone(secret), secret


def reply(code: int, /, **fields: object) -> tuple[int, bytes]:
    return code, json.dumps(fields).encode()


def refusal(status: int, code: int) -> tuple[int, bytes]:
    return reply(status, status=status, code=code, message="no")


PLACED = reply(201, sid=SID, status="queued")


def test_a_call_is_placed_with_all_that_guards_it() -> None:
    with answering(PLACED) as server:
        sid = phone(server)[0].place(DIALLING)

    (asked,) = server.asked
    assert sid == SID
    assert asked.path == f"/2010-04-01/Accounts/AC{'1' * 32}/Calls.json"
    assert asked.form == {
        "To": ["+12025550114"],
        "From": ["+12025550100"],
        "Url": [f"{ADDRESS}/voice{ASK_AGAIN}"],
        "Method": ["POST"],
        "StatusCallback": [f"{ADDRESS}/status{ASK_AGAIN}"],
        "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
        "StatusCallbackMethod": ["POST"],
        "Timeout": ["45"],
        "TimeLimit": ["490"],
        "MachineDetection": ["DetectMessageEnd"],
        "AsyncAmd": ["true"],
        "AsyncAmdStatusCallback": [f"{ADDRESS}/machine{ASK_AGAIN}"],
        "AsyncAmdStatusCallbackMethod": ["POST"],
    }


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refusal(400, 21211), CallOutcome.INVALID_NUMBER),
        (refusal(400, 21215), CallOutcome.CARRIER_FAILURE),
        (refusal(429, 20429), CallOutcome.CARRIER_FAILURE),
    ],
)
def test_a_call_that_twilio_refuses_was_not_placed(
    answer: tuple[int, bytes], outcome: CallOutcome
) -> None:
    with answering(answer) as server, pytest.raises(CallRejected) as raised:
        phone(server)[0].place(DIALLING)

    assert raised.value.outcome is outcome
    assert len(server.asked) == 1


@pytest.mark.parametrize("answer", [refusal(500, 20500), (0, b"")], ids=["500", "cut off"])
def test_a_call_in_doubt_is_not_placed_again(answer: tuple[int, bytes]) -> None:
    with answering(answer) as server, pytest.raises(OutcomeUnknown):
        phone(server)[0].place(DIALLING)

    assert len(server.asked) == 1


def test_a_secret_that_was_rotated_is_read_anew_once() -> None:
    with answering(refusal(401, 20003), PLACED) as server:
        made, secret = phone(server)
        secret.next_value = {**secret.value, "auth_token": "rotated"}
        made.place(DIALLING)

    assert len({asked.headers["authorization"] for asked in server.asked}) == 2


def test_a_secret_that_stays_refused_is_a_rejection() -> None:
    with answering(refusal(401, 20003)) as server, pytest.raises(CallRejected):
        phone(server)[0].place(DIALLING)

    assert len(server.asked) == 1


def test_speaking_replaces_what_the_call_is_doing() -> None:
    with answering(reply(200, sid=SID)) as server:
        spoken = phone(server)[0].instruct(CALL_ID, SID, [Speak("Tom & Jerry <3"), Listen(2, 8)])

    (twiml,) = server.asked[0].form["Twiml"]
    assert spoken
    assert "<Say>Tom &amp; Jerry &lt;3</Say>" in twiml
    assert f'action="{ADDRESS}/turn?turn=2#rc=3&amp;rp=5xx,ct,rt"' in twiml


@pytest.mark.parametrize("answer", [refusal(404, 20404), refusal(400, 21220)])
def test_a_call_that_is_over_cannot_be_spoken_on_and_stays_hung_up(
    answer: tuple[int, bytes],
) -> None:
    with answering(answer) as server:
        made, _ = phone(server)
        assert not made.instruct(CALL_ID, SID, [HangUp()])
        made.hang_up(SID)


@pytest.mark.parametrize("answer", [refusal(500, 20500), (0, b"")], ids=["500", "cut off"])
def test_a_call_that_could_not_be_hung_up_is_an_error_that_may_be_tried_again(
    answer: tuple[int, bytes],
) -> None:
    with answering(answer) as server, pytest.raises(PhoneFailed):
        phone(server)[0].hang_up(SID)


def test_hanging_up_completes_the_call() -> None:
    with answering(reply(200, sid=SID)) as server:
        phone(server)[0].hang_up(SID)

    assert server.asked[0].form == {"Status": ["completed"]}
