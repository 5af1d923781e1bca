"""Takes up to ten waiting records of one hotel and starts the call about them."""

from dataclasses import replace
from datetime import datetime

from generated.events.batch_scheduled import BatchScheduled
from generated.events.fact import Fact
from generated.events.record_assigned_to_call import RecordAssignedToCall
from generated.types.call_plan import CallPlan
from generated.types.hotel import Hotel
from generated.types.hotel_id import HotelId
from runtime.domain.command import Command
from runtime.domain.hotel_line import can_start, mark_started, renew_lease, take_batch
from runtime.errors import UnknownHotel
from runtime.ports import World
from runtime.procedures.line import change_line
from runtime.state.line import Line, Live


def pick_up(hotel_id: HotelId, command: Command, world: World) -> None:
    """Start the call that is due at a hotel, if there is one and none is on the line.

    A message that comes again finds the call that it took, and finishes its start. A call starts
    only where its lease outlasts it: a hotel has one live call.
    """
    hotel = world.hotels.find(hotel_id)
    if hotel is None:
        raise UnknownHotel(f"there is nothing on file about {hotel_id}: its line cannot be served")

    def take(line: Line, now: datetime) -> tuple[Line, list[Fact]] | None:
        taken = take_batch(line, now)
        if taken is None or taken.live is None:
            return None
        about_call = replace(command, correlation_id=taken.live.call_id)
        return taken, about_call.facts(now, *_events(hotel_id, taken.live))

    live = change_line(hotel_id, command.id, take, world).live
    if live is not None and not can_start(live, world.clock.now()):
        live = _renewed(hotel_id, live, world)
    if live is None or live.is_started:
        return
    world.flows.start(_plan(live, hotel))
    change_line(
        hotel_id,
        f"{live.call_id}/started",
        lambda line, _: (mark_started(line, live.call_id), ()),
        world,
    )


def _renewed(hotel_id: HotelId, live: Live, world: World) -> Live | None:
    """Renew a lease that is too short by now, unless the sweeper has given the call up."""

    def renew(line: Line, now: datetime) -> tuple[Line, list[Fact]] | None:
        renewed = renew_lease(line, live.call_id, now)
        return None if renewed is None else (renewed, [])

    once = f"{live.call_id}/after/{live.until.isoformat()}"
    found = change_line(hotel_id, once, renew, world).live
    return found if found is not None and found.call_id == live.call_id else None


def _events(hotel_id: HotelId, live: Live) -> list[BatchScheduled | RecordAssignedToCall]:
    record_ids = tuple(waiting.request.record_id for waiting in live.taken)
    scheduled = BatchScheduled(
        batch_id=live.batch_id, hotel_id=hotel_id, call_id=live.call_id, record_ids=record_ids
    )
    assigned = [
        RecordAssignedToCall(
            record_id=record_id, hotel_id=hotel_id, batch_id=live.batch_id, call_id=live.call_id
        )
        for record_id in record_ids
    ]
    return [scheduled, *assigned]


def _plan(live: Live, hotel: Hotel) -> CallPlan:
    return CallPlan(
        call_id=live.call_id,
        batch_id=live.batch_id,
        hotel_id=hotel.hotel_id,
        phone=hotel.phone,
        ivr_profile=hotel.ivr_profile,
        requests=tuple(waiting.request for waiting in live.taken),
    )
