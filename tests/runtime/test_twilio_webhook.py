"""Webhooks with real signatures: forged ones are refused, genuine ones reach the inbox first."""

import base64
import json
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # no types

from generated.events.call_ended import CallEnded
from generated.events.fact import Fact
from generated.events.turn_transcribed import TurnTranscribed
from generated.types.call_id import CallId
from generated.types.machine_verdict import MachineVerdict
from runtime.adapters.twilio_phone_signals import LARGEST_FORM, TwilioPhoneSignals
from runtime.adapters.twiml import ASK_AGAIN
from runtime.errors import PublishFailed
from runtime.serving import Function, load, serve_request
from runtime.state.call import CallNews, Progress
from tests.runtime.fakes import NOW, SID, FakeWorld
from tests.runtime.given import CALL_HEX
from tests.runtime.given_secret import GivenSecret

CALL_ID = CallId(f"call-{CALL_HEX}")
PUBLIC_URL = "https://folio.example/base"
SECRET = {
    "account_sid": "AC" + "1" * 32,
    "auth_token": "current",
    "previous_auth_token": "previous",
    "public_url": PUBLIC_URL,
}

Form = Sequence[tuple[str, str]]


def event(
    signal: str,
    form: Form = (),
    query: str = "",
    token: str = "current",  # noqa: S107 - made up
    account: str = SECRET["account_sid"],
) -> dict[str, object]:
    """What API Gateway brings of a request that is signed with this token."""
    fields = [("AccountSid", account), ("CallSid", SID), *form]
    path = f"/calls/{CALL_ID}/{signal}"
    url = f"{PUBLIC_URL}{path}" + (f"?{query}" if query else "")
    signature = RequestValidator(token).compute_signature(url, _Repeated(fields))
    return {
        "rawPath": path,
        "rawQueryString": query,
        "headers": {
            "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
            "x-twilio-signature": signature,
        },
        "body": base64.b64encode(urlencode(fields).encode()).decode(),
        "isBase64Encoded": True,
        "requestContext": {"http": {"method": "POST"}, "requestId": "request-1"},
    }


class _Repeated:
    """The signer's own view of a form with repeated fields."""

    def __init__(self, fields: Form) -> None:
        self._fields = fields

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, _ in self._fields])

    def getlist(self, name: str) -> list[str]:
        return [value for each, value in self._fields if each == name]


@pytest.fixture
def secret() -> GivenSecret:
    return GivenSecret(dict(SECRET))


@pytest.fixture
def around(secret: GivenSecret) -> FakeWorld:
    world = FakeWorld()
    world.phone_signals = TwilioPhoneSignals(secret)  # type: ignore[assignment]  # the real one
    return world


@pytest.fixture(scope="module")
def webhook() -> Function:
    return load("TwilioWebhook", "folio.twilio-webhook")


def status_of(webhook: Function, request: object, around: FakeWorld) -> object:
    return serve_request(webhook, request, around)["statusCode"]


def twiml(webhook: Function, request: object, around: FakeWorld) -> list[ET.Element]:
    return list(ET.fromstring(str(serve_request(webhook, request, around)["body"])))  # noqa: S314 - ours


def told(around: FakeWorld, kind: str) -> list[Fact]:
    return [fact for fact in around.bus.told if kind == fact.event.TYPE]


@pytest.mark.parametrize("token", ["current", "previous"])
def test_a_request_signed_with_the_current_or_the_previous_token_is_served(
    webhook: Function, around: FakeWorld, token: str
) -> None:
    assert status_of(webhook, event("voice", token=token), around) == 200


def test_blank_and_repeated_fields_are_part_of_what_is_signed(
    webhook: Function, around: FakeWorld
) -> None:
    form = [("Empty", ""), ("Tag", "b"), ("Tag", "a"), ("Umlaut", "Zürich + 1%")]

    assert status_of(webhook, event("voice", form, "x=&turn=3&x=2"), around) == 200


def _without(name: str, request: dict[str, object]) -> dict[str, object]:
    headers = {key: text for key, text in request["headers"].items() if key != name}  # type: ignore[attr-defined]  # it is JSON
    return {**request, "headers": headers}


def _with(name: str, text: str, request: dict[str, object]) -> dict[str, object]:
    return {**request, "headers": {**request["headers"], name: text}}  # type: ignore[dict-item]  # it is JSON


FORGED = {
    "another token": event("voice", token="another"),
    "another account": event("voice", account="AC" + "2" * 32),
    "no signature": _without("x-twilio-signature", event("voice")),
    "an empty signature": _with("x-twilio-signature", "", event("voice")),
    "a signature that is no base64": _with("x-twilio-signature", "ünsinn", event("voice")),
    "another path": {**event("voice"), "rawPath": f"/calls/{CALL_ID}/status"},
    "another query": {**event("voice"), "rawQueryString": "turn=2"},
    "another body": {**event("voice"), "body": "AccountSid=x", "isBase64Encoded": False},
    "no body": {**event("voice"), "body": None},
    "no headers": {**event("voice"), "headers": {}},
    "a JSON body": _with("content-type", "application/json", event("voice")),
    "a body that is no base64": {**event("voice"), "body": "A" * 5},
    "a body with half a surrogate pair": {
        **event("voice"),
        "body": "AccountSid=\ud800",
        "isBase64Encoded": False,
    },
    "a huge body": event("voice", [("Padding", "x" * LARGEST_FORM)]),
    "a body that is no UTF-8": {**event("voice"), "body": base64.b64encode(b"\xff").decode()},
}


@pytest.mark.parametrize("request_", FORGED.values(), ids=FORGED.keys())
def test_whatever_is_not_provably_twilios_is_403_and_changes_nothing(
    webhook: Function, around: FakeWorld, request_: dict[str, object]
) -> None:
    assert status_of(webhook, request_, around) == 403
    assert (around.bus.told, around.inbox.facts, around.calls.known) == ([], {}, {})


@pytest.mark.parametrize(
    ("signal", "form", "query"),
    [
        ("unheard-of", (), ""),
        ("turn", (), "turn=next"),
        ("turn", (), "turn=1001"),
        ("turn", (), "turn=" + "9" * 5000),
        ("status", (("CallStatus", "dreaming"),), ""),
        ("machine", (("AnsweredBy", "a_parrot"),), ""),
    ],
)
def test_a_genuine_signal_that_means_nothing_to_us_is_404(
    webhook: Function, around: FakeWorld, signal: str, form: Form, query: str
) -> None:
    assert status_of(webhook, event(signal, form, query), around) == 404


def test_a_secret_that_was_rotated_is_read_anew(
    webhook: Function, around: FakeWorld, secret: GivenSecret
) -> None:
    secret.next_value = {**SECRET, "auth_token": "rotated"}

    assert status_of(webhook, event("voice", token="rotated"), around) == 200


def test_an_answered_call_is_listened_to_and_told_of_once(
    webhook: Function, around: FakeWorld
) -> None:
    (gather,) = twiml(webhook, event("voice"), around)
    twiml(webhook, event("status", [("CallStatus", "in-progress")]), around)

    assert gather.attrib["action"] == f"{PUBLIC_URL}/calls/{CALL_ID}/turn?turn=1{ASK_AGAIN}"
    assert gather.attrib["actionOnEmptyResult"] == "true"
    assert len({fact.event_id for fact in told(around, "CallConnected")}) == 1
    assert len(around.inbox.facts) == 1


def test_what_was_said_is_put_into_the_inbox_and_the_line_waits_for_the_flow_and_listens(
    webhook: Function, around: FakeWorld
) -> None:
    form = [("SpeechResult", "Yes, of course."), ("Confidence", "0.91")]
    pause, gather, redirect = twiml(webhook, event("turn", form, "turn=1"), around)

    (heard,) = [fact.event for fact in told(around, "TurnTranscribed")]
    assert isinstance(heard, TurnTranscribed)
    assert (heard.turn, heard.transcript, heard.confidence) == (1, "Yes, of course.", 0.91)
    assert pause.attrib == {"length": "2"}
    assert gather.attrib["action"].endswith(f"/turn?turn=2{ASK_AGAIN}")
    assert redirect.text == f"{PUBLIC_URL}/calls/{CALL_ID}/idle?turn=2{ASK_AGAIN}"


def test_silence_is_an_empty_transcript(webhook: Function, around: FakeWorld) -> None:
    twiml(webhook, event("turn", [("SpeechResult", "")], "turn=4"), around)

    assert [fact.event.to_data()["transcript"] for fact in around.bus.told] == [""]


def test_a_line_on_which_nobody_speaks_goes_on_listening_for_the_same_turn(
    webhook: Function, around: FakeWorld
) -> None:
    gather, _ = twiml(webhook, event("idle", query="turn=7"), around)

    assert gather.attrib["action"].endswith(f"/turn?turn=7{ASK_AGAIN}")
    assert around.bus.told == []


def test_a_request_that_comes_again_tells_the_same_fact(
    webhook: Function, around: FakeWorld
) -> None:
    request = event("turn", [("SpeechResult", "Hello")], "turn=1")
    twiml(webhook, request, around)
    twiml(webhook, request, around)

    assert len({fact.event_id for fact in around.bus.told}) == 1
    assert len(around.inbox.facts) == 1


@pytest.mark.parametrize(
    ("status", "outcome", "also"),
    [
        ("busy", "busy", ["CallFailed"]),
        ("no-answer", "no_answer", ["CallFailed"]),
        ("failed", "carrier_failure", ["CallFailed"]),
        ("canceled", "canceled", ["CallFailed"]),
        ("completed", "hung_up", []),
    ],
)
def test_a_call_ends_once_with_the_carriers_view(
    webhook: Function, around: FakeWorld, status: str, outcome: str, also: list[str]
) -> None:
    request = event("status", [("CallStatus", status), ("CallDuration", "31")])
    assert twiml(webhook, request, around) == []

    assert around.bus.types() == ["CallEnded", *also]
    assert isinstance(around.bus.told[0].event, CallEnded)
    assert around.bus.told[0].event.outcome == outcome


def test_a_call_that_we_hung_up_was_completed(webhook: Function, around: FakeWorld) -> None:
    around.calls.update(CALL_ID, CallNews(is_ending=True))
    twiml(webhook, event("status", [("CallStatus", "completed")]), around)

    assert around.bus.told[0].event.to_data()["outcome"] == "completed"


def test_a_number_that_nobody_has_is_invalid(webhook: Function, around: FakeWorld) -> None:
    form = [("CallStatus", "failed"), ("SipResponseCode", "404")]
    twiml(webhook, event("status", form), around)

    assert around.bus.told[0].event.to_data()["outcome"] == "invalid_number"


def test_a_status_only_moves_forward(webhook: Function, around: FakeWorld) -> None:
    twiml(webhook, event("status", [("CallStatus", "completed")]), around)
    around.bus.told.clear()
    twiml(webhook, event("status", [("CallStatus", "in-progress")]), around)
    twiml(webhook, event("status", [("CallStatus", "ringing")]), around)

    assert around.bus.told == []
    assert around.calls.known[CALL_ID].progress is Progress.ENDED


def test_the_machine_detections_verdict_is_kept_for_the_analysis(
    webhook: Function, around: FakeWorld
) -> None:
    twiml(webhook, event("machine", [("AnsweredBy", "machine_end_beep")]), around)

    assert around.calls.known[CALL_ID].verdict is MachineVerdict.MACHINE_END_BEEP
    assert around.bus.types() == ["MachineDetectionReceived"]
    assert around.inbox.facts == {}


@pytest.mark.parametrize("signal", ["voice", "idle"])
def test_a_call_that_we_are_ending_is_hung_up_at_its_next_signal(
    webhook: Function, around: FakeWorld, signal: str
) -> None:
    around.calls.update(CALL_ID, CallNews(is_ending=True))

    assert [verb.tag for verb in twiml(webhook, event(signal, query="turn=1"), around)] == [
        "Hangup"
    ]


def test_a_call_that_rang_through_after_its_time_is_hung_up(
    webhook: Function, around: FakeWorld
) -> None:
    around.calls.update(CALL_ID, CallNews(ends_by=NOW.replace(hour=1)))

    assert [verb.tag for verb in twiml(webhook, event("voice"), around)] == ["Hangup"]


def test_a_message_that_was_left_ends_the_call(webhook: Function, around: FakeWorld) -> None:
    assert [verb.tag for verb in twiml(webhook, event("voicemail-left"), around)] == ["Hangup"]
    assert around.bus.types() == ["VoicemailLeft"]


def test_a_fact_that_could_not_be_told_is_told_when_twilio_asks_again(
    webhook: Function, around: FakeWorld
) -> None:
    around.bus.fails_with = PublishFailed("throttled")
    with pytest.raises(PublishFailed):
        serve_request(webhook, event("voice"), around)
    around.bus.fails_with = None
    assert status_of(webhook, event("voice"), around) == 200

    assert [each.event_id for each in around.bus.told] == [
        each.event_id for each in around.inbox.facts.values()
    ]


def test_a_call_lasts_as_long_as_twilio_can_tell(webhook: Function, around: FakeWorld) -> None:
    form = [("CallStatus", "completed"), ("CallDuration", "9" * 5000)]
    twiml(webhook, event("status", form), around)

    assert around.bus.told[0].event.to_data()["talked_for"] == 0


def test_no_answer_repeats_what_was_sent(webhook: Function, around: FakeWorld) -> None:
    form = [("SpeechResult", "</Say><Hangup/>")]
    answer = serve_request(webhook, event("turn", form, "turn=1"), around)

    assert "Say" not in json.dumps(answer)
