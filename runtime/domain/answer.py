"""What a hotel's answer means: an intent and how sure we are of it.

It stands apart so that a product owner can read and extend the rules. Invariants: the outcome is an
intent and a time, never a text; rules apply in their order; what is too unsure is unintelligible,
and the flow asks again.
"""

from datetime import datetime
from typing import NamedTuple

from generated.types.confidence import Confidence
from generated.types.hotel_answer import HotelAnswer
from generated.types.intent import Intent
from runtime.domain.callback_time import callback_time
from runtime.domain.menu import offers_keys
from runtime.domain.phrases import plain, says_any

SURE_ENOUGH = 0.4
"""Below this, of rule and recogniser together, an answer counts as not understood."""


class Rule(NamedTuple):
    """Where one of the phrases is said, this is meant, as surely as `confidence` says."""

    intent: Intent
    confidence: float
    phrases: tuple[str, ...]


def _rule(intent: Intent, confidence: float, *lists: str) -> Rule:
    phrases = tuple(phrase for each in lists for phrase in each.split(", "))
    return Rule(intent, confidence, phrases)


RULES = (
    _rule(
        Intent.CALLBACK_REQUEST,
        0.9,
        "call back, call again, call us back, call me back, call later, call tomorrow, call after",
        "call us again, ring back, ring again, phone back, try again",
    ),
    _rule(
        Intent.NOT_FOUND,
        0.9,
        "cannot find, can not find, cant find, could not find, couldnt find, did not find",
        "didnt find, unable to find, unable to locate, cannot locate, cant locate, do not see",
        "dont see, no reservation, no record, no booking, no such guest, nothing under",
        "not in our system, do not have a guest, dont have a guest, do not have anyone",
        "dont have anyone",
    ),
    _rule(
        Intent.ALREADY_SENT,
        0.9,
        "already sent, already emailed, already e mailed, have sent, was sent, been sent",
        "sent it, sent that, sent you",
    ),
    _rule(
        Intent.REFUSE,
        0.9,
        "not send, cannot send, cant send, wont send, dont send, unable to send, not able to send",
        "do not give, dont give, cannot give, cant give, do not share, dont share, cannot share",
        "cant share, unable to share, cannot provide, cant provide, unable to provide",
        "do not provide, not allowed, not permitted, against our policy, against policy",
        "not possible, i refuse, cannot do that, cant do that, wont do that, not interested",
        "stop calling, do not call, dont call",
    ),
    _rule(
        Intent.AGREE_SEND,
        0.95,
        "will send, ill send, well send, can send, could send, going to send, will email",
        "ill email, well email, can email, will e mail, ill e mail, well e mail, can e mail",
        "will forward, ill forward, can forward, will do, send it over, send that over",
        "send it to you, send it right, send it by, send that by, have it sent, get it sent",
        "get that sent, on its way",
    ),
    _rule(
        Intent.TRANSFER_OFFER,
        0.85,
        "put you through, transfer you, transferring you, let me transfer, connect you",
        "get my manager, get the manager, speak to accounting, speak with accounting",
    ),
    _rule(
        Intent.HOLD_REQUEST,
        0.85,
        "hold on, please hold, one moment, one second, one minute, just a moment, just a second",
        "just a minute, a moment, give me a minute, give me a second, bear with me",
        "let me check, let me look, let me see",
    ),
    _rule(
        Intent.ASK_TO_REPEAT,
        0.85,
        "say that again, repeat, pardon, come again, excuse me, did not catch, didnt catch",
        "did not hear, didnt hear, cannot hear, cant hear, are you there, are you still there",
        "anybody there, anyone there, who is this",
    ),
    _rule(
        Intent.AGREE_SEND,
        0.8,
        "yes, yeah, yep, sure, of course, certainly, absolutely, no problem, happy to",
        "right away, okay, ok, gladly, my pleasure",
    ),
    _rule(Intent.REFUSE, 0.7, "no, nope, sorry"),
    _rule(Intent.GOODBYE, 0.8, "goodbye, good bye, bye, have a nice day"),
    _rule(Intent.ASK_TO_REPEAT, 0.6, "hello, what, who, which"),
)
"""The first rule that fits decides: what is said plainly stands before what is only hinted at."""


def understand(transcript: str, heard: float, now: datetime, time_zone: str) -> HotelAnswer:
    """Tell what an answer means. `heard`: how sure the recogniser is of the words, 0 to 1;
    `time_zone`: the hotel's, in which "after three" is meant.
    """
    text = plain(transcript)
    if not text:
        return _answer(Intent.SILENCE, 1.0)
    if offers_keys(text):
        return _answer(Intent.IVR_PROMPT, 0.9)
    for rule in RULES:
        if says_any(text, rule.phrases):
            return _by_rule(rule, text, rule.confidence * heard, now, time_zone)
    return _answer(Intent.UNINTELLIGIBLE, 1.0 - heard / 2)


def _by_rule(
    rule: Rule, text: str, confidence: float, now: datetime, time_zone: str
) -> HotelAnswer:
    if confidence < SURE_ENOUGH:
        return _answer(Intent.UNINTELLIGIBLE, 1.0 - confidence)
    if rule.intent is Intent.CALLBACK_REQUEST:
        return _answer(rule.intent, confidence, callback_time(text, now, time_zone))
    return _answer(rule.intent, confidence)


def _answer(intent: Intent, confidence: float, callback_at: datetime | None = None) -> HotelAnswer:
    return HotelAnswer(
        intent=intent, confidence=Confidence(round(confidence, 3)), callback_at=callback_at
    )
