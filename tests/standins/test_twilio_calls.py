"""Calls from the queue to their end, placed by the real SDK, told by signed webhooks."""

from dataclasses import replace

import pytest

from tests.standins.customer_side import FAST, Customer, MakePhone

CLERK = """
calls: [{rings: 4s, then: clerk}]
parts:
  clerk:
    says: Front desk.
    replies:
      - {hears: folio, after: 1s, says: Yes of course.}
      - {hears: goodbye, says: Bye., then: hangs_up}
"""
LISTEN = '<Gather input="speech" action="/heard" actionOnEmptyResult="true" timeout="5"/>'
LISTEN_FOREVER = f'<Response>{LISTEN}<Redirect method="POST">/voice</Redirect></Response>'


def ask(text: str) -> str:
    return f"<Response><Say>{text}</Say>{LISTEN}</Response>"


def test_a_call_is_told_from_start_to_end(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(CLERK)
    customer.answer("/voice", "<Response><Say>Hello.</Say><Hangup/></Response>")
    assert phone.wait(phone.call()) == "completed"
    assert customer.statuses_told() == ["initiated", "ringing", "in-progress", "completed"]
    numbers = [webhook.parameters["SequenceNumber"] for webhook in customer.at("/status")]
    assert numbers == ["0", "1", "2", "3"]
    assert all(webhook.signed for webhook in customer.received)


def test_what_the_hotel_says_comes_as_speech_and_it_hears_what_is_said(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(CLERK)
    customer.answer("/voice", f"<Response>{LISTEN}</Response>")
    said = iter(["May I have the folio?", "Thank you, goodbye."])
    customer.answers["/heard"] = lambda _: ask(next(said))
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    heard = [webhook.parameters["SpeechResult"] for webhook in customer.at("/heard")]
    assert heard == ["Front desk.", "Yes of course."]
    assert phone.transcript(sid) == [
        "twilio initiated",
        "twilio ringing",
        "twilio in-progress",
        "hotel says Front desk.",
        "twilio instructions",
        "twilio gather",
        "caller says May I have the folio?",
        "hotel says Yes of course.",
        "twilio gather",
        "caller says Thank you, goodbye.",
        "hotel says Bye.",
        "hotel hangs up",
        "twilio completed",
        "twilio over",
    ]


def test_only_the_end_is_told_where_no_event_was_asked_for(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(CLERK)
    phone.wait(phone.call(status_callback_event=None))
    assert customer.statuses_told() == ["completed"]
    assert customer.at("/status")[0].parameters["SequenceNumber"] == "3"


def test_a_status_callback_can_be_a_get(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(CLERK)
    phone.wait(phone.call(status_callback_method="GET", status_callback_event=["completed"]))
    webhook = customer.at("/status")[0]
    assert webhook.parameters["CallStatus"] == "completed"
    assert webhook.signed


@pytest.mark.parametrize(
    ("outcome", "status", "sip_code"),
    [
        ("busy", "busy", "486"),
        ("no_answer", "no-answer", "487"),
        ("rejected", "failed", "603"),
        ("invalid_number", "failed", "404"),
    ],
)
def test_a_call_that_nobody_answers_ends_in_its_own_way(
    phone_to: MakePhone, customer: Customer, outcome: str, status: str, sip_code: str
) -> None:
    phone = phone_to(f"calls: [{{rings: 3s, then: {outcome}}}]")
    assert phone.wait(phone.call()) == status
    told = customer.at("/status")[-1].parameters
    assert (told["CallStatus"], told["SipResponseCode"]) == (status, sip_code)
    assert customer.at("/voice") == []


def test_it_rings_no_longer_than_the_timeout(phone_to: MakePhone) -> None:
    phone = phone_to("calls: [{then: no_answer}]")
    sid = phone.call(timeout=45)
    assert phone.wait(sid) == "no-answer"
    call = phone.pair.twilio.exchange.find(sid)
    assert call is not None
    assert call.ringing_seconds == 45.0


def test_a_number_that_no_hotel_has_fails_and_is_a_problem(phone_to: MakePhone) -> None:
    phone = phone_to(CLERK)
    assert phone.wait(phone.call(to="+12025550177")) == "failed"
    assert phone.problems() == [21211]


def test_durations_are_told_in_script_seconds(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(CLERK)
    customer.answer("/voice", '<Response><Pause length="75"/></Response>')
    sid = phone.call()
    phone.wait(sid)
    told = customer.at("/status")[-1].parameters
    assert (told["CallDuration"], told["Duration"]) == ("75", "2")
    assert phone.client.calls(sid).fetch().duration == "75"


def test_each_call_of_a_hotel_goes_its_own_way(phone_to: MakePhone) -> None:
    phone = phone_to("calls: [{rings: 1s, then: busy}, {rings: 1s, then: rejected}]")
    assert [phone.wait(phone.call()) for _ in range(3)] == ["busy", "failed", "failed"]


def test_the_time_limit_ends_a_call(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(CLERK)
    customer.answer("/voice", LISTEN_FOREVER)
    customer.answer("/heard", LISTEN_FOREVER)
    sid = phone.call(time_limit=90)
    assert phone.wait(sid) == "completed"
    call = phone.pair.twilio.exchange.find(sid)
    assert call is not None
    assert (call.talking_seconds, call.ended_because) == (90.0, "the time limit was reached")


def test_a_hotel_can_hang_up_in_the_middle_of_our_sentence(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(
        "calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {lasts: 2s, then: hangs_up}}"
    )
    customer.answer("/voice", ask("one two three four five six seven eight nine ten"))
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    assert "caller says one two three four five" in phone.transcript(sid)
    assert customer.at("/heard") == []


def test_calls_over_the_account_s_rate_wait_in_the_queue(phone_to: MakePhone) -> None:
    # half a second of real time for each call: longer than a busy machine takes to place it
    phone = phone_to("calls: [{rings: 1s, then: busy}]", replace(FAST, calls_per_second=0.002))
    sids = [phone.call() for _ in range(3)]
    for sid in sids:
        phone.wait(sid)
    waited = sorted(int(phone.client.calls(sid).fetch().queue_time) for sid in sids)
    assert waited[0] == 0
    assert waited[0] < waited[1] <= 500_000
    assert waited[1] < waited[2] <= 1_000_000


def test_a_stand_in_that_stops_ends_its_calls_and_tells_nobody(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(CLERK, replace(FAST, thinking_scale=100.0))
    customer.answer("/voice", '<Response><Pause length="600"/></Response>')
    sid = phone.call()
    customer.wait_for(lambda webhook: webhook.path == "/voice")
    phone.pair.twilio.exchange.shut_down()
    assert phone.wait(sid) == "canceled"
    assert "completed" not in customer.statuses_told()
