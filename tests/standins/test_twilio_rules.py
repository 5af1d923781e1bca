"""Every parameter is checked as Twilio publishes it, and nothing wrong gets through."""

from pathlib import Path
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped] # no types

from standins.twilio import contract, rules
from tests.standins.customer_side import Customer, MakePhone

BUSY = "calls: [{rings: 1s, then: busy}]"
CONTRACT = Path(__file__).parents[3] / "shared" / "contracts" / "twilio_calls.json"
AMD = {"machine_detection": "Enable"}


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"url": None}, 21205),
        ({"url": "/voice"}, 21205),
        ({"url": "ftp://host/voice"}, 21205),
        ({"fallback_url": "not a url"}, 21205),
        ({"status_callback": "http://under_score.example/"}, 21205),
        ({"twiml": "<Response/>"}, 21200),
        ({"url": None, "twiml": "<Response><Say>" + "a" * 4000 + "</Say></Response>"}, 21200),
        ({"url": None, "twiml": "<Response><Dial/></Response>"}, 12100),
        ({"application_sid": "AP" + "0" * 32}, 20001),
        ({"byoc": "BY" + "0" * 32}, 20001),
        ({"method": "PUT"}, 21209),
        ({"status_callback_method": "PUT"}, 21209),
        ({"status_callback": None}, 21200),
        ({"status_callback_event": ["initiated", "in-progress"]}, 21626),
        ({"status_callback_event": ["initiated ringing"]}, 21626),
        ({"send_digits": "12x"}, 21206),
        ({"send_digits": "1" * 33}, 21206),
        ({"send_digits": "1", **AMD}, 21200),
        ({"timeout": 0}, 21208),
        ({"timeout": 601}, 21208),
        ({"time_limit": 59}, 21200),
        ({"time_limit": 86_401}, 21200),
        ({"machine_detection": "enable"}, 21200),
        ({"machine_detection_timeout": 60, **AMD}, 21200),
        ({"machine_detection_speech_threshold": 999, **AMD}, 21200),
        ({"machine_detection_speech_end_threshold": 5001, **AMD}, 21200),
        ({"machine_detection_silence_timeout": 1999, **AMD}, 21200),
        ({"async_amd": "yes", **AMD}, 21200),
        ({"async_amd": "true"}, 21200),
        ({"async_amd_status_callback": "http://host/amd", **AMD}, 21200),
        ({"async_amd_status_callback_method": "GET", "async_amd": "true", **AMD}, 21200),
        ({"record": "perhaps"}, 21200),
        ({"recording_channels": "stereo"}, 21200),
        ({"recording_track": "all"}, 21200),
        ({"recording_status_callback_event": ["done"]}, 21200),
        ({"trim": "a-bit"}, 21200),
    ],
)
def test_a_call_that_breaks_a_rule_is_not_placed(
    phone_to: MakePhone, parameters: dict[str, Any], code: int
) -> None:
    phone = phone_to(BUSY)
    with pytest.raises(TwilioRestException) as refused:
        phone.call(**parameters)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert phone.problems() == [code]
    assert phone.client.calls.list() == []


@pytest.mark.parametrize(("to", "code"), [("555-0100", 21211), ("", 21201)])
def test_a_call_needs_a_number_to_call(phone_to: MakePhone, to: str, code: int) -> None:
    phone = phone_to(BUSY)
    with pytest.raises(TwilioRestException) as refused:
        phone.call(to=to)
    assert refused.value.code == code


def test_a_call_needs_a_number_to_call_from(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    for number, code in (("", 21213), ("Folio", 21212)):
        with pytest.raises(TwilioRestException) as refused:
            phone.client.calls.create(to="+12025550100", from_=number, url="http://host/")
        assert refused.value.code == code


def test_everything_that_the_rules_allow_can_be_asked_for_at_once(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(BUSY)
    sid = phone.call(
        method="POST",
        fallback_url=customer.url("/fallback"),
        fallback_method="POST",
        timeout=45,
        time_limit=495,
        machine_detection="DetectMessageEnd",
        machine_detection_timeout=30,
        async_amd="true",
        async_amd_status_callback=customer.url("/amd"),
        async_amd_status_callback_method="POST",
        record=True,
        recording_channels="dual",
        recording_track="both",
        recording_status_callback=customer.url("/recording"),
        recording_status_callback_event=["completed", "absent"],
        trim="do-not-trim",
        call_reason="folio",
    )
    assert phone.wait(sid) == "busy"


def test_a_recording_is_taken_but_said_not_to_be_simulated(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    sid = phone.call(record=True)
    phone.wait(sid)
    told = "twilio does not record: no recording callback will come"
    assert told in phone.transcript(sid)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({}, 21200),
        ({"status": "paused"}, 21200),
        ({"twiml": "<Response/>", "url": "http://host/"}, 21200),
        ({"twiml": "<Response>"}, 12100),
        ({"url": "host"}, 21205),
        ({"time_limit": 5}, 21200),
        ({"method": "HEAD", "url": "http://host/"}, 21209),
    ],
)
def test_an_update_that_breaks_a_rule_changes_nothing(
    phone_to: MakePhone, parameters: dict[str, object], code: int
) -> None:
    phone = phone_to("calls: [{then: no_answer}]")
    sid = phone.call()
    with pytest.raises(TwilioRestException) as refused:
        phone.client.calls(sid).update(**parameters)
    assert refused.value.code == code


def test_every_rule_names_its_source() -> None:
    for rule in rules.CREATE + rules.UPDATE:
        assert rule.source.startswith("https://www.twilio.com/")


@pytest.mark.skipif(not CONTRACT.exists(), reason=f"Twilio's API description is not at {CONTRACT}")
class TestAgainstTwiliosDescription:
    def test_every_parameter_that_is_taken_is_described(self) -> None:
        described = contract.load(CONTRACT)
        assert rules.CREATABLE - described.create.keys() == contract.NEWER
        assert described.update.keys() >= rules.UPDATABLE

    @pytest.mark.parametrize(
        ("form", "told"),
        [
            ({"Volume": ["11"]}, "Unknown parameter: Volume"),
            ({"Timeout": ["soon"]}, "is not an integer"),
            ({"Record": ["perhaps"]}, "is not true or false"),
            ({"Method": ["PUT"]}, "is not one of GET, POST"),
            ({"Byoc": ["BY1"]}, "does not match"),
        ],
    )
    def test_what_it_does_not_allow_is_found(self, form: dict[str, list[str]], told: str) -> None:
        found = contract.load(CONTRACT).violation(form, creating=True)
        assert found is not None
        assert told in found.message

    def test_what_it_allows_passes(self) -> None:
        form = {"To": ["+12025550100"], "Timeout": ["45"], "RecordingConfigurationId": ["x"]}
        assert contract.load(CONTRACT).violation(form, creating=True) is None
        update = contract.load(CONTRACT).violation({"Status": ["asleep"]}, creating=False)
        assert update is not None
        assert "is not one of" in update.message
