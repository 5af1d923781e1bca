"""Calls from the queue to their end, placed by the real SDK, told by signed webhooks."""

from tests.standins.customer_side import Customer, MakePhone

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
    assert phone.transcript(sid)[-1] == "twilio over"
