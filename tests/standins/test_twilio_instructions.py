"""What the stand-in does with TwiML, given, fetched or pushed into a live call."""

from dataclasses import replace

import httpx
import pytest
from elevenlabs.client import ElevenLabs

from standins.web import Request, Response, Server
from tests.standins.customer_side import FAST, Customer, MakePhone

QUIET = "calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {replies: [%s]}}"
NOBODY_SPEAKS = "calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {}}"
GREETING = "calls: [{rings: 1s, then: clerk}]\nparts: {clerk: {says: Good evening.}}"
MENU = """
calls: [{rings: 1s, then: menu}]
parts:
  menu:
    is: menu
    says: For accounting press 2.
    replies: [{pressed: "2", after: 1s, then: clerk}]
  clerk: {says: Accounting.}
"""


def response(*verbs: str) -> str:
    return f"<Response>{''.join(verbs)}</Response>"


def gather(*prompts: str, **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<Gather action="/heard"{more}>{"".join(prompts)}</Gather>'


def test_a_menu_hears_the_keys_and_the_next_prompt_is_recognised(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(MENU)
    customer.answer("/voice", response(gather(input="speech")))
    turns = iter([response('<Play digits="ww2"/>', gather(input="speech")), response()])
    customer.answers["/heard"] = lambda _: next(turns)
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    heard = [webhook.parameters["SpeechResult"] for webhook in customer.at("/heard")]
    assert heard == ["For accounting press 2.", "Accounting."]
    assert "caller presses 2" in phone.transcript(sid)


def test_send_digits_are_pressed_as_soon_as_the_call_is_answered(phone_to: MakePhone) -> None:
    phone = phone_to(MENU)
    sid = phone.call(send_digits="W2")
    phone.wait(sid)
    assert phone.transcript(sid)[3:6] == [
        "hotel says For accounting press 2.",
        "caller presses 2",
        "hotel stops",
    ]


def test_play_lets_the_hotel_hear_what_elevenlabs_spoke(
    phone_to: MakePhone, customer: Customer, http: httpx.Client
) -> None:
    phone = phone_to(QUIET % "{hears: folio, then: hangs_up}")
    url, key = phone.pair.elevenlabs_url, phone.pair.elevenlabs.api_key
    voice = ElevenLabs(api_key=key, base_url=url, httpx_client=http)
    audio = b"".join(voice.text_to_speech.convert("v1", text="The folio, please."))
    store = Server(lambda _: Response(200, audio, "audio/mpeg"))
    store.start()
    customer.answer("/voice", response(f"<Play>{store.url}/a.mp3</Play>", gather()))
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    store.stop()
    assert "caller says The folio, please." in phone.transcript(sid)
    assert "hotel hangs up" in phone.transcript(sid)


def test_audio_that_cannot_be_had_is_an_error(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.answer("/voice", response("<Play>http://127.0.0.1:1/a.mp3</Play>"))
    phone.wait(phone.call())
    assert phone.problems() == [12300]


def test_audio_that_carries_no_words_is_an_error(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.answer("/voice", response(f"<Play>{customer.url('/other')}</Play>"))
    phone.wait(phone.call())
    assert phone.problems() == [12300]


def test_silence_comes_as_an_empty_result_where_that_was_asked_for(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    both = {"input": "dtmf speech", "actionOnEmptyResult": "true"}
    customer.answer("/voice", response(gather(**both)))
    phone.wait(phone.call())
    told = customer.at("/heard")[0]
    assert (told.parameters["SpeechResult"], told.parameters["Digits"]) == ("", "")
    assert told.signed


def test_without_input_the_next_verb_has_its_turn(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.answer("/voice", response(gather(input="speech"), "<Redirect>/next</Redirect>"))
    phone.wait(phone.call())
    assert len(customer.at("/next")) == 1
    assert customer.at("/heard") == []


def test_keys_end_a_gather_by_number_or_by_the_finishing_key(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(QUIET % '{hears: press, presses: "12#"}')
    turns = iter([response(gather("<Say>press</Say>")), response()])
    customer.answers["/heard"] = lambda _: next(turns)
    customer.answer("/voice", response(gather("<Say>press</Say>", numDigits="3", finishOnKey="")))
    phone.wait(phone.call())
    assert [webhook.parameters["Digits"] for webhook in customer.at("/heard")] == ["12#", "12"]


def test_a_hotel_that_begins_to_speak_stops_our_prompt(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(
        "calls: [{rings: 1s, then: hold}]\n"
        "parts: {hold: {is: hold, lasts: 2s, then: clerk}, clerk: {says: Hello there.}}"
    )
    prompt = "<Say>one two three four five six seven eight nine ten</Say>"
    customer.answer("/voice", response(gather(prompt, input="speech")))
    sid = phone.call()
    phone.wait(sid)
    assert "caller says one two three four five" in phone.transcript(sid)
    assert customer.at("/heard")[0].parameters["SpeechResult"] == "Hello there."


def test_confidence_is_the_script_s(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(GREETING.replace("evening.", 'evening., confidence: "0.31"'))
    customer.answer("/voice", response(gather(input="speech")))
    phone.wait(phone.call())
    assert customer.at("/heard")[0].parameters["Confidence"] == "0.31"


def test_a_pushed_decision_interrupts_a_pause_and_is_heard(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(QUIET % "{hears: folio, then: hangs_up}", replace(FAST, thinking_scale=100.0))
    customer.answer("/voice", response('<Pause length="60"/>', "<Redirect>/voice</Redirect>"))
    sid = phone.call()
    customer.wait_for(lambda webhook: webhook.path == "/voice")
    phone.client.calls(sid).update(twiml=response("<Say>A folio please</Say>", gather()))
    assert phone.wait(sid) == "completed"
    assert "hotel hangs up" in phone.transcript(sid)


def test_a_pushed_decision_overtakes_an_answer_that_is_still_to_come(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(NOBODY_SPEAKS)

    def decide_while_asked(_: object) -> str:
        sid = customer.at("/voice")[0].parameters["CallSid"]
        phone.client.calls(sid).update(twiml=response("<Say>Decided.</Say>"))
        assert phone.wait(sid) == "completed"
        return response("<Say>Stale.</Say>")

    customer.answers["/voice"] = decide_while_asked
    sid = phone.call()
    phone.wait(sid)
    assert "caller says Decided." in phone.transcript(sid)
    assert "caller says Stale." not in phone.transcript(sid)


def test_a_live_call_can_be_sent_to_another_url(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS, replace(FAST, thinking_scale=100.0))
    customer.answer("/voice", response('<Pause length="60"/>'))
    sid = phone.call()
    customer.wait_for(lambda webhook: webhook.path == "/voice")
    phone.client.calls(sid).update(url=customer.url("/next"), method="POST")
    phone.wait(sid)
    assert customer.at("/next")[0].signed


def test_a_live_call_is_hung_up_over_the_api(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS, replace(FAST, thinking_scale=100.0))
    customer.answer("/voice", response('<Pause length="60"/>'))
    sid = phone.call()
    customer.wait_for(lambda webhook: webhook.path == "/voice")
    phone.client.calls(sid).update(status="completed")
    assert phone.wait(sid) == "completed"


def test_inline_instructions_need_no_webhook(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    sid = phone.call(url=None, twiml=response("<Say>Hello.</Say>"))
    phone.wait(sid)
    assert "caller says Hello." in phone.transcript(sid)
    assert customer.at("/voice") == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("<Response><Dial>+1</Dial></Response>", 12100),
        ("<Response><Say", 12100),
        ("<Speak/>", 12100),
        ('<Response><Say loop="2">A</Say></Response>', 12100),
        ("<Response><Say><break/>A</Say></Response>", 12100),
        ("<Response><Say/></Response>", 12100),
        ('<Response><Pause length="-1"/></Response>', 12100),
        ('<Response><Gather input="telepathy"/></Response>', 12100),
        ('<Response><Gather partialResultCallback="/p"/></Response>', 12100),
        ("<Response><Gather><Hangup/></Gather></Response>", 12100),
    ],
)
def test_what_is_not_followed_is_refused_loudly(
    phone_to: MakePhone, customer: Customer, answer: str, code: int
) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.answer("/voice", answer)
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    assert phone.problems() == [code]
    call = phone.pair.twilio.exchange.find(sid)
    assert call is not None
    assert call.ended_because == f"application error {code}"


def test_a_webhook_that_fails_leads_to_the_fallback(
    phone_to: MakePhone, customer: Customer
) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.statuses["/voice"] = 500
    customer.answer("/fallback", response("<Say>Sorry.</Say>"))
    sid = phone.call(fallback_url=customer.url("/fallback"))
    phone.wait(sid)
    assert customer.at("/fallback")[0].parameters["ErrorCode"] == "11200"
    assert "caller says Sorry." in phone.transcript(sid)


def test_a_fallback_that_fails_too_ends_the_call(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.statuses |= {"/voice": 500, "/fallback": 500}
    assert phone.wait(phone.call(fallback_url=customer.url("/fallback"))) == "completed"
    assert phone.problems() == [11200, 11200]


def test_an_answer_that_is_no_xml_is_an_error(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    customer.content_type = "application/json"
    phone.wait(phone.call())
    assert phone.problems() == [12300]


def test_a_webhook_that_takes_too_long_is_given_up(phone_to: MakePhone, customer: Customer) -> None:
    phone = phone_to(NOBODY_SPEAKS, replace(FAST, webhook_seconds=0.1))
    ended = []

    def think_too_long(_: object) -> str:
        sid = customer.at("/voice")[0].parameters["CallSid"]
        ended.append(phone.wait(sid))
        return response("<Say>Too late.</Say>")

    customer.answers["/voice"] = think_too_long
    sid = phone.call()
    assert phone.wait(sid) == "completed"
    assert phone.problems() == [11200]
    assert "caller says Too late." not in phone.transcript(sid)


def test_a_gather_of_inline_instructions_needs_an_action(phone_to: MakePhone) -> None:
    phone = phone_to(NOBODY_SPEAKS)
    phone.wait(phone.call(url=None, twiml='<Response><Gather input="speech"/></Response>'))
    assert phone.problems() == [13335]


def test_the_web_server_reads_no_credentials_from_nonsense() -> None:
    for value in ("", "Basic", "Basic %%%", "Bearer YTpi", "Basic YQ=="):
        assert Request("GET", "/", "/", (), {"authorization": value}, b"").basic_auth() is None
