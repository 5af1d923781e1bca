"""A hotel's side of one telephone call, as a pure state machine over script time.

    ringing = dial(hotel, call=0, seed=1)
    line = ringing.then                            # a Line, or an Unanswered
    line, acts = line.advance(0.0)                 # what it does up to now: ((0.0, Says(...)),)
    line, acts = line.advance(9.5, CallerSays("May I have the folio of ..."))
    line.wakes_at                                  # when it next does something by itself

Stands apart from those who give it time: the stand-ins run it on a scaled clock, a simulator on a
virtual one. Times are seconds of script time since the call was answered and never go back.
Invariant: the same script, call, seed and stimuli give the same acts at the same times.
"""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from hotels.acts import (
    Act,
    Beeps,
    CallerPresses,
    CallerSays,
    CallerStarts,
    Faxes,
    HangsUp,
    Presses,
    Says,
    Stimulus,
    Stops,
)
from hotels.behaviour import (
    ANYTHING,
    HANGS_UP,
    Behaviour,
    Hears,
    Part,
    PartKind,
    Pressed,
    Reply,
    SilentFor,
    Trigger,
    Unanswered,
)
from hotels.script import Hotel
from hotels.source import Lasting
from hotels.speech import says_phrase, speech_seconds, words

TimedActs = tuple[tuple[float, Act], ...]


@dataclass(frozen=True, slots=True)
class _Enters:
    """Planned like an act, noticed by nobody: another part takes over."""

    part: str


@dataclass(frozen=True, slots=True)
class Line:
    """One answered call. Made by `dial`; advancing it gives a new Line."""

    behaviour: Behaviour
    seed: str
    part: Part
    answered_by: PartKind
    plan: tuple[tuple[float, Act | _Enters], ...]
    speaks_until: float = 0.0
    quiet_since: float | None = 0.0  # absent while the caller speaks
    replies_given: Mapping[tuple[str, int], int] = field(default_factory=dict)
    draws: int = 0
    over: bool = False

    @property
    def wakes_at(self) -> float | None:
        """When it next does something if nothing is heard; None: never."""
        if self.over:
            return None
        planned = [self.plan[0][0]] if self.plan else []
        return min([*planned, *_silence_ends(self)], default=None)

    @property
    def waits_for_caller(self) -> bool:
        """Whether it does nothing more before it hears something, but for ending the call: a person
        who loses patience, a voicemail whose time is up.
        """
        return not self.over and all(isinstance(act, HangsUp) for _, act in self.plan)

    def advance(self, at: float, stimulus: Stimulus | None = None) -> tuple["Line", TimedActs]:
        """Everything it does up to and including `at`; `stimulus` is noticed at `at`."""
        line, acts = _run_until(self, at)
        if stimulus is None or line.over:
            return line, acts
        line, stops = _notice(line, at, stimulus)
        line, later = _run_until(line, at)
        return line, acts + stops + later


def _run_until(line: Line, at: float) -> tuple[Line, TimedActs]:
    acts: TimedActs = ()
    while (due := line.wakes_at) is not None and due <= at:
        line, act = _wake(line, due)
        acts += ((due, act),) if act is not None else ()
    return line, acts


def _wake(line: Line, at: float) -> tuple[Line, Act | None]:
    if not line.plan or line.plan[0][0] > at:
        return _reply(line, at, lambda on: isinstance(on, SilentFor)), None
    act = line.plan[0][1]
    line = replace(line, plan=line.plan[1:])
    match act:
        case _Enters(name):
            return _enter(line, at, line.behaviour.parts[name]), None
        case Says(seconds=seconds):
            return _quiet_from(replace(line, speaks_until=at + seconds), at + seconds), act
        case HangsUp():
            return replace(line, plan=(), over=True), act
        case Stops() | Beeps() | Faxes() | Presses():
            return _quiet_from(line, at), act
        case _:
            assert_never(act)


def _notice(line: Line, at: float, stimulus: Stimulus) -> tuple[Line, TimedActs]:
    if isinstance(stimulus, CallerStarts):
        return replace(line, quiet_since=None), ()
    line = replace(line, quiet_since=max(at, line.speaks_until))
    match stimulus:
        case CallerSays(text):
            answered = _reply(line, at, lambda on: _is_heard(on, text))
        case CallerPresses(keys):
            answered = _reply(line, at, lambda on: _is_pressed(on, keys))
        case _:
            assert_never(stimulus)
    interrupts = answered is not line and line.speaks_until > at
    return answered, ((at, Stops()),) if interrupts else ()


def _reply(line: Line, at: float, fits: Callable[[Trigger], bool]) -> Line:
    """Plans the first reply that fits in place of all that was planned; `line` where none does."""
    index = next((i for i, reply in _open_replies(line) if fits(reply.on)), None)
    if index is None:
        return line
    reply, key = line.part.replies[index], (line.part.name, index)
    given = {**line.replies_given, key: line.replies_given.get(key, 0) + 1}
    line, begins = _later(line, at, reply.after)
    plan: list[tuple[float, Act | _Enters]] = []
    ends = begins
    if reply.says is not None:
        ends = begins + speech_seconds(reply.says)
        plan.append((begins, Says(reply.says, speech_seconds(reply.says), reply.confidence)))
    if reply.presses is not None:
        plan.append((ends, Presses(reply.presses)))
    if reply.then is not None:
        plan.append((ends, _goes_to(reply.then)))
    line = replace(line, plan=tuple(plan), replies_given=given)
    return _quiet_from(replace(line, speaks_until=min(at, line.speaks_until)), ends)


def _enter(line: Line, at: float, part: Part) -> Line:
    plan: list[tuple[float, Act | _Enters]] = []
    ends = at
    if part.kind is PartKind.FAX:
        plan.append((at, Faxes()))
    if part.says is not None:
        ends = at + speech_seconds(part.says)
        plan.append((at, Says(part.says, speech_seconds(part.says), part.confidence)))
    if part.beeps:
        plan.append((ends, Beeps()))
    line, leaves = _later(line, ends, part.lasts)
    if part.then is not None:
        plan.append((leaves, _goes_to(part.then)))
    return replace(_quiet_from(line, at), part=part, plan=tuple(plan))


def _open_replies(line: Line) -> list[tuple[int, Reply]]:
    return [
        (index, reply)
        for index, reply in enumerate(line.part.replies)
        if reply.at_most is None
        or line.replies_given.get((line.part.name, index), 0) < reply.at_most
    ]


def _silence_ends(line: Line) -> list[float]:
    """When the first open reply to silence is due; none while anybody is about to speak."""
    still_to_come = any(not isinstance(act, _Enters | HangsUp) for _, act in line.plan)
    if line.quiet_since is None or still_to_come:
        return []
    patience = [r.on.seconds for _, r in _open_replies(line) if isinstance(r.on, SilentFor)]
    return [line.quiet_since + patience[0]] if patience else []


def _quiet_from(line: Line, at: float) -> Line:
    return line if line.quiet_since is None else replace(line, quiet_since=at)


def _later(line: Line, at: float, lasting: Lasting) -> tuple[Line, float]:
    seconds = pick(lasting, f"{line.seed}/{line.draws}")
    return replace(line, draws=line.draws + 1), round(at + seconds, 3)


@dataclass(frozen=True, slots=True)
class Ringing:
    """What a caller meets: `seconds` of ringing (infinite: until the caller gives up), then."""

    seconds: float
    then: Line | Unanswered


def dial(hotel: Hotel, call: int, seed: int) -> Ringing:
    """The hotel's `call`-th call, from 0; calls beyond the script repeat its last."""
    script = hotel.behaviour.calls[min(call, len(hotel.behaviour.calls) - 1)]
    place = f"{seed}/{hotel.hotel_id}/{call}"
    rings = math.inf if script.rings is None else pick(script.rings, f"{place}/rings")
    if isinstance(script.then, Unanswered):
        return Ringing(rings, script.then)
    part = hotel.behaviour.parts[script.then]
    return Ringing(
        rings, Line(hotel.behaviour, place, part, part.kind, plan=((0.0, _Enters(part.name)),))
    )


def pick(lasting: Lasting, seed: str) -> float:
    """A number of seconds within `lasting`, to the tenth; the same for the same seed."""
    if lasting.least == lasting.most:
        return lasting.least
    drawn = random.Random(seed).uniform  # noqa: S311 a repeatable draw, not a secret
    return round(drawn(lasting.least, lasting.most), 1)


def _goes_to(target: str) -> Act | _Enters:
    return HangsUp() if target == HANGS_UP else _Enters(target)


def _is_heard(on: Trigger, text: str) -> bool:
    if not isinstance(on, Hears) or not words(text):
        return False
    return any(phrase == ANYTHING or says_phrase(text, phrase) for phrase in on.phrases)


def _is_pressed(on: Trigger, keys: str) -> bool:
    return isinstance(on, Pressed) and on.keys in (keys, "any")
