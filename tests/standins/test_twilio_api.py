"""The API around a call: who may ask, what is found, what can still be changed."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from twilio.base.exceptions import (  # type: ignore[import-untyped] # no types
    TwilioException,
    TwilioRestException,
)
from twilio.rest import Client  # type: ignore[import-untyped] # no types

from standins.twilio.settings import SIMULATED_ACCOUNT_SID
from tests.standins.customer_side import Customer, LoopbackHttpClient, MakePhone

BUSY = "calls: [{rings: 1s, then: busy}]"
RINGING = "calls: [{then: no_answer}]"
TO = "+12025550100"


def test_a_wrong_token_is_refused(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    loopback = LoopbackHttpClient(phone.pair.twilio.url)
    stranger = Client(SIMULATED_ACCOUNT_SID, "wrong", http_client=loopback)
    with pytest.raises(TwilioRestException) as refused:
        stranger.calls("CA" + "0" * 32).fetch()
    loopback.session.close()
    assert (refused.value.status, refused.value.code) == (401, 20003)


@pytest.mark.parametrize("path", ["/", "/2010-04-01/Accounts/AC1/Calls.json", "/v2/Calls"])
def test_what_is_not_there_is_not_found(phone_to: MakePhone, http: httpx.Client, path: str) -> None:
    phone = phone_to(BUSY)
    settings = phone.pair.twilio.account.settings
    credentials = (settings.account_sid, settings.auth_token)
    answer = http.get(phone.pair.twilio.url + path, auth=credentials)
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "message", "more_info", "status"}


def test_an_unknown_call_is_not_found(phone_to: MakePhone) -> None:
    unknown = phone_to(BUSY).client.calls("CA" + "0" * 32)
    with pytest.raises(TwilioRestException) as not_fetched:
        unknown.fetch()
    with pytest.raises(TwilioRestException) as not_updated:
        unknown.update(status="completed")
    assert (not_fetched.value.code, not_updated.value.code) == (20404, 20404)


def test_a_call_is_shown_as_the_api_describes_it(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    sid = phone.call()
    phone.wait(sid)
    call = phone.client.calls(sid).fetch()
    assert (call.sid, call.to, call.status) == (sid, TO, "busy")
    assert call.direction == "outbound-api"
    assert call.date_created <= call.start_time <= call.end_time


def test_calls_are_listed_by_number_and_time(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    sids = [phone.call(), phone.call(), phone.call(to="+12025550101")]
    for sid in sids:
        phone.wait(sid)
    now = datetime.now(UTC)

    def listed(**query: object) -> list[str]:
        return [call.sid for call in phone.client.calls.list(**query)]

    assert listed() == sids[::-1]
    assert listed(to=TO) == [sids[1], sids[0]]
    assert listed(to=TO, start_time_after=now - timedelta(minutes=5)) == [sids[1], sids[0]]
    assert listed(start_time_after=now + timedelta(minutes=5)) == []
    assert listed(start_time_before=now - timedelta(minutes=5)) == []
    assert listed(status="failed") == [sids[2]]
    assert listed(page_size=1) == sids[::-1]


def test_a_list_with_a_time_that_is_none_is_refused(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    # The SDK turns a refused list into its base class, which carries no code.
    with pytest.raises(TwilioException, match="20001"):
        phone.client.calls.list(start_time="yesterday")


@pytest.mark.parametrize("status", ["canceled", "completed"])
def test_a_ringing_call_can_be_canceled(
    phone_to: MakePhone, customer: Customer, status: str
) -> None:
    phone = phone_to(RINGING)
    sid = phone.call(timeout=600)
    customer.wait_for(lambda hook: hook.parameters.get("CallStatus") == "ringing")
    phone.client.calls(sid).update(status=status)
    assert phone.wait(sid) == "canceled"
    assert customer.statuses_told()[-1] == "canceled"


def test_canceling_does_not_end_a_call_that_was_answered(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to("calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {}}")

    def cancel_while_answered(_: object) -> str:
        phone.client.calls(customer.at("/voice")[0].parameters["CallSid"]).update(status="canceled")
        return "<Response><Say>Still here.</Say></Response>"

    customer.answers["/voice"] = cancel_while_answered
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    assert "caller says Still here." in phone.transcript(sid)


def test_a_call_that_has_ended_cannot_be_changed(phone_to: MakePhone) -> None:
    phone = phone_to(BUSY)
    sid = phone.call()
    phone.wait(sid)
    for change in ({"status": "completed"}, {"twiml": "<Response/>"}):
        with pytest.raises(TwilioRestException) as refused:
            phone.client.calls(sid).update(**change)
        assert (refused.value.status, refused.value.code) == (400, 21220)


def test_a_call_that_is_not_answered_takes_no_instructions(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(RINGING)
    sid = phone.call(timeout=600)
    customer.wait_for(lambda hook: hook.parameters.get("CallStatus") == "ringing")
    with pytest.raises(TwilioRestException) as refused:
        phone.client.calls(sid).update(twiml="<Response/>")
    assert refused.value.code == 21220


def test_a_live_call_s_time_limit_can_be_shortened(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to("calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {}}")

    def shorten(_: object) -> str:
        phone.client.calls(customer.at("/voice")[0].parameters["CallSid"]).update(time_limit=60)
        return '<Response><Pause length="300"/></Response>'

    customer.answers["/voice"] = shorten
    sid = phone.call()
    phone.wait(sid)
    assert phone.client.calls(sid).fetch().duration == "60"


def test_the_record_of_what_happened_can_be_fetched(
    phone_to: MakePhone, http: httpx.Client
) -> None:
    phone = phone_to(BUSY)
    sid = phone.call()
    phone.wait(sid)
    control = phone.pair.twilio.url + "/_standin/"
    lines = http.get(control + "transcript", params={"call": sid}).text.splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["initiated", "ringing", "busy", "over"]
    assert [json.loads(line)["seconds"] for line in lines] == [0.0, 0.0, 1.0, 1.0]
    summary = http.get(control + "calls").json()
    assert [(call["hotel_id"], call["status"]) for call in summary] == [("HTL-9", "busy")]
    assert http.get(control + "problems").json() == []
    assert http.get(control + "elsewhere").status_code == 404
