"""What a hotel's answer means: an intent and how sure we are of it.

It stands apart so that a product owner can read and extend the rules. Invariants: the outcome is an
intent and a time, never a text; rules apply in their order; what is too unsure is unintelligible,
and the flow asks again.
"""

import re
from datetime import datetime
from typing import NamedTuple

from generated.types.confidence import Confidence
from generated.types.hotel_answer import HotelAnswer
from generated.types.intent import Intent
from runtime.domain.callback_time import callback_time
from runtime.domain.menu import offers_keys
from runtime.domain.phrases import is_bare, plain, says_any, without

SURE_ENOUGH = 0.4
"""Below this, of rule and recogniser together, an answer counts as not understood."""


class Rule(NamedTuple):
    """Where one of the phrases is said, this is meant, as surely as `confidence` says. Phrases that
    are `bare` only count where an answer begins or ends with them.
    """

    intent: Intent
    confidence: float
    phrases: tuple[str, ...]
    bare: tuple[str, ...] = ()


def _phrases(*lists: str) -> tuple[str, ...]:
    return tuple(phrase for each in lists for phrase in each.split(", "))


def _rule(intent: Intent, confidence: float, *lists: str) -> Rule:
    return Rule(intent, confidence, _phrases(*lists))


NOT_YET = _phrases(
    "have not sent, havent sent, has not been sent, hasnt been sent, was not sent, wasnt sent",
    "have not been sent, havent been sent, did not send, didnt send",
)
"""What has not been done yet says nothing about whether it will be."""
SPELLED = re.compile(r"\b(?:[a-z0-9] ){3,}[a-z0-9]\b|\b[a-z] as in\b")
"""Letters one by one: they want to know whether they got it right."""

RULES = (
    _rule(
        Intent.AGREE_SEND,
        0.9,
        "but i will send, but ill send, but we will send, but well send, but i can send",
        "but we can send, but i will e mail, but ill e mail, but i can e mail, but we can e mail",
        "but i will email, but ill email, but i can email, but we can email",
    ),
    _rule(Intent.REFUSE, 0.9, "stop calling, do not call, dont call, never call"),
    _rule(
        Intent.CALLBACK_REQUEST,
        0.9,
        "call back, call again, call us back, call me back, call later, call tomorrow, call after",
        "call us again, ring back, ring again, phone back, try again, call me in, call me at",
        "call me tomorrow, call me later, call me after, call us in, call us at, call us tomorrow",
        "call us later, call us after, call us on, call in the, call at, call around, call on",
        "you call in, will be back, are back, is back, be in at, be in tomorrow",
        "back in the office, gone for the day, left for the day",
    ),
    _rule(
        Intent.NOT_FOUND,
        0.9,
        "cannot find, can not find, cant find, could not find, couldnt find, did not find",
        "didnt find, unable to find, unable to locate, cannot locate, cant locate, do not see",
        "dont see, not seeing, cannot see, cant see, not that i can see, seem to find",
        "no reservation, no record, no booking, no such guest, no guest, no one by, nobody by",
        "nothing under, nothing comes up, nothing is coming up, not coming up, does not come up",
        "doesnt come up, not showing, not in our system, not in the system, do not have a guest",
        "dont have a guest, do not have any guest, dont have any guest, do not have any record",
        "dont have any record, do not have any reservation, dont have any reservation",
        "do not have anyone, dont have anyone, do not have that name, dont have that name",
        "never stayed, did not stay, didnt stay, did not check in, didnt check in",
    ),
    _rule(
        Intent.ALREADY_SENT,
        0.9,
        "already sent, already emailed, already e mailed, have sent, was sent, been sent",
        "sent it, sent that, sent you, did send, been emailed, been e mailed, emailed it",
        "e mailed it, emailed that, e mailed that",
    ),
    _rule(
        Intent.REFUSE,
        0.9,
        "not send, cannot send, cant send, wont send, dont send, unable to send, not able to send",
        "do not give, dont give, cannot give, cant give, do not share, dont share, cannot share",
        "cant share, unable to share, cannot provide, cant provide, unable to provide",
        "do not provide, dont provide, cannot release, cant release, do not release, dont release",
        "not allowed, not permitted, against our policy, against policy, only to the guest",
        "not possible, i refuse, cannot do that, cant do that, wont do that, not interested",
        "do not do that, dont do that, cannot help, cant help, not able to help, wont be able",
        "will not be able, of course not, certainly not, absolutely not, afraid not",
    ),
    _rule(
        Intent.AGREE_SEND,
        0.95,
        "will send, ill send, well send, can send, could send, going to send, will email",
        "ill email, well email, can email, will e mail, ill e mail, well e mail, can e mail",
        "will forward, ill forward, can forward, will do, send it over, send that over",
        "send it to you, send it right, send it by, send that by, have it sent, get it sent",
        "get that sent, on its way, can do that, get that over, get it over, get it to you",
        "get that to you, will have it by, should have it by, sending it, emailing it",
        "e mailing it",
    ),
    _rule(
        Intent.TRANSFER_OFFER,
        0.85,
        "put you through, transfer you, transferring you, let me transfer, connect you",
        "get my manager, get the manager, speak to accounting, speak with accounting",
        "get someone, get somebody",
    ),
    _rule(
        Intent.HOLD_REQUEST,
        0.85,
        "hold on, please hold, one moment, one second, one minute, just a moment, just a second",
        "just a minute, a moment, give me a minute, give me a second, bear with me",
        "let me check, let me look, let me see, stay on the line, hang on",
    ),
    _rule(
        Intent.ASK_TO_REPEAT,
        0.85,
        "say that again, repeat, pardon, come again, excuse me, did not catch, didnt catch",
        "did not hear, didnt hear, cannot hear, cant hear, are you there, are you still there",
        "anybody there, anyone there, who is this, who is calling, whos calling, who are you",
        "speak up, can you spell, could you spell, how do you spell, number again, name again",
        "what was the, what is the, whats the, what is your, whats your, what e mail, what email",
        "where should i send, where do i send, where shall i send, is this a robot, why do you",
        "spelled out, which guest, which one, which reservation, which company, what company",
        "what name, what date, what dates, the dates, when did, what room, on behalf of",
    ),
    Rule(
        Intent.AGREE_SEND,
        0.8,
        _phrases(
            "yes, yeah, yep, yup, sure, of course, certainly, absolutely, no problem, happy to",
            "right away, okay, ok, gladly, my pleasure, thats fine, sounds good",
        ),
        bare=("fine", "alright", "all right"),
    ),
    Rule(Intent.REFUSE, 0.7, (), bare=("no", "nope")),
    _rule(Intent.GOODBYE, 0.8, "goodbye, good bye, bye, have a nice day"),
    _rule(Intent.ASK_TO_REPEAT, 0.6, "hello, what, who, which, sorry"),
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
    said = SPELLED.sub("spelled out", without(text, NOT_YET))
    for rule in RULES:
        if says_any(said, rule.phrases) or is_bare(said, rule.bare):
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
