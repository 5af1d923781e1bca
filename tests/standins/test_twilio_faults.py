"""Everything that can go wrong between Twilio and its customer, on the wire."""

from dataclasses import replace

import httpx
import pytest
from requests.exceptions import ReadTimeout
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped] # no types

from tests.standins.customer_side import FAST, Customer, LoopbackHttpClient, MakePhone, Webhook

TO = "+12025550100"


def faulty(fault: str) -> str:
    call = f"{{rings: 4s, then: clerk, faults: [{fault}]}}"
    return f"calls: [{call}]\nparts: {{clerk: {{says: Hello.}}}}"


def test_a_lost_webhook_never_comes(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(faulty("{fault: lost, webhook: answered}"))
    phone.wait(phone.call())
    assert customer.statuses_told() == ["initiated", "ringing", "completed"]


def test_a_duplicate_carries_the_same_token_and_number(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: duplicate, webhook: completed}"))
    phone.wait(phone.call(status_callback_event=["completed"]))
    first, second = customer.at("/status")
    assert first == second
    assert first.idempotency_token


def test_the_next_webhook_overtakes_a_reordered_one(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: reordered, webhook: ringing}"))
    phone.wait(phone.call())
    assert customer.statuses_told() == ["initiated", "in-progress", "ringing", "completed"]


def test_the_last_webhook_comes_even_if_nothing_overtakes_it(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: reordered, webhook: completed}"))
    phone.wait(phone.call())
    assert customer.statuses_told()[-1] == "completed"


def test_a_late_webhook_comes_after_those_that_were_told_later(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: late, webhook: initiated, by: 200s}"))
    phone.wait(phone.call())
    assert customer.statuses_told() == ["ringing", "in-progress", "completed", "initiated"]
    assert customer.at("/status")[-1].parameters["SequenceNumber"] == "0"


def test_a_forged_webhook_is_seen_through(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(faulty("{fault: wrong_signature, webhook: ringing}"))
    phone.wait(phone.call())
    assert [webhook.signed for webhook in customer.at("/status")] == [True, False, True, True]


def test_a_webhook_can_come_before_the_api_has_answered(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: before_response, webhook: answered}"))
    phone.call()
    assert customer.statuses_told()[:3] == ["initiated", "ringing", "in-progress"]


def test_the_first_instructions_can_be_lost_and_the_fallback_asked(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: lost, webhook: instructions}"))
    phone.wait(phone.call(fallback_url=customer.url("/fallback")))
    assert customer.at("/voice") == []
    assert len(customer.at("/fallback")) == 1


def test_what_was_heard_can_be_told_twice(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(faulty("{fault: duplicate, webhook: gather}"))
    customer.answer("/voice", '<Response><Gather input="speech" action="/heard"/></Response>')
    phone.wait(phone.call())
    heard = customer.at("/heard")
    assert [webhook.parameters["SpeechResult"] for webhook in heard] == ["Hello.", "Hello."]


def test_an_api_error_places_no_call_and_the_next_try_succeeds(phone_to: MakePhone) -> None:
    phone = phone_to(faulty("{fault: api_error}"))
    with pytest.raises(TwilioRestException) as failed:
        phone.call()
    assert failed.value.status == 503
    assert phone.client.calls.list() == []
    assert phone.wait(phone.call()) == "completed"


def test_a_refusal_places_no_call(phone_to: MakePhone) -> None:
    phone = phone_to(faulty("{fault: api_refusal}"))
    with pytest.raises(TwilioRestException) as refused:
        phone.call()
    assert (refused.value.status, refused.value.code) == (400, 21215)
    assert phone.client.calls.list() == []


def test_a_call_is_placed_although_the_api_never_answers(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: api_timeout}"))
    patient = phone.client.http_client
    hasty = LoopbackHttpClient(phone.pair.twilio.url, timeout=0.1)
    phone.client.http_client = hasty
    with pytest.raises(ReadTimeout):
        phone.call()
    hasty.session.close()
    phone.client.http_client = patient
    sid = customer.wait_for(lambda hook: hook.path == "/status").parameters["CallSid"]
    assert [call.sid for call in phone.client.calls.list(to=TO)] == [sid]


def test_a_fault_strikes_as_often_as_it_says(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(faulty("{fault: duplicate, webhook: gather, times: 2}"))
    again = (
        '<Response><Gather input="speech" action="/heard" actionOnEmptyResult="true"/></Response>'
    )
    turns = iter([again, again, again, again])
    customer.answer("/voice", again)
    customer.answers["/heard"] = lambda _: next(turns, "<Response/>")
    phone.wait(phone.call())
    tokens = [webhook.idempotency_token for webhook in customer.at("/heard")]
    assert [tokens.count(token) for token in dict.fromkeys(tokens)] == [2, 2, 1]


def test_a_fault_can_be_asked_for_the_next_call(
    phone_to: MakePhone, customer: Customer, http: httpx.Client
) -> None:
    phone = phone_to("calls: [{rings: 1s, then: busy}]")
    control = phone.pair.twilio.url + "/_standin/faults"
    asked = http.post(control, json={"to": TO, "fault": "lost", "webhook": "completed"})
    assert asked.status_code == 200
    phone.wait(phone.call())
    assert "busy" not in customer.statuses_told()
    phone.wait(phone.call())
    assert customer.statuses_told()[-1] == "busy"


@pytest.mark.parametrize("body", ["", "{}", '{"to": "+1", "fault": "gremlins"}', "[", "3"])
def test_a_fault_that_does_not_exist_is_refused(
    phone_to: MakePhone, http: httpx.Client, body: str
) -> None:
    phone = phone_to("calls: [{rings: 1s, then: busy}]")
    answer = http.post(phone.pair.twilio.url + "/_standin/faults", content=body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_a_callback_that_the_customer_refuses_is_a_problem(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to("calls: [{rings: 1s, then: busy}]", replace(FAST, webhook_seconds=1.0))
    customer.statuses["/status"] = 403
    phone.wait(phone.call(status_callback_event=["completed"]))
    assert phone.problems() == [11200]


ANSWERED = "calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {says: Hello.}}"


def fail(customer: Customer, status: int, times: int) -> None:
    """Has the first requests for instructions fail."""

    def answer(webhook: Webhook) -> str:
        is_first = len(customer.at(webhook.path)) <= times
        customer.statuses[webhook.path] = status if is_first else 200
        return "<Response/>"

    customer.answers["/voice"] = answer


@pytest.mark.parametrize(
    ("overrides", "status", "times_asked"),
    [
        ("", 500, 1),
        ("#rc=3&rp=5xx,ct,rt", 500, 3),
        ("#rc=1&rp=5xx", 500, 2),
        ("#rc=3&rp=all", 403, 3),
        ("#rc=3&rp=5xx", 403, 1),
    ],
)
def test_a_webhook_that_fails_is_asked_again_as_its_url_says(
    phone_to: MakePhone, customer: Customer, overrides: str, status: int, times_asked: int
) -> None:
    phone = phone_to(ANSWERED)
    fail(customer, status, times=2)
    phone.wait(phone.call(url=customer.url(f"/voice{overrides}")))

    came = customer.at("/voice")
    assert len(came) == times_asked
    assert all(webhook.signed for webhook in came)
    assert len({webhook.idempotency_token for webhook in came}) == 1


@pytest.mark.parametrize("overrides", ["#rc=6", "#rc=x", "#rp=3xx", "#tt=9"])
def test_overrides_that_break_a_rule_are_a_problem(
    phone_to: MakePhone, customer: Customer, overrides: str
) -> None:
    phone = phone_to(ANSWERED)
    phone.wait(phone.call(url=customer.url(f"/voice{overrides}")))

    assert phone.problems() == [11200]
    assert customer.at("/voice") == []


def test_twilio_waits_for_lost_instructions_before_it_gives_up(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(faulty("{fault: lost, webhook: instructions}"))
    sid = phone.call(fallback_url=customer.url("/fallback"))
    phone.wait(sid)
    (error,) = phone.told(sid, "application error")
    (answered,) = phone.told(sid, "in-progress")
    assert error["seconds"] - answered["seconds"] == 15  # type: ignore[operator] # script seconds


def test_a_fault_that_strikes_is_told(phone_to: MakePhone) -> None:
    phone = phone_to(faulty("{fault: late, webhook: completed, by: 3s}"))
    sid = phone.call()
    phone.wait(sid)
    (fault,) = phone.told(sid, "fault")
    assert {name: fault[name] for name in ("fault", "webhook", "by_seconds")} == {
        "fault": "late",
        "webhook": "completed",
        "by_seconds": 3.0,
    }
