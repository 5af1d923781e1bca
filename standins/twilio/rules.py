"""What Twilio takes as parameters of a call, as a table: each row a published rule with its source.

Stands apart from the API's description (contract.py), whose schema holds types and patterns but not
lengths, character sets and exclusions. Where Twilio would silently ignore a parameter, the row
refuses it: what is ignored was not meant. Invariant: a row never looks at calls or at the clock.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from standins.twilio import twiml

Form = Mapping[str, list[str]]

CALLS = "https://www.twilio.com/docs/voice/api/call-resource"
AMD = "https://www.twilio.com/docs/voice/answering-machine-detection"
LIMIT = (
    "https://www.twilio.com/en-us/blog/introducing-configurable-call-limits-for-programmable-voice"
)
ERRORS = "https://www.twilio.com/docs/api/errors/"

E164 = re.compile(r"\+[1-9]\d{6,14}")
URLS = ("Url", "FallbackUrl", "StatusCallback", "AsyncAmdStatusCallback", "RecordingStatusCallback")
METHODS = ("Method", "FallbackMethod", "StatusCallbackMethod", "RecordingStatusCallbackMethod")
UPDATABLE = {
    "Url",
    "Method",
    "Status",
    "FallbackUrl",
    "FallbackMethod",
    "StatusCallback",
    "StatusCallbackMethod",
    "Twiml",
    "TimeLimit",
}
CREATABLE = (UPDATABLE - {"Status"}) | {
    "To",
    "From",
    "StatusCallbackEvent",
    "SendDigits",
    "Timeout",
    "Record",
    "RecordingChannels",
    "RecordingStatusCallback",
    "RecordingStatusCallbackMethod",
    "RecordingStatusCallbackEvent",
    "RecordingTrack",
    "RecordingConfigurationId",
    "Trim",
    "MachineDetection",
    "MachineDetectionTimeout",
    "MachineDetectionSpeechThreshold",
    "MachineDetectionSpeechEndThreshold",
    "MachineDetectionSilenceTimeout",
    "AsyncAmd",
    "AsyncAmdStatusCallback",
    "AsyncAmdStatusCallbackMethod",
    "CallReason",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`breaks` tells what is wrong with a form, or "" where nothing is."""

    code: int
    source: str
    breaks: Callable[[Form], str]


@dataclass(frozen=True, slots=True)
class Violation:
    """A Twilio error: its number in the error dictionary, and what is wrong."""

    code: int
    message: str
    source: str


def _value(form: Form, name: str) -> str | None:
    return form[name][-1] if name in form else None


def _needs(name: str, message: str) -> Callable[[Form], str]:
    return lambda form: "" if _value(form, name) else message


def _matches(name: str, pattern: str, message: str) -> Callable[[Form], str]:
    def breaks(form: Form) -> str:
        value = _value(form, name)
        wrong = value is not None and re.fullmatch(pattern, value) is None
        return f"{message}: {value}" if wrong else ""

    return breaks


def _each_of(name: str, allowed: set[str]) -> Callable[[Form], str]:
    def breaks(form: Form) -> str:
        wrong = [value for value in form.get(name, []) if value not in allowed]
        return f"{name} takes {', '.join(sorted(allowed))}, not '{wrong[0]}'" if wrong else ""

    return breaks


def _within(name: str, least: int, most: int) -> Callable[[Form], str]:
    def breaks(form: Form) -> str:
        value = _value(form, name)
        fits = value is None or (value.isdecimal() and least <= int(value) <= most)
        return "" if fits else f"{name} must be a whole number from {least} to {most}: {value}"

    return breaks


def _only_with(name: str, others: set[str], why: str) -> Callable[[Form], str]:
    def breaks(form: Form) -> str:
        return f"{name} {why}" if name in form and not others <= form.keys() else ""

    return breaks


def _excludes(name: str, other: str, why: str) -> Callable[[Form], str]:
    return lambda form: f"{name} with {other}: {why}" if {name, other} <= form.keys() else ""


def _known(names: set[str]) -> Callable[[Form], str]:
    def breaks(form: Form) -> str:
        unknown = sorted(form.keys() - names)
        return f"Unknown parameter: {unknown[0]}" if unknown else ""

    return breaks


def _absolute_urls(form: Form) -> str:
    for name in URLS:
        value = _value(form, name)
        parts = urlsplit(value or "http://host")
        if parts.scheme not in {"http", "https"} or not parts.hostname or "_" in parts.hostname:
            return f"{name} is not a valid URL: {value}"
    return ""


def _twiml_reads(form: Form) -> str:
    text = _value(form, "Twiml")
    try:
        twiml.parse(text if text is not None else "<Response/>")
    except twiml.TwimlError as error:
        return str(error)
    return ""


def _short_twiml(form: Form) -> str:
    length = len(_value(form, "Twiml") or "")
    return f"Twiml has {length} characters; the maximum is 4000" if length > 4000 else ""


def _methods(form: Form) -> str:
    told = (_each_of(name, {"GET", "POST"})(form) for name in METHODS)
    return next((message for message in told if message), "")


_SHARED = (
    Rule(21205, ERRORS + "21205", _absolute_urls),
    Rule(21209, ERRORS + "21209", _methods),
    Rule(21200, CALLS + " (twiml)", _short_twiml),
    Rule(12100, ERRORS + "12100", _twiml_reads),
    Rule(21200, LIMIT, _within("TimeLimit", 60, 86_400)),
    Rule(21200, CALLS + " (url, twiml)", _excludes("Url", "Twiml", "Twiml would be ignored")),
)

CREATE = (
    Rule(20001, CALLS, _known(CREATABLE)),
    Rule(21201, ERRORS + "21201", _needs("To", "No 'To' number is specified")),
    Rule(21213, ERRORS + "21213", _needs("From", "No 'From' number is specified")),
    Rule(21211, ERRORS + "21211", _matches("To", E164.pattern, "Invalid 'To' Phone Number")),
    Rule(21212, ERRORS + "21212", _matches("From", E164.pattern, "Invalid 'From' Phone Number")),
    Rule(
        21205,
        ERRORS + "21200",
        lambda form: "" if form.keys() & {"Url", "Twiml"} else "Url parameter is required.",
    ),
    *_SHARED,
    Rule(
        21206,
        ERRORS + "21206",
        _matches("SendDigits", r"[0-9A-D*#wW]{1,32}", "Invalid SendDigits"),
    ),
    Rule(
        21200,
        CALLS + " (send_digits)",
        _excludes("SendDigits", "MachineDetection", "MachineDetection would be ignored"),
    ),
    Rule(21208, CALLS + " (timeout)", _within("Timeout", 1, 600)),
    Rule(21200, AMD, _each_of("MachineDetection", {"Enable", "DetectMessageEnd"})),
    Rule(21200, AMD, _within("MachineDetectionTimeout", 3, 59)),
    Rule(21200, AMD, _within("MachineDetectionSpeechThreshold", 1000, 6000)),
    Rule(21200, AMD, _within("MachineDetectionSpeechEndThreshold", 500, 5000)),
    Rule(21200, AMD, _within("MachineDetectionSilenceTimeout", 2000, 10_000)),
    Rule(21200, AMD, _each_of("AsyncAmd", {"true", "false"})),
    Rule(21200, AMD, _only_with("AsyncAmd", {"MachineDetection"}, "needs MachineDetection")),
    Rule(
        21200,
        AMD,
        _only_with("AsyncAmdStatusCallback", {"AsyncAmd"}, "is called only with AsyncAmd"),
    ),
    Rule(21200, AMD, _each_of("AsyncAmdStatusCallbackMethod", {"POST"})),
    Rule(
        21626,
        ERRORS + "21626",
        _each_of("StatusCallbackEvent", {"initiated", "ringing", "answered", "completed"}),
    ),
    Rule(
        21200,
        CALLS + " (status_callback_event)",
        _only_with("StatusCallbackEvent", {"StatusCallback"}, "needs a StatusCallback"),
    ),
    Rule(21200, CALLS + " (record)", _each_of("Record", {"true", "false"})),
    Rule(21200, CALLS + " (recording_channels)", _each_of("RecordingChannels", {"mono", "dual"})),
    Rule(
        21200,
        CALLS + " (recording_track)",
        _each_of("RecordingTrack", {"inbound", "outbound", "both"}),
    ),
    Rule(
        21200,
        CALLS + " (recording_status_callback_event)",
        _each_of("RecordingStatusCallbackEvent", {"in-progress", "completed", "absent"}),
    ),
    Rule(21200, CALLS + " (trim)", _each_of("Trim", {"trim-silence", "do-not-trim"})),
)

UPDATE = (
    Rule(20001, CALLS, _known(UPDATABLE)),
    *_SHARED,
    Rule(21200, CALLS + " (status)", _each_of("Status", {"canceled", "completed"})),
    Rule(21200, CALLS + " (update)", lambda form: "" if form else "Nothing to update"),
)


def violation(form: Form, rules: tuple[Rule, ...]) -> Violation | None:
    """The first rule that `form` breaks, as Twilio tells one at a time."""
    for rule in rules:
        message = rule.breaks(form)
        if message:
            return Violation(rule.code, message, rule.source)
    return None
