"""Places calls, ends them, and keeps what came of them."""

from typing import assert_never

from generated.events.batch_completed import BatchCompleted
from generated.events.call_blocked_by_policy import CallBlockedByPolicy
from generated.events.call_initiated import CallInitiated
from generated.functions.call_initiator import (
    BlockedByPolicy,
    CheckCallPolicyInput,
    EndCallInput,
    InitiateCallInput,
    StoreOutcomeInput,
)
from runtime.domain.calling_hours import is_open
from runtime.domain.command import Command
from runtime.errors import UnknownHotel
from runtime.ports import World
from runtime.state.call import CallNews, Progress
from runtime.telephony import Dialling

Given = CheckCallPolicyInput | InitiateCallInput | EndCallInput | StoreOutcomeInput


def perform(given: Given, command: Command, world: World) -> None:
    """Perform one of this function's tasks."""
    match given:
        case CheckCallPolicyInput():
            _check_call_policy(given, command, world)
        case InitiateCallInput():
            _initiate_call(given, command, world)
        case EndCallInput():
            _end_call(given, world)
        case StoreOutcomeInput():
            _store_outcome(given, command, world)
        case _:
            assert_never(given)


def _check_call_policy(given: CheckCallPolicyInput, command: Command, world: World) -> None:
    plan = given.plan
    hotel = world.hotels.find(plan.hotel_id)
    if hotel is None:
        raise UnknownHotel(f"there is nothing on file about {plan.hotel_id}")
    now = world.clock.now()
    if hotel.do_not_call or not is_open(hotel, now):
        blocked = CallBlockedByPolicy(call_id=plan.call_id, hotel_id=plan.hotel_id)
        world.bus.publish(command.facts(now, blocked))
        raise BlockedByPolicy
    world.calls.update(plan.call_id, CallNews(time_zone=hotel.time_zone))


def _initiate_call(given: InitiateCallInput, command: Command, world: World) -> None:
    """Write down until when the call may last, then place it."""
    ends_by = world.clock.now() + given.ring_for + given.talk_for
    world.calls.update(given.call_id, CallNews(ends_by=ends_by))
    provider_sid = world.phone.place(
        Dialling(given.call_id, given.phone, given.ring_for, given.talk_for)
    )
    world.calls.update(given.call_id, CallNews(provider_sid=provider_sid))
    initiated = CallInitiated(call_id=given.call_id, provider_sid=provider_sid)
    world.bus.publish(command.facts(world.clock.now(), initiated))


def _end_call(given: EndCallInput, world: World) -> None:
    """Hang up; a call that we cannot reach yet is hung up when its next signal comes."""
    call = world.calls.update(given.call_id, CallNews(is_ending=True))
    if call.provider_sid is not None and call.progress is not Progress.ENDED:
        world.phone.hang_up(call.provider_sid)


def _store_outcome(given: StoreOutcomeInput, command: Command, world: World) -> None:
    plan = given.plan
    completed = BatchCompleted(
        batch_id=plan.batch_id,
        hotel_id=plan.hotel_id,
        call_id=plan.call_id,
        outcome=given.outcome,
        remaining=tuple(request.record_id for request in plan.requests[given.position :]),
    )
    world.bus.publish(command.facts(world.clock.now(), completed))
