"""The telephone, incoming: Twilio's webhooks.

Invariant: nothing of a request is believed before its signature was found to be made with our
secret, over the address that Twilio knows us by; whatever is odd about it is ForgedSignal. The
signature has no time in it, so a genuine request may come again at any time.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # no types

from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.machine_verdict import MachineVerdict
from generated.types.provider_sid import ProviderSid
from generated.types.turn import Turn
from generated.values import Invalid
from runtime.adapters.secretsmanager_secret import Secret
from runtime.adapters.twiml import word
from runtime.errors import ForgedSignal, UnknownSignal
from runtime.exchange import Request
from runtime.telephony import (
    Answered,
    Ended,
    Heard,
    Instruction,
    MachineJudged,
    MessageLeft,
    News,
    Ringing,
    Signal,
    StillThere,
)

_PATH = re.compile(r".*/calls/(?P<call_id>call-[0-9a-f]{32})/(?P<signal>[a-z-]+)")
_FAILURES = {
    "busy": CallOutcome.BUSY,
    "no-answer": CallOutcome.NO_ANSWER,
    "canceled": CallOutcome.CANCELED,
}
NO_SUCH_NUMBER = {"404", "410", "484", "604"}
"""SIP's answers for a number that nobody has. Source: RFC 3261, section 21."""
UNSURE = 0.5
"""Some of Twilio's recognisers give 0 or nothing as their confidence."""
LONGEST_TRANSCRIPT = 4000
LARGEST_FORM = 65_536
"""Bytes: many times what Twilio sends. Whoever sends more is not worth the reading."""


class Parameters(dict[str, list[str]]):
    """A form with repeated and blank fields, as the SDK's validator wants to read it."""

    def getlist(self, name: str) -> list[str]:
        """Give all values of a field."""
        return self[name]

    def first(self, name: str) -> str:
        """Give a field's first value; an absent one is empty."""
        return self.get(name, [""])[0]


class TwilioPhoneSignals:
    """PhoneSignals."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def read(self, request: Request) -> Signal:
        """Read a signal. Raises ForgedSignal, or UnknownSignal for one we have no use for."""
        parameters = _parameters(request)
        if not self._is_genuine(request, parameters):
            raise ForgedSignal("the signature is not Twilio's")
        match = _PATH.fullmatch(request.path)
        if match is None:
            raise UnknownSignal("no call has this address")
        try:
            return Signal(
                call_id=CallId(match["call_id"]),
                provider_sid=ProviderSid(parameters.first("CallSid")),
                news=_news(match["signal"], parameters, request.query),
            )
        except Invalid as invalid:
            raise UnknownSignal(str(invalid)) from None

    def word(self, call_id: CallId, instructions: Sequence[Instruction]) -> str:
        """Put instructions into Twilio's words, as an answer to its request."""
        return word(call_id, instructions, self._secret.read()["public_url"])

    def _is_genuine(self, request: Request, parameters: Parameters) -> bool:
        if _is_signed(request, parameters, self._secret.read()):
            return True
        return self._secret.refresh() and _is_signed(request, parameters, self._secret.read())


def _parameters(request: Request) -> Parameters:
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise ForgedSignal("Twilio sends forms")
    if len(request.body) > LARGEST_FORM:
        raise ForgedSignal("Twilio's forms are small")
    try:
        fields = parse_qsl(request.body.decode(), keep_blank_values=True)
    except ValueError:
        raise ForgedSignal("the form cannot be read") from None
    parameters = Parameters()
    for name, value in fields:
        parameters.setdefault(name, []).append(value)
    return parameters


def _is_signed(request: Request, parameters: Parameters, secret: Mapping[str, str]) -> bool:
    """Whether the signature is made with the current or the previous token, for our account."""
    signature = request.headers.get("x-twilio-signature")
    if not signature or parameters.first("AccountSid") != secret["account_sid"]:
        return False
    url = secret["public_url"] + request.path + (f"?{request.query}" if request.query else "")
    tokens = [secret["auth_token"], secret.get("previous_auth_token")]
    validators = [RequestValidator(token) for token in tokens if token]
    try:
        return any(each.validate(url, parameters, signature) for each in validators)
    except (TypeError, ValueError):  # the validator's own answer to some malformed requests
        return False


def _news(signal: str, parameters: Parameters, query: str) -> News:
    match signal:
        case "voice":
            return Answered(wants_instructions=True)
        case "status":
            return _status(parameters)
        case "machine":
            verdict = MachineVerdict.read(parameters.first("AnsweredBy"), "AnsweredBy")
            return MachineJudged(verdict)
        case "turn":
            transcript = parameters.first("SpeechResult")[:LONGEST_TRANSCRIPT]
            return Heard(_turn(query), transcript, _confidence(parameters, transcript))
        case "idle":
            return StillThere(_turn(query))
        case "voicemail-left":
            return MessageLeft()
        case _:
            raise UnknownSignal("no signal has this address")


def _status(parameters: Parameters) -> News:
    status = parameters.first("CallStatus")
    match status:
        case "queued" | "initiated" | "ringing":
            return Ringing()
        case "in-progress":
            return Answered(wants_instructions=False)
        case "completed":
            return Ended(None, timedelta(seconds=_number(parameters.first("CallDuration")) or 0))
        case "failed":
            is_wrong = parameters.first("SipResponseCode") in NO_SUCH_NUMBER
            outcome = CallOutcome.INVALID_NUMBER if is_wrong else CallOutcome.CARRIER_FAILURE
            return Ended(outcome, timedelta(0))
        case _ if status in _FAILURES:
            return Ended(_FAILURES[status], timedelta(0))
        case _:
            raise UnknownSignal("no status that we know")


def _turn(query: str) -> Turn:
    number = _number(parse_qs(query).get("turn", [""])[0])
    if number is None:
        raise UnknownSignal("a turn has a number")
    return Turn(number)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def _confidence(parameters: Parameters, transcript: str) -> float:
    """Read how sure the recogniser is; silence is silence for certain."""
    if not transcript:
        return 1.0
    try:
        confidence = float(parameters.first("Confidence"))
    except ValueError:
        return UNSURE
    return confidence if 0 < confidence <= 1 else UNSURE
