"""One call from the queue to its end: rings the hotel, follows instructions, tells by webhook.

It stands apart from time and sound, and from the network, which holds all calls. It reads from top
to bottom as a call happens. Invariant: every call ends, and its end is told once.
"""

from collections.abc import Generator, Sequence
from datetime import timedelta
from typing import assert_never

from generated.types.call_outcome import CallOutcome
from generated.types.provider_sid import ProviderSid
from generated.types.turn import Turn
from hotels.behaviour import Unanswered
from hotels.fault import FaultKind, Webhook
from hotels.line import Line
from hotels.line import Ringing as Rings
from runtime.telephony import (
    Answered,
    Dialling,
    Ended,
    HangUp,
    Heard,
    Instruction,
    KeepListening,
    Listen,
    MachineJudged,
    MessageLeft,
    News,
    Pause,
    Play,
    PressKeys,
    ReportMessageLeft,
    Ringing,
    Signal,
    Speak,
    StillThere,
)
from simulator.clock import MICROSECONDS, Timer
from simulator.telephone.call_notes import CallNotes
from simulator.telephone.sound import (
    CallOver,
    Command,
    EndCall,
    Interrupted,
    NewInstructions,
    Process,
    Sound,
    WebhookAnswered,
    Woken,
)
from simulator.telephone.webhooks import Exchange, Faults

IDLE_SECONDS = 10.0
"""A KeepListening that hears nothing asks again after this, as the adapter words it."""
WEBHOOK_SECONDS = 15
"""The provider's patience with a webhook. Source: Twilio, "Webhooks: connection overrides"."""
Follow = Generator[int | None, Woken, Sequence[Instruction] | None]
"""A process that gives the next instructions, or None where the call is to end."""
_UNANSWERED = {
    Unanswered.BUSY: CallOutcome.BUSY,
    Unanswered.NO_ANSWER: CallOutcome.NO_ANSWER,
    Unanswered.INVALID_NUMBER: CallOutcome.INVALID_NUMBER,
    Unanswered.REJECTED: CallOutcome.CARRIER_FAILURE,
}


class Conversation:
    """One call. `answered_at` and `ended_at` are the clock's microseconds."""

    _process: Process

    def __init__(
        self,
        exchange: Exchange,
        sid: ProviderSid,
        hotel_id: str,
        dialling: Dialling,
        rings: Rings,
        faults: Faults,
    ) -> None:
        self.sid, self.hotel_id, self.dialling = sid, hotel_id, dialling
        self.placed_at = exchange.clock.now
        self.answered_at: int | None = None
        self.ended_at: int | None = None
        self._exchange, self._clock = exchange, exchange.clock
        self._notes = CallNotes(exchange.trace, hotel_id, dialling.call_id)
        self._rings, self._faults = rings, faults
        self._requests = 0
        self._timer: Timer | None = None
        self._held: tuple[Webhook, News] | None = None

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.ended_at is None

    @property
    def is_in_progress(self) -> bool:
        """Whether it was answered and has not ended."""
        return self.is_live and self.answered_at is not None

    def start(self, queued: int) -> None:
        """Begin; the provider's queue takes so many microseconds."""
        self._process = self._run(queued)
        self._wake(None)

    def command(self, command: Command) -> None:
        """Take a command of the API."""
        self._wake(command)

    def _wake(self, woken: Woken) -> None:
        """Let the process go on until it sleeps again or is over."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        try:
            sleeps_until = next(self._process) if woken is None else self._process.send(woken)
        except StopIteration:
            return
        if sleeps_until is not None:
            self._timer = self._clock.at(sleeps_until, lambda: self._wake(None))

    def _run(self, queued: int) -> Process:
        outcome: CallOutcome | None = CallOutcome.CARRIER_FAILURE
        try:
            dialled = yield from self._dial(queued)
            if isinstance(dialled, Line):
                outcome = None
                yield from self._talk(self._pick_up(dialled))
            else:
                outcome = dialled
        except CallOver:
            pass
        finally:
            self._end(outcome)

    def _dial(self, queued: int) -> Generator[int | None, Woken, CallOutcome | Line]:
        """Ring until somebody answers, which gives their line, or nobody does."""
        if (yield from self._is_canceled_within(queued)):
            return CallOutcome.CANCELED
        self._progress(Webhook.INITIATED, Ringing())
        if self._rings.then is not Unanswered.INVALID_NUMBER:
            self._progress(Webhook.RINGING, Ringing())
        patience = self.dialling.ring_for.total_seconds()
        self._notes.line("rings")
        ringing = round(min(self._rings.seconds, patience) * MICROSECONDS)
        if (yield from self._is_canceled_within(ringing)):
            return CallOutcome.CANCELED
        if self._rings.seconds > patience:
            self._notes.line("does not answer")
            return CallOutcome.NO_ANSWER
        if isinstance(self._rings.then, Unanswered):
            self._notes.line(f"is not reached: {self._rings.then.value}")
            return _UNANSWERED[self._rings.then]
        return self._rings.then

    def _is_canceled_within(self, microseconds: int) -> Generator[int | None, Woken, bool]:
        """Let time pass before an answer; the provider takes no instructions then."""
        until = self._clock.now + microseconds
        while self._clock.now < until:
            woken = yield until
            if isinstance(woken, EndCall):
                self._notes.line("is canceled before an answer")
                return True
        return False

    def _pick_up(self, line: Line) -> Sound:
        self.answered_at = self._clock.now
        self._notes.line("answers")
        self._progress(Webhook.ANSWERED, Answered(wants_instructions=False))
        limit = self.dialling.talk_for.total_seconds()
        sound = Sound(self._clock, self._notes, line, limit)
        sound.on_verdict = lambda verdict: self._tell(
            Webhook.MACHINE_DETECTION, MachineJudged(verdict)
        )
        sound.pick_up()
        return sound

    def _talk(self, sound: Sound) -> Process:
        """Follow instructions until CallOver."""
        wants_instructions = Answered(wants_instructions=True)
        following = self._ask(sound, Webhook.INSTRUCTIONS, wants_instructions)
        while True:
            try:
                document = yield from following
                while document is not None:
                    document = yield from self._follow(sound, document)
                self._notes.line("is hung up on: the instructions ended")
                raise CallOver
            except Interrupted as interrupted:
                following = _given(self._obey(interrupted.command))

    def _obey(self, command: Command) -> Sequence[Instruction]:
        match command:
            case NewInstructions(instructions):
                return instructions
            case EndCall():
                self._notes.line("is hung up on by us")
                raise CallOver
            case _:
                assert_never(command)

    def _follow(self, sound: Sound, document: Sequence[Instruction]) -> Follow:
        """Follow instructions; gives the next ones, or None where the call is to end."""
        for instruction in document:
            match instruction:
                case Speak(text):
                    yield from sound.speak(text)
                case Play(url):
                    yield from sound.speak(self._fetch(url))
                case PressKeys(digits):
                    yield from sound.press(digits)
                case Pause(seconds):
                    yield from sound.pass_seconds(seconds)
                case Listen(turn, patience):
                    silence = Heard(Turn(turn), "", confidence=1.0)
                    return (yield from self._hear(sound, patience, turn, silence))
                case KeepListening(turn):
                    return (
                        yield from self._hear(sound, IDLE_SECONDS, turn, StillThere(Turn(turn)))
                    )
                case ReportMessageLeft():
                    return (yield from self._ask(sound, Webhook.INSTRUCTIONS, MessageLeft()))
                case HangUp():
                    self._notes.line("is hung up on by our instructions")
                    raise CallOver
                case _:
                    assert_never(instruction)
        return None

    def _hear(self, sound: Sound, patience: float, turn: int, silence: News) -> Follow:
        """Listen, and tell what was heard."""
        try:
            yield from sound.listen(patience)
        finally:
            heard = sound.ear.stop()
        if heard is not None:
            return (yield from self._ask(sound, Webhook.GATHER, Heard(Turn(turn), *heard)))
        webhook = Webhook.INSTRUCTIONS if isinstance(silence, StillThere) else Webhook.GATHER
        return (yield from self._ask(sound, webhook, silence))

    def _ask(self, sound: Sound, webhook: Webhook, news: News) -> Follow:
        """Ask for instructions by webhook; one that fails or is too slow ends the call."""
        self._requests += 1
        request = self._requests
        signal = Signal(self.dialling.call_id, self.sid, news)

        def take(instructions: Sequence[Instruction] | None) -> None:
            if self.is_live:
                self._wake(WebhookAnswered(request, instructions))

        self._exchange.postman.send(webhook, signal, self._faults, take)
        self._clock.after(WEBHOOK_SECONDS * MICROSECONDS, lambda: take(None))
        yield from sound.await_answer(request)
        answer = sound.answer
        if answer is None or answer.instructions is None:
            self._notes.line("is hung up on: a webhook gave no instructions")
            raise CallOver
        return answer.instructions

    def _fetch(self, url: str) -> str:
        """Get what is to be played; nothing to play ends the call, as it does at the provider."""
        words = self._exchange.words_at(url)
        if words is None:
            self._notes.line("is hung up on: a prompt cannot be fetched")
            raise CallOver
        return words

    def _progress(self, webhook: Webhook, news: News) -> None:
        """Tell how far the call is; a fault may let the next notice overtake this one."""
        if self._held is None and self._faults.take(FaultKind.REORDERED, webhook):
            self._held = webhook, news
            return
        self._tell(webhook, news)
        self._tell_held()

    def _tell_held(self) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            self._clock.after(MICROSECONDS, lambda: self._tell(*held))

    def _tell(self, webhook: Webhook, news: News) -> None:
        signal = Signal(self.dialling.call_id, self.sid, news)
        self._exchange.postman.send(webhook, signal, self._faults, lambda _: None)

    def _end(self, outcome: CallOutcome | None) -> None:
        self.ended_at = self._clock.now
        answered_at = self.ended_at if self.answered_at is None else self.answered_at
        talked_for = timedelta(seconds=round((self.ended_at - answered_at) / MICROSECONDS))
        self._progress(Webhook.COMPLETED, Ended(outcome, talked_for))
        self._tell_held()  # nothing comes any more that could overtake it


def _given(instructions: Sequence[Instruction]) -> Follow:
    """Give instructions that are at hand."""
    yield from ()
    return instructions
