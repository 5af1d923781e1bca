"""TwiML as typed verbs. What the stand-in does not follow, it refuses loudly.

Stands apart because both the API (inline TwiML) and the calls (fetched TwiML) read it. Source of
verbs, attributes and defaults: https://www.twilio.com/docs/voice/twiml and the pages below it.
Invariant: a document is read whole or not at all.
"""

import re
from dataclasses import dataclass
from typing import assert_never
from xml.etree import ElementTree as ET

_SECONDS = r"\d{1,5}"


class TwimlError(ValueError):
    """A document that Twilio, or only this stand-in, does not follow; the message says which."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speaks the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Play:
    """Plays the audio at a URL, relative to the document's."""

    url: str


@dataclass(frozen=True, slots=True)
class PlayDigits:
    """Presses keys; `w` waits half a second."""

    digits: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Waits."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gather:
    """Listens for speech, keys or both, and posts them to `action`.

    `prompts` are spoken first. `speech_seconds`: silence that ends an utterance.
    """

    speech: bool
    keys: bool
    timeout_seconds: float
    speech_seconds: float
    action: str | None
    method: str
    action_on_empty_result: bool
    number_of_keys: int | None
    finish_on_key: str
    barge_in: bool
    prompts: tuple[Say | Play | Pause, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """Goes on with the document at `url`."""

    url: str
    method: str


@dataclass(frozen=True, slots=True)
class Hangup:
    """Ends the call."""


Verb = Say | Play | PlayDigits | Pause | Gather | Redirect | Hangup

# Accepted and without effect here: they change how something sounds or is recognised.
_WITHOUT_EFFECT = {
    "Say": {"voice", "language"},
    "Gather": {"language", "hints", "profanityFilter", "speechModel", "enhanced"},
}
_ATTRIBUTES = {
    "Say": {"loop"},
    "Play": {"loop", "digits"},
    "Pause": {"length"},
    "Gather": {
        "input",
        "timeout",
        "speechTimeout",
        "action",
        "method",
        "actionOnEmptyResult",
        "numDigits",
        "finishOnKey",
        "bargeIn",
    },
    "Redirect": {"method"},
    "Hangup": set[str](),
}


def parse(text: str) -> tuple[Verb, ...]:
    """The verbs of one document, in order.

    Raises:
        TwimlError: with what is wrong and, where it is one verb, which.

    """
    try:
        root = ET.fromstring(text.strip())  # noqa: S314 the document comes from the system under test
    except ET.ParseError as error:
        raise TwimlError(f"Document parse failure: {error}") from error
    if root.tag != "Response":
        raise TwimlError(f"Document parse failure: the root is <{root.tag}>, not <Response>")
    return tuple(_verb(element) for element in root)


def _verb(element: ET.Element) -> Verb:
    _check_attributes(element)
    match element.tag:
        case "Say":
            return Say(_text(element))
        case "Play" if element.get("digits") is not None:
            return PlayDigits(_attribute(element, "digits", r"[0-9A-D*#wW]{1,128}", ""))
        case "Play":
            return Play(_text(element))
        case "Pause":
            return Pause(float(_attribute(element, "length", _SECONDS, "1")))
        case "Gather":
            return _gather(element)
        case "Redirect":
            return Redirect(_text(element), _attribute(element, "method", "GET|POST", "POST"))
        case "Hangup":
            return Hangup()
        case other:
            raise TwimlError(f"<{other}> is not followed by this stand-in")


def _gather(element: ET.Element) -> Gather:
    inputs = _attribute(element, "input", "dtmf|speech|dtmf speech|speech dtmf", "dtmf").split()
    timeout = _attribute(element, "timeout", _SECONDS, "5")
    speech_timeout = _attribute(element, "speechTimeout", rf"auto|{_SECONDS}", timeout)
    number = _attribute(element, "numDigits", r"[1-9]\d{0,2}", "")
    return Gather(
        speech="speech" in inputs,
        keys="dtmf" in inputs,
        timeout_seconds=float(timeout),
        # "auto" ends at the first pause in speech; its length is not published.
        speech_seconds=1.0 if speech_timeout == "auto" else float(speech_timeout),
        action=element.get("action"),
        method=_attribute(element, "method", "GET|POST", "POST"),
        action_on_empty_result=_is_true(element, "actionOnEmptyResult", "false"),
        number_of_keys=int(number) if number else None,
        finish_on_key=_attribute(element, "finishOnKey", r"[0-9*#]?", "#"),
        barge_in=_is_true(element, "bargeIn", "true"),
        prompts=tuple(_prompt(child) for child in element),
    )


def _prompt(element: ET.Element) -> Say | Play | Pause:
    verb = _verb(element)
    match verb:
        case Say() | Play() | Pause():
            return verb
        case PlayDigits() | Gather() | Redirect() | Hangup():
            raise TwimlError(f"<{element.tag}> cannot stand inside <Gather>")
        case _:
            assert_never(verb)


def _check_attributes(element: ET.Element) -> None:
    known = _ATTRIBUTES.get(element.tag, set()) | _WITHOUT_EFFECT.get(element.tag, set())
    unknown = sorted(set(element.attrib) - known)
    if element.tag in _ATTRIBUTES and unknown:
        raise TwimlError(f"<{element.tag}> with {unknown[0]} is not followed by this stand-in")
    if element.get("loop", "1") != "1":
        raise TwimlError(f"<{element.tag}> with loop other than 1 is not followed by this stand-in")
    if element.tag != "Gather" and len(element):
        raise TwimlError(
            f"<{element[0].tag}> inside <{element.tag}> is not followed by this stand-in"
        )


def _text(element: ET.Element) -> str:
    text = " ".join((element.text or "").split())
    if not text:
        raise TwimlError(f"<{element.tag}> is empty")
    return text


def _attribute(element: ET.Element, name: str, pattern: str, default: str) -> str:
    value = element.get(name)
    if value is None:
        return default
    if re.fullmatch(pattern, value) is None:
        raise TwimlError(f"<{element.tag}>: invalid {name} value '{value}'")
    return value


def _is_true(element: ET.Element, name: str, default: str) -> bool:
    return _attribute(element, name, "true|false", default) == "true"
