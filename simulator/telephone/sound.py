"""One call's time and sound: both sides hear each other while virtual time passes.

It stands apart from the conversation, which follows instructions and never looks at a clock. A
process is a generator that yields the moment until which it sleeps (None: until it is woken) and is
sent what woke it. Invariant: every wait can be ended by a command, a hang-up or the time limit.
"""

import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from hotels.line import Line
from hotels.speech import speech_seconds, spoken_after
from runtime.telephony import Instruction
from simulator.clock import MICROSECONDS, Clock
from simulator.telephone.call_notes import CallNotes
from simulator.telephone.detection import Detection
from simulator.telephone.ear import Ear

if TYPE_CHECKING:
    from generated.types.machine_verdict import MachineVerdict

KEY_SECONDS = 0.25
"""A tone and the gap after it."""


@dataclass(frozen=True, slots=True)
class NewInstructions:
    """The API was told to go on with these."""

    instructions: Sequence[Instruction]


@dataclass(frozen=True, slots=True)
class EndCall:
    """The API was told to end the call."""


@dataclass(frozen=True, slots=True)
class WebhookAnswered:
    """A webhook's answer, by the number of its request; None: it failed."""

    request: int
    instructions: Sequence[Instruction] | None


Command = NewInstructions | EndCall
Woken = Command | WebhookAnswered | None
Process = Generator[int | None, Woken, None]


class Interrupted(Exception):  # noqa: N818 - not an error
    """A command came while something else was under way."""

    def __init__(self, command: Command) -> None:
        self.command = command


class CallOver(Exception):  # noqa: N818 - not an error
    """The line is down."""


class Sound:
    """The line of one call, from its answer on."""

    def __init__(
        self, clock: Clock, notes: CallNotes, line: Line, time_limit_seconds: float
    ) -> None:
        self.ear = Ear()
        self.on_verdict: Callable[[MachineVerdict], None] = lambda _: None
        self.awaited: int | None = None
        self.answer: WebhookAnswered | None = None
        self._clock, self._notes = clock, notes
        self._answered_at = clock.now
        self._line = line
        self._limit = time_limit_seconds
        self._detection: Detection | None = Detection(line.answered_by)

    @property
    def now(self) -> float:
        """Seconds since the call was answered."""
        return (self._clock.now - self._answered_at) / MICROSECONDS

    def pick_up(self) -> None:
        """Let the hotel begin."""
        self._let_hotel_act(None)

    def pass_seconds(self, seconds: float) -> Process:
        """Let time pass. Raises Interrupted and CallOver, as all that lets time pass."""
        return self._pass(self.now + seconds)

    def await_answer(self, request: int) -> Process:
        """Let time pass until the webhook of this request has answered."""
        self.awaited, self.answer = request, None
        return self._pass(None, lambda: self.answer is not None)

    def listen(self, patience: float) -> Process:
        """Let time pass until the ear has heard enough."""
        self.ear.listen(self.now, patience)
        while (over_at := self.ear.over_at()) > self.now:
            yield from self._pass(over_at, lambda at=over_at: self.ear.over_at() != at)  # type: ignore[misc]  # a default has no type

    def speak(self, text: str) -> Process:
        """Speak to the hotel; it hears as much as was said when something came between."""
        self._let_hotel_act(CallerStarts())
        began, seconds = self.now, round(speech_seconds(text), 3)
        try:
            yield from self.pass_seconds(seconds)
        finally:
            passed = round(self.now - began, 3)
            is_whole = passed >= seconds
            said = text if is_whole else spoken_after(text, passed)
            self._notes.us("say to", said if is_whole else f"{said} -- (cut off)")
            if not self._line.over:
                self._let_hotel_act(CallerSays(said))

    def press(self, digits: str) -> Process:
        """Press keys; `w` waits half a second."""
        yield from self.pass_seconds(0.5)  # as the adapter puts a `w` before them
        for part in digits.split("w"):
            yield from self.pass_seconds(KEY_SECONDS * len(part))
            if part:
                self._notes.us("press for", part)
                self._let_hotel_act(CallerPresses(part))

    def _pass(self, end: float | None, until: Callable[[], bool] | None = None) -> Process:
        while (end is None or self.now < end) and not (until is not None and until()):
            woken = yield self._microseconds(self._next_event(end))
            self._let_hotel_act(None)
            match woken:
                case NewInstructions() | EndCall():
                    raise Interrupted(woken)
                case WebhookAnswered(request=request) if request == self.awaited:
                    self.answer = woken
                case _:
                    pass

    def _microseconds(self, at: float) -> int:
        """The first moment of the clock that is not before `at`, as floats compare."""
        microseconds = math.ceil(at * MICROSECONDS)
        is_before = microseconds / MICROSECONDS < at
        return self._answered_at + microseconds + is_before

    def _next_event(self, end: float | None) -> float:
        events = [self._limit]
        if end is not None:
            events.append(end)
        if (wakes_at := self._line.wakes_at) is not None:
            events.append(wakes_at)
        if self._detection is not None:
            events.append(self._detection.due_at)
        return min(events)

    def _let_hotel_act(self, stimulus: Stimulus | None) -> None:
        self._line, acts = self._line.advance(self.now, stimulus)
        for at, act in acts:
            self.ear.notice(at, act)
            if self._detection is not None:
                self._detection.notice(at, act)
            self._note_act(act)
        if self._detection is not None and self.now >= self._detection.due_at:
            verdict, self._detection = self._detection.verdict, None
            self.on_verdict(verdict)
        if self._line.over:
            raise CallOver
        if self.now >= self._limit:
            self._notes.trouble(
                f"the provider's time limit ends the call to {self._notes.hotel_id}"
            )
            raise CallOver

    def _note_act(self, act: Act) -> None:
        match act:
            case Says(text):
                heard = "" if self.ear.is_listening else " (nobody listens)"
                self._notes.hotel(f"says: {text}{heard}")
            case Presses(keys):
                self._notes.hotel(f"presses: {keys}")
            case Stops():
                self._notes.hotel("stops in mid-sentence")
            case Beeps():
                self._notes.hotel("beeps")
            case Faxes():
                self._notes.hotel("sends a fax tone")
            case HangsUp():
                self._notes.line("hangs up")
