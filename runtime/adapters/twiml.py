"""Instructions in Twilio's words, TwiML: what its two adapters share.

It stands apart, and builds its XML itself, because it is on the way of every webhook, where an
import is heard as silence. Addresses are absolute: TwiML that is pushed has no page of its own.
Source: Twilio's TwiML for Programmable Voice.
"""

from collections.abc import Sequence
from functools import partial
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from generated.types.call_id import CallId
from runtime.telephony import (
    HangUp,
    Instruction,
    KeepListening,
    Listen,
    Pause,
    Play,
    PressKeys,
    ReportMessageLeft,
    Speak,
)

IDLE_SECONDS = 10
"""After so long without a word Twilio asks again what to do."""


ASK_AGAIN = "#rc=3&rp=5xx,ct,rt"
"""A request that we failed at comes again, up to three times within Twilio's 15 s: what it tells
must not be lost. By itself Twilio repeats only what could not connect. It keeps this to itself: it
is neither sent nor signed. Source: Twilio, Webhooks, connection overrides.
"""


def address(public_url: str, call_id: CallId, signal: str, turn: int | None = None) -> str:
    """Give the address at which Twilio tells us a signal of this call."""
    query = "" if turn is None else f"?turn={turn}"
    return f"{public_url}/calls/{call_id}/{signal}{query}{ASK_AGAIN}"


def word(call_id: CallId, instructions: Sequence[Instruction], public_url: str) -> str:
    """Write a TwiML document."""
    at = partial(address, public_url, call_id)
    verbs = "".join(_verb(instruction, at) for instruction in instructions)
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{verbs}</Response>'


def _verb(instruction: Instruction, at: "partial[str]") -> str:
    match instruction:
        case PressKeys(digits):
            return f"<Play digits={quoteattr('w' + digits)}/>"
        case Speak(text):
            return f"<Say>{escape(text)}</Say>"
        case Play(url):
            return f"<Play>{escape(url)}</Play>"
        case Pause(seconds):
            return f'<Pause length="{seconds}"/>'
        case Listen(turn, patience_seconds):
            return _gather(at("turn", turn), patience_seconds, ' actionOnEmptyResult="true"')
        case KeepListening(turn):
            return _gather(at("turn", turn), IDLE_SECONDS) + _redirect(at("idle", turn))
        case ReportMessageLeft():
            return _redirect(at("voicemail-left"))
        case HangUp():
            return "<Hangup/>"
        case _:
            assert_never(instruction)


def _gather(action: str, timeout: int, more: str = "") -> str:
    return (
        f'<Gather input="speech" speechTimeout="auto" timeout="{timeout}" method="POST"'
        f" action={quoteattr(action)}{more}/>"
    )


def _redirect(url: str) -> str:
    return f'<Redirect method="POST">{escape(url)}</Redirect>'
