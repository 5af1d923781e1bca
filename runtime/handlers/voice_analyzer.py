"""Speaks to the hotel and makes sense of what it says."""

from typing import assert_never

from generated.events.connection_analyzed import ConnectionAnalyzed
from generated.events.folio_agreed import FolioAgreed
from generated.events.folio_not_found import FolioNotFound
from generated.events.folio_refused import FolioRefused
from generated.events.folio_requested import FolioRequested
from generated.events.response_analyzed import ResponseAnalyzed
from generated.functions.voice_analyzer import (
    AnalyzeConnectionInput,
    AnalyzeConnectionResult,
    AnalyzeResponseInput,
    LeaveVoicemailInput,
    RequestFolioInput,
)
from generated.types.hotel_answer import HotelAnswer
from generated.types.intent import Intent
from generated.types.machine_verdict import MachineVerdict
from runtime.domain.answer import understand
from runtime.domain.command import Command
from runtime.domain.connection import kind_of
from runtime.domain.prompts import ask_for_folio, leave_message
from runtime.ports import World
from runtime.procedures.speaking import instruct, voice
from runtime.state.call import CallNews
from runtime.telephony import Listen, Pause, ReportMessageLeft

Given = AnalyzeConnectionInput | RequestFolioInput | AnalyzeResponseInput | LeaveVoicemailInput
Result = AnalyzeConnectionResult | HotelAnswer | None

PATIENCE_SECONDS = 8
"""Silence for so long after a question is an answer, too."""
TONE_SECONDS = 2
"""A greeting that was heard to its end is followed by its tone within this."""
TONE_HEARD = {MachineVerdict.MACHINE_END_BEEP, MachineVerdict.MACHINE_END_SILENCE}


def perform(given: Given, command: Command, world: World) -> Result:
    """Perform one of this function's tasks."""
    match given:
        case AnalyzeConnectionInput():
            return _analyze_connection(given, command, world)
        case RequestFolioInput():
            _request_folio(given, command, world)
            return None
        case AnalyzeResponseInput():
            return _analyze_response(given, command, world)
        case LeaveVoicemailInput():
            _leave_voicemail(given, world)
            return None
        case _:
            assert_never(given)


def _analyze_connection(
    given: AnalyzeConnectionInput, command: Command, world: World
) -> AnalyzeConnectionResult:
    kind = kind_of(given.heard.transcript, world.calls.read(given.call_id).verdict)
    analyzed = ConnectionAnalyzed(call_id=given.call_id, kind=kind)
    world.bus.publish(command.facts(world.clock.now(), analyzed))
    return AnalyzeConnectionResult(kind=kind)


def _request_folio(given: RequestFolioInput, command: Command, world: World) -> None:
    """Ask; a call that is over meanwhile is not told of as asked: its end is on its way."""
    spoken = voice(ask_for_folio(given.request, given.attempt), world)
    call = world.calls.update(given.call_id, CallNews(takes_turn=True))
    if instruct(call, [spoken, Listen(call.turns, PATIENCE_SECONDS)], world):
        requested = FolioRequested(
            record_id=given.request.record_id, call_id=given.call_id, attempt=given.attempt
        )
        world.bus.publish(command.facts(world.clock.now(), requested))


def _analyze_response(given: AnalyzeResponseInput, command: Command, world: World) -> HotelAnswer:
    now = world.clock.now()
    call, heard = world.calls.read(given.call_id), given.heard
    answer = understand(heard.transcript, heard.confidence, now, call.time_zone or "UTC")
    record_id, call_id = given.request.record_id, given.call_id
    analyzed = ResponseAnalyzed(
        call_id=call_id, record_id=record_id, intent=answer.intent, confidence=answer.confidence
    )
    match answer.intent:
        case Intent.AGREE_SEND | Intent.ALREADY_SENT:
            is_sent = answer.intent is Intent.ALREADY_SENT
            agreed = FolioAgreed(record_id=record_id, call_id=call_id, already_sent=is_sent)
            facts = command.facts(now, analyzed, agreed)
        case Intent.REFUSE:
            facts = command.facts(now, analyzed, FolioRefused(record_id=record_id, call_id=call_id))
        case Intent.NOT_FOUND:
            not_found = FolioNotFound(record_id=record_id, call_id=call_id)
            facts = command.facts(now, analyzed, not_found)
        case _:
            facts = command.facts(now, analyzed)
    world.bus.publish(facts)
    return answer


def _leave_voicemail(given: LeaveVoicemailInput, world: World) -> None:
    spoken = voice(leave_message(given.requests), world)
    call = world.calls.read(given.call_id)
    before = [] if call.verdict in TONE_HEARD else [Pause(TONE_SECONDS)]
    instruct(call, [*before, spoken, ReportMessageLeft()], world)
