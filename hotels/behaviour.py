"""The `behaves:` part of a hotel: which calls it gets and who or what is on the line.

    behaves:
      calls:                                 # the first call, the second ...; the last is repeated
        - {rings: 4s to 6s, then: menu}      # or busy, no_answer, invalid_number, rejected
      parts:                                 # who or what speaks, one after another
        menu:
          is: menu                           # person unless said otherwise
          says: For accounting, press 2.
          replies:                           # the first that fits is given
            - {pressed: "2", then: accounting}
            - {silent_for: 6s, then: hangs_up}

A part says its text, beeps if told to, lasts, and then goes on by itself where it has a `then`.
A reply answers something heard (`hears: anything` or phrases), keys pressed or silence: after a
moment it says something, presses keys, and goes on to another part, stays where it is, or hangs up.
What no reply fits is met with silence.

    after: 1s to 3s      the moment before a reply, 0.5s unless said
    at_most: 2           how often in a call; then the next reply that fits
    presses: "1"         keys that the hotel presses
    confidence: 0.45     how sure a recogniser is of what was said
    beeps: yes           a voicemail's tone after its greeting
    faults: [...]        of one call, between provider and customer (fault.py)

Quote what YAML would misread: "2", "Hello?", "Yes, of course". Invariant: the line always gets
somewhere; every name in a `then` exists, and a part that goes on by itself takes time.
"""

from dataclasses import dataclass
from enum import StrEnum

from hotels.fault import OPTIONAL as FAULT_OPTIONAL
from hotels.fault import REQUIRED as FAULT_REQUIRED
from hotels.fault import Fault, read_fault
from hotels.source import Lasting, Record

HANGS_UP = "hangs_up"
ANYTHING = "anything"
DEFAULT_CONFIDENCE = 0.92
BEFORE_REPLYING = Lasting(0.5, 0.5)


class PartKind(StrEnum):
    """Who or what is on the line."""

    PERSON = "person"
    MENU = "menu"
    VOICEMAIL = "voicemail"
    HOLD = "hold"
    RECORDING = "recording"  # an announcement that takes no message
    SCREENING = "screening"  # a machine that asks who is calling
    FAX = "fax"


class Unanswered(StrEnum):
    """How a call ends that nobody answers."""

    BUSY = "busy"
    NO_ANSWER = "no_answer"
    INVALID_NUMBER = "invalid_number"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Hears:
    """Something was said: one of `phrases`, or anything at all."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    """These keys were pressed, or any."""

    keys: str


@dataclass(frozen=True, slots=True)
class SilentFor:
    """Nobody has spoken or pressed a key for so long."""

    seconds: float


Trigger = Hears | Pressed | SilentFor


@dataclass(frozen=True, slots=True)
class Reply:
    """`then` is a part, `hangs_up`, or absent: stay. `at_most`: how often in a call."""

    on: Trigger
    after: Lasting
    says: str | None
    confidence: float
    presses: str | None
    then: str | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What happens when the line comes to this part is told in the module's docstring."""

    name: str
    kind: PartKind
    says: str | None
    confidence: float
    beeps: bool
    lasts: Lasting
    then: str | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class CallScript:
    """One call. `rings` is absent where it rings until the caller gives up."""

    rings: Lasting | None
    then: str | Unanswered
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A hotel's calls in order, and the parts by name."""

    calls: tuple[CallScript, ...]
    parts: dict[str, Part]


_PART_FIELDS = {"is", "says", "confidence", "beeps", "lasts", "then", "replies"}
_TRIGGERS = {"hears", "pressed", "silent_for"}
_REPLY_FIELDS = {"after", "says", "confidence", "presses", "then", "at_most"}


def read_behaviour(behaves: Record) -> Behaviour:
    """The behaviour in a hotel's `behaves`, its names checked."""
    parts = behaves.named("parts", set(), _PART_FIELDS)
    targets = parts.keys() | {HANGS_UP}
    calls = behaves.records("calls", {"then"}, {"rings", "faults"})
    behaviour = Behaviour(
        calls=tuple(_read_call(call, parts.keys() | set(Unanswered)) for call in calls),
        parts={name: _read_part(name, part, targets) for name, part in parts.items()},
    )
    for name in sorted(parts.keys() - _reached(behaviour)):
        parts[name].wrong("is", f"nothing leads to the part '{name}'")
    return behaviour


def _read_call(call: Record, targets: set[str]) -> CallScript:
    then = call.one_of("then", targets)
    if "rings" not in call and then != Unanswered.NO_ANSWER:
        call.wrong("then", "say how long it 'rings'; only no_answer can go without")
    faults = call.records("faults", FAULT_REQUIRED, FAULT_OPTIONAL)
    return CallScript(
        rings=call.lasting("rings") if "rings" in call else None,
        then=Unanswered(then) if then in set(Unanswered) else then,
        faults=tuple(read_fault(fault) for fault in faults),
    )


def _read_part(name: str, part: Record, targets: set[str]) -> Part:
    if name in set(Unanswered) | {HANGS_UP}:
        part.wrong("is", f"a part cannot be called '{name}'")
    if "then" in part and "says" not in part and part.lasting("lasts").least <= 0:
        part.wrong("then", "a part that goes on by itself needs 'says' or 'lasts'")
    if "lasts" in part and "then" not in part:
        part.wrong("lasts", "'lasts' needs a 'then': what comes afterwards")
    replies = part.records("replies", set(), _TRIGGERS | _REPLY_FIELDS)
    return Part(
        name=name,
        kind=_read_kind(part),
        says=part.text("says") or None,
        confidence=_read_confidence(part),
        beeps="beeps" in part and part.yes("beeps"),
        lasts=part.lasting("lasts"),
        then=part.one_of("then", targets) or None,
        replies=tuple(_read_reply(reply, targets) for reply in replies),
    )


def _read_reply(reply: Record, targets: set[str]) -> Reply:
    if not {"says", "presses", "then"} & reply.entries.keys():
        reply.wrong("hears", "a reply that does nothing: give it says, presses or then")
    return Reply(
        on=_read_trigger(reply),
        after=reply.lasting("after") if "after" in reply else BEFORE_REPLYING,
        says=reply.text("says") or None,
        confidence=_read_confidence(reply),
        presses=reply.matching("presses", r"[0-9*#]{1,32}", '"1"') or None,
        then=reply.one_of("then", targets) or None,
        at_most=reply.whole_number("at_most") if "at_most" in reply else None,
    )


def _read_trigger(reply: Record) -> Trigger:
    if len(_TRIGGERS & reply.entries.keys()) != 1:
        reply.wrong("hears", "a reply answers exactly one of hears, pressed, silent_for")
    if "pressed" in reply:
        return Pressed(reply.matching("pressed", r"[0-9*#]{1,32}|any", '"2" or any'))
    if "silent_for" in reply:
        seconds = reply.lasting("silent_for")
        if seconds.least < 0.5 or seconds.least != seconds.most:
            reply.wrong("silent_for", "silent_for must be one duration of at least 0.5s")
        return SilentFor(seconds.least)
    return Hears(reply.texts("hears"))


def _read_kind(part: Record) -> PartKind:
    kind = part.one_of("is", {kind.value for kind in PartKind})
    return PartKind(kind) if kind in set(PartKind) else PartKind.PERSON


def _read_confidence(record: Record) -> float:
    text = record.matching("confidence", r"0\.\d{1,4}|1\.0", "0.45")
    return float(text) if text.replace(".", "").isdigit() else DEFAULT_CONFIDENCE


def _reached(behaviour: Behaviour) -> set[str]:
    reached: set[str] = set()
    waiting = [call.then for call in behaviour.calls if not isinstance(call.then, Unanswered)]
    while waiting:
        name = waiting.pop()
        if name not in reached and name in behaviour.parts:
            reached.add(name)
            part = behaviour.parts[name]
            waiting += [reply.then for reply in part.replies if reply.then]
            waiting += [part.then] if part.then else []
    return reached
