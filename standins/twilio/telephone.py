"""One call's time and sound: script time passes here, and both sides hear each other.

Stands apart from conversation.py, which follows instructions and never looks at a clock. Script
time is counted, not measured: waiting for a webhook takes none, and what the machine is slower than
the scale is not added. Invariant: every wait can be ended by a command, a hang-up or the limit.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, assert_never

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
from standins.twilio.call import Call, Status
from standins.twilio.detection import Detection
from standins.twilio.ear import Ear
from standins.twilio.settings import TwilioSettings
from standins.twilio.transcript import CALLER, HOTEL, Transcript

T = TypeVar("T")
KEY_SECONDS = 0.25  # a tone and the gap after it


@dataclass(frozen=True, slots=True)
class NewInstructions:
    """The API was told to go on with other TwiML, given or to be fetched."""

    twiml: str | None
    url: str
    method: str


@dataclass(frozen=True, slots=True)
class EndCall:
    """The API was told to end the call."""


@dataclass(frozen=True, slots=True)
class ShutDown:
    """The stand-in stops: no more webhooks."""


Command = NewInstructions | EndCall | ShutDown


class Interrupted(Exception):  # noqa: N818 not an error
    """A command came while something else was under way."""

    def __init__(self, command: Command) -> None:
        self.command = command


class CallOver(Exception):  # noqa: N818 not an error
    """The call has ended."""

    def __init__(self, status: Status, because: str) -> None:
        self.status, self.because = status, because


class Telephone:
    """The line of one call. `now` is script time since it was answered; before, since dialled."""

    def __init__(self, call: Call, settings: TwilioSettings, transcript: Transcript) -> None:
        self.now = 0.0
        self.ear = Ear()
        self.detection: Detection | None = None
        self.inbox: queue.SimpleQueue[Command | Future[Any]] = queue.SimpleQueue()
        self.on_detected: Callable[[], None] = lambda: None
        self._call, self._settings, self._transcript = call, settings, transcript
        self._line: Line | None = None
        self._rang = 0.0

    def answer(self, line: Line, detection: Detection | None) -> None:
        """The hotel has picked up."""
        self._rang, self.now = self.now, 0.0
        self._line, self.detection = line, detection
        self._let_hotel_act(None)

    @property
    def talked(self) -> float:
        """Script seconds since the call was answered; 0 before."""
        return 0.0 if self._line is None else self.now

    @property
    def since_dialled(self) -> float:
        """Script seconds since the call left the queue."""
        return self._rang + self.now

    def wait_while(self, fetch: Callable[[], T]) -> T:
        """`fetch` on another thread; no script time passes.

        Raises:
            Interrupted: a command came first; the result is dropped.

        """
        fetched: Future[T] = Future()

        def run() -> None:
            try:
                fetched.set_result(fetch())
            except Exception as error:  # noqa: BLE001 raised again where it is waited for
                fetched.set_exception(error)
            self.inbox.put(fetched)

        threading.Thread(target=run, daemon=True).start()
        while True:
            message = self.inbox.get()
            if not isinstance(message, Future):
                raise Interrupted(message)
            if message is fetched:
                return fetched.result()

    def pass_time(
        self, seconds: float, *, thinking: bool = False, until: Callable[[], bool] | None = None
    ) -> None:
        """Lets script time run for `seconds`, or until something the hotel does makes `until` true.

        Raises:
            Interrupted: a command came.
            CallOver: the hotel hung up, or the call's time limit was reached.

        """
        self._pass_time_to(self.now + seconds, thinking=thinking, until=until)

    def listen(self) -> None:
        """Lets script time run until the ear has heard enough; raises as pass_time does."""
        while (over_at := self.ear.over_at()) > self.now:
            self._pass_time_to(over_at, until=partial(self._hears_otherwise, over_at))

    def _hears_otherwise(self, over_at: float) -> bool:
        return self.ear.over_at() != over_at

    def _pass_time_to(
        self, end: float, *, thinking: bool = False, until: Callable[[], bool] | None = None
    ) -> None:
        while self.now < end and not (until is not None and until()):
            target = min(end, self._next_event())
            slow = thinking and (self._line is None or self._line.waits_for_caller)
            scale = self._settings.thinking_scale if slow else self._settings.time_scale
            began = time.monotonic()
            command = self._command_within((target - self.now) * scale)
            if command is not None:
                self.now = min(target, self.now + (time.monotonic() - began) / scale)
                self._let_hotel_act(None)
                raise Interrupted(command)
            self.now = target
            self._let_hotel_act(None)

    def speak(self, text: str, until: Callable[[], bool] | None = None) -> None:
        """Speaks to the hotel; it hears as much as was said when something came between."""
        self._let_hotel_act(CallerStarts())
        began, seconds = self.now, speech_seconds(text)
        try:
            self.pass_time(seconds, until=until)
        finally:
            passed = self.now - began
            said = text if self.now >= began + seconds else spoken_after(text, passed)
            cut = {} if said == text else {"cut_off": True}
            self._tell(CALLER, "says", text=said, seconds_long=round(passed, 2), **cut)
            if self._line is not None and not self._line.over:
                self._let_hotel_act(CallerSays(said))

    def press(self, digits: str) -> None:
        """Presses keys; `w` waits half a second, `W` a whole one."""
        keys = ""
        for digit in digits:
            if digit in "wW":
                self._press_together(keys)
                keys = ""
                self.pass_time(0.5 if digit == "w" else 1.0)
            else:
                keys += digit
        self._press_together(keys)

    def _press_together(self, keys: str) -> None:
        if keys:
            self.pass_time(KEY_SECONDS * len(keys))
            self._tell(CALLER, "presses", keys=keys)
            self._let_hotel_act(CallerPresses(keys))

    def _command_within(self, real_seconds: float) -> Command | None:
        until = time.monotonic() + real_seconds
        while True:
            try:
                message = self.inbox.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                return None
            if not isinstance(message, Future):
                return message

    def _next_event(self) -> float:
        if self._line is None:
            return float("inf")
        limit = float(self._call.parameter("TimeLimit", "14400"))
        wakes = self._line.wakes_at
        detected = self.detection.due_at if self.detection is not None else limit
        return min(limit, detected, limit if wakes is None else wakes)

    def _let_hotel_act(self, stimulus: Stimulus | None) -> None:
        if self._line is None:
            return
        self._line, acts = self._line.advance(self.now, stimulus)
        for at, act in acts:
            self._notice(at, act)
        if self.detection is not None and self.now >= self.detection.due_at:
            self._call.answered_by, self.detection = self.detection.verdict, None
            self.on_detected()
        if self._line.over:
            raise CallOver(Status.COMPLETED, "the hotel hung up")
        if self.now >= float(self._call.parameter("TimeLimit", "14400")):
            raise CallOver(Status.COMPLETED, "the time limit was reached")

    def _notice(self, at: float, act: Act) -> None:
        listening = self.ear.gather is not None
        self.ear.notice(at, act)
        if self.detection is not None:
            self.detection.notice(at, act)
        when = self._rang + at
        match act:
            case Says(text, seconds, _):
                more = {"text": text, "seconds_long": round(seconds, 2), "listened_to": listening}
                self._transcript.add(self._call.sid, when, HOTEL, "says", **more)
            case Presses(keys):
                self._transcript.add(self._call.sid, when, HOTEL, "presses", keys=keys)
            case Stops():
                self._transcript.add(self._call.sid, when, HOTEL, "stops")
            case Beeps():
                self._transcript.add(self._call.sid, when, HOTEL, "beeps")
            case Faxes():
                self._transcript.add(self._call.sid, when, HOTEL, "faxes")
            case HangsUp():
                self._transcript.add(self._call.sid, when, HOTEL, "hangs up")
            case _:
                assert_never(act)

    def _tell(self, who: str, what: str, **more: object) -> None:
        self._transcript.add(self._call.sid, self.since_dialled, who, what, **more)
