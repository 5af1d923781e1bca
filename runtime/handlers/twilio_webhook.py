"""Hears from the telephone provider, puts that into the call's inbox, keeps the line alive.

The inbox comes first, since it may wake the flow; the answer is ready before the fact is told to
everybody else.
"""

from collections.abc import Sequence

from generated.events.call_connected import CallConnected
from generated.events.call_ended import CallEnded
from generated.events.call_failed import CallFailed
from generated.events.machine_detection_received import MachineDetectionReceived
from generated.events.turn_transcribed import TurnTranscribed
from generated.events.voicemail_left import VoicemailLeft
from generated.functions.twilio_webhook import Emitted
from generated.types.call_outcome import CallOutcome
from generated.types.confidence import Confidence
from generated.types.transcript import Transcript
from runtime.codec import inbox_fact
from runtime.domain.command import Command, derived_id
from runtime.errors import ForgedSignal, UnknownSignal
from runtime.exchange import Request, Response
from runtime.ports import World
from runtime.procedures.inbox import deliver
from runtime.state.call import Call, CallNews, Progress
from runtime.telephony import (
    Answered,
    Ended,
    HangUp,
    Heard,
    Instruction,
    KeepListening,
    Listen,
    MachineJudged,
    MessageLeft,
    Pause,
    Ringing,
    Signal,
    StillThere,
)

FOR_A_FLOW = (CallConnected, CallEnded, TurnTranscribed, VoicemailLeft)
FIRST_TURN = 1
PATIENCE_SECONDS = 5
"""Silence for so long after an answer is a greeting, too: that of somebody who waits for us."""

THINKING_SECONDS = 2
"""The flow's decision is pushed within this, as a rule; who is put on hold is listened to after."""


def answer(request: Request, command: Command, world: World) -> Response:
    """Serve a signal: 403 unless it is provably the provider's, 404 if it means nothing to us.

    Whatever fails after that is an error, and the provider asks again: the same facts then.
    """
    try:
        signal = world.phone_signals.read(request)
    except ForgedSignal:
        return Response(403, "", "text/plain")
    except UnknownSignal:
        return Response(404, "", "text/plain")
    call, events = _note(signal, world)
    facts = [
        command.about(signal.call_id).fact(world.clock.now(), event, _event_id(event))
        for event in events
    ]
    for fact in facts:
        if isinstance(fact.event, FOR_A_FLOW):
            deliver(signal.call_id, inbox_fact(fact), world.inbox, world.tokens)
    instructions = _instructions(signal, call, world)
    response = Response(200, world.phone_signals.word(signal.call_id, instructions), "text/xml")
    world.bus.publish(facts)
    return response


def _note(signal: Signal, world: World) -> tuple[Call, list[Emitted]]:
    """Write down what is new about the call, and say what happened."""
    call_id, sid, news = signal.call_id, signal.provider_sid, signal.news
    match news:
        case Ringing():
            return world.calls.update(call_id, _news(signal, Progress.RINGING)), []
        case Answered():
            call = world.calls.update(call_id, _news(signal, Progress.CONNECTED))
            is_late = call.progress is Progress.ENDED
            return call, [] if is_late else [CallConnected(call_id=call_id, provider_sid=sid)]
        case Ended():
            call = world.calls.update(call_id, _news(signal, Progress.ENDED))
            return call, _ended(call, news)
        case Heard():
            call = world.calls.update(call_id, CallNews(provider_sid=sid, takes_turn=True))
            return call, [_transcribed(signal, news)]
        case StillThere():
            return world.calls.read(call_id), []
        case MachineJudged(verdict):
            call = world.calls.update(call_id, CallNews(provider_sid=sid, verdict=verdict))
            return call, [MachineDetectionReceived(call_id=call_id, verdict=verdict)]
        case MessageLeft():
            call = world.calls.update(call_id, CallNews(provider_sid=sid, is_ending=True))
            return call, [VoicemailLeft(call_id=call_id)]


def _news(signal: Signal, progress: Progress) -> CallNews:
    return CallNews(provider_sid=signal.provider_sid, progress=progress)


def _ended(call: Call, news: Ended) -> list[Emitted]:
    """The carrier says that a call was completed; whoever did not hang up was hung up on."""
    over = CallOutcome.COMPLETED if call.is_ending else CallOutcome.HUNG_UP
    outcome = news.outcome or over
    ended = CallEnded(call_id=call.call_id, outcome=outcome, talked_for=news.talked_for)
    if news.outcome is None:
        return [ended]
    return [ended, CallFailed(call_id=call.call_id, outcome=news.outcome)]


def _transcribed(signal: Signal, heard: Heard) -> TurnTranscribed:
    return TurnTranscribed(
        call_id=signal.call_id,
        turn=heard.turn,
        transcript=Transcript(heard.transcript),
        confidence=Confidence(heard.confidence),
    )


def _instructions(signal: Signal, call: Call, world: World) -> Sequence[Instruction]:
    """Say what the line does until the flow has decided."""
    is_over = call.is_ending or (call.ends_by is not None and call.ends_by < world.clock.now())
    match signal.news:
        case Ringing() | Ended() | MachineJudged() | Answered(wants_instructions=False):
            return []
        case Answered() | Heard() | StillThere() | MessageLeft() if is_over:
            return [HangUp()]
        case Answered():
            return [Listen(FIRST_TURN, PATIENCE_SECONDS)]
        case Heard():
            return [Pause(THINKING_SECONDS), KeepListening(call.turns)]
        case StillThere(turn):
            return [KeepListening(turn)]
        case MessageLeft():
            return [HangUp()]


def _event_id(event: Emitted) -> str:
    """Name what happens once in a call by that alone; a turn by its number as well."""
    turn = [event.turn] if isinstance(event, TurnTranscribed) else []
    return derived_id(event.call_id, event.TYPE, *turn)
