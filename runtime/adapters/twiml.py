"""Instructions in Twilio's words, TwiML: what its two adapters share.

It stands apart, and builds its XML itself, because it is on the way of every webhook, where an
import is heard as silence. Addresses are absolute: TwiML that is pushed has no page of its own.
Source: Twilio's TwiML for Programmable Voice.
"""

from collections.abc import Sequence
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


def word(call_id: CallId, instructions: Sequence[Instruction], public_url: str) -> str:
    """Write a TwiML document."""
    address = f"{public_url}/calls/{call_id}"
    verbs = "".join(_verb(instruction, address) for instruction in instructions)
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{verbs}</Response>'


def _verb(instruction: Instruction, address: str) -> str:
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
            return _gather(turn, patience_seconds, address, ' actionOnEmptyResult="true"')
        case KeepListening(turn):
            again = f'<Redirect method="POST">{address}/idle?turn={turn}</Redirect>'
            return _gather(turn, IDLE_SECONDS, address) + again
        case ReportMessageLeft():
            return f'<Redirect method="POST">{address}/voicemail-left</Redirect>'
        case HangUp():
            return "<Hangup/>"
        case _:
            assert_never(instruction)


def _gather(turn: int, timeout: int, address: str, more: str = "") -> str:
    action = quoteattr(f"{address}/turn?turn={turn}")
    return (
        f'<Gather input="speech" speechTimeout="auto" timeout="{timeout}" method="POST"'
        f" action={action}{more}/>"
    )
