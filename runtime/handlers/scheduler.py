"""Keeps each hotel's line of waiting records, and decides when there is a reason to call."""

from collections.abc import Callable
from datetime import datetime

from generated.events.batch_completed import BatchCompleted
from generated.events.call_duration_exceeded import CallDurationExceeded
from generated.events.callback_requested import CallbackRequested
from generated.events.fact import Fact
from generated.events.record_created import RecordCreated
from generated.events.record_escalated import RecordEscalated
from generated.functions.scheduler import Taken
from generated.types.escalation_reason import EscalationReason
from generated.types.folio_request import FolioRequest
from generated.types.hotel import Hotel
from generated.types.hotel_id import HotelId
from generated.values import Invalid
from runtime.domain import hotel_line
from runtime.domain.command import Command
from runtime.ports import World
from runtime.procedures.line import change_line
from runtime.state.line import Line

Change = Callable[[Line, datetime], hotel_line.Change]


def take(fact: Fact, command: Command, world: World) -> None:
    """Change the hotel's line as a fact demands; let the hotel be called if there is reason."""
    event: Taken = fact.event  # type: ignore[assignment]  # read with this function's own events
    hotel = world.hotels.find(event.hotel_id)
    if hotel is None and isinstance(event, RecordCreated):
        unknown = RecordEscalated(record_id=event.record_id, reason=EscalationReason.WRONG_LINE)
        world.bus.publish(command.facts(world.clock.now(), unknown))
        return
    line = _change(event.hotel_id, command, _change_for(event, hotel), world)
    _ask_for_call(line, world, f"{line.version}")


def tick(name: str, command: Command, world: World) -> None:
    """Look at every line at which something is due: a call, one that was lost, facts untold."""
    if name != "SweepLines":
        raise Invalid("event.schedule", "must be SweepLines")
    now = world.clock.now()
    failures: list[Exception] = []
    for hotel_id in world.lines.due(now):
        try:
            _sweep(hotel_id, command.about(hotel_id), world)
        except Exception as failure:  # noqa: BLE001 - one hotel's trouble is not another's
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some lines could not be looked at", failures)


def _sweep(hotel_id: HotelId, command: Command, world: World) -> None:
    hotel = world.hotels.find(hotel_id)
    line = _change(
        hotel_id, command, lambda line, now: hotel_line.lose_call(line, hotel, now), world
    )
    minute = world.clock.now()
    _ask_for_call(line, world, f"{line.version}-{minute:%Y%m%dT%H%M}")


def _change_for(event: Taken, hotel: Hotel | None) -> Change:
    match event:
        case RecordCreated():
            request = FolioRequest(
                record_id=event.record_id,
                guest_name=event.guest_name,
                confirmation_number=event.confirmation_number,
                arrival=event.arrival,
                departure=event.departure,
            )
            return lambda line, now: hotel_line.queue(line, request, now)
        case BatchCompleted():
            return lambda line, now: hotel_line.complete_batch(line, event, hotel, now)
        case CallbackRequested():
            return lambda line, now: hotel_line.agree_callback(line, event, hotel, now)
        case CallDurationExceeded():
            return lambda line, _: hotel_line.hand_over(line, event)


def _change(hotel_id: HotelId, command: Command, change: Change, world: World) -> Line:
    def decide(line: Line, now: datetime) -> tuple[Line, list[Fact]] | None:
        changed, events = change(line, now)
        return None if changed == line else (changed, command.facts(now, *events))

    return change_line(hotel_id, command.id, decide, world)


def _ask_for_call(line: Line, world: World, once_as: str) -> None:
    if hotel_line.needs_pick_up(line, world.clock.now()):
        world.pick_ups.send(line.hotel_id, f"{line.hotel_id}-{once_as}")
