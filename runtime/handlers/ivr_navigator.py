"""Finds the way through a hotel's menu."""

from typing import assert_never

from generated.events.dtmf_sent import DtmfSent
from generated.events.ivr_dead_end_reached import IvrDeadEndReached
from generated.functions.ivr_navigator import NavigateIVRInput
from generated.types.ivr_action import IvrAction
from generated.types.ivr_step import IvrStep
from runtime.domain.command import Command
from runtime.domain.navigation import GaveUp, OnHold, Press, ReachedPerson, Say, next_step
from runtime.ports import World
from runtime.procedures.speaking import instruct
from runtime.state.call import CallNews
from runtime.telephony import Listen, PressKeys, Speak

PATIENCE_SECONDS = 6
"""A menu that says nothing for so long after a key is putting us through."""


def perform(given: NavigateIVRInput, command: Command, world: World) -> IvrStep:
    """Take the next step. Where a person has come or may come, the line is just listened to."""
    turn = given.heard.turn
    earlier = world.calls.add_prompt(given.call_id, turn, given.heard.transcript)
    step = next_step(given.heard.transcript, given.profile, earlier)
    match step:
        case Press(digits):
            _act(given, PressKeys(digits), world)
            sent = DtmfSent(call_id=given.call_id, turn=turn, digits=digits)
            world.bus.publish(command.facts(world.clock.now(), sent))
            return IvrStep(action=IvrAction.PRESSED, pressed=digits)
        case Say(text):
            _act(given, Speak(text), world)
            return IvrStep(action=IvrAction.SAID)
        case ReachedPerson():
            return IvrStep(action=IvrAction.REACHED_PERSON)
        case OnHold():
            return IvrStep(action=IvrAction.ON_HOLD)
        case GaveUp():
            dead_end = IvrDeadEndReached(call_id=given.call_id, turn=turn)
            world.bus.publish(command.facts(world.clock.now(), dead_end))
            return IvrStep(action=IvrAction.GAVE_UP)
        case _:
            assert_never(step)


def _act(given: NavigateIVRInput, action: PressKeys | Speak, world: World) -> None:
    call = world.calls.update(given.call_id, CallNews(takes_turn=True))
    instruct(call, [action, Listen(call.turns, PATIENCE_SECONDS)], world)
