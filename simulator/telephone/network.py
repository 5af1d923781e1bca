"""The provider: places calls, changes them, and keeps all that were ever placed.

It stands apart as the Phone port. Invariant: no more calls leave the queue in a second than the
account may place.
"""

from collections.abc import Mapping, Sequence

from generated.functions.call_initiator import CallRejected
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.provider_sid import ProviderSid
from hotels.fault import FaultKind
from hotels.line import Ringing as Rings
from hotels.line import dial
from hotels.script import Hotel
from runtime.errors import OutcomeUnknown
from runtime.telephony import Dialling, Instruction
from simulator.clock import MICROSECONDS
from simulator.telephone.call_notes import CallNotes
from simulator.telephone.conversation import Conversation
from simulator.telephone.sound import EndCall, NewInstructions
from simulator.telephone.webhooks import Exchange, Faults


class PhoneNetwork:
    """Phone. `overlaps` names hotels that were on two calls at once."""

    def __init__(
        self,
        exchange: Exchange,
        hotels: Mapping[str, Hotel],
        seed: int,
        calls_per_second: float,
    ) -> None:
        self._exchange, self._seed = exchange, seed
        self._hotels = {hotel.known.phone: hotel for hotel in hotels.values()}
        self._spacing = round(MICROSECONDS / calls_per_second)
        self._next_turn = 0
        self._placed: dict[str, int] = {}
        self.calls: dict[ProviderSid, Conversation] = {}
        self.live: dict[str, Conversation] = {}
        self.overlaps: list[str] = []

    def place(self, dialling: Dialling) -> ProviderSid:
        """Place a call. Raises CallRejected (not placed), OutcomeUnknown (perhaps)."""
        hotel = self._hotels.get(dialling.phone)
        place = self._placed.get(dialling.phone, 0)
        self._placed[dialling.phone] = place + 1
        if hotel is None:
            raise CallRejected(outcome=CallOutcome.INVALID_NUMBER)
        notes = CallNotes(self._exchange.trace, hotel.hotel_id, dialling.call_id)
        scripts = hotel.behaviour.calls
        faults = Faults(scripts[min(place, len(scripts) - 1)].faults)
        if faults.take(FaultKind.API_ERROR):
            notes.trouble("the provider fails to place the call")
            raise OutcomeUnknown("the simulated provider answered 503")
        if faults.take(FaultKind.API_REFUSAL):
            notes.trouble("the provider refuses to place the call")
            raise CallRejected(outcome=CallOutcome.CARRIER_FAILURE)
        call = self._accept(hotel, dialling, dial(hotel, place, self._seed), faults)
        if faults.take(FaultKind.API_TIMEOUT):
            notes.trouble("the provider places the call and does not answer")
            raise OutcomeUnknown("the simulated provider did not answer")
        return call.sid

    def instruct(
        self, call_id: CallId, provider_sid: ProviderSid, instructions: Sequence[Instruction]
    ) -> bool:
        """Replace what the call is doing; False if it is over."""
        del call_id
        call = self.calls.get(provider_sid)
        if call is None or not call.is_in_progress:
            return False
        self._exchange.clock.after(0, lambda: _command(call, NewInstructions(instructions)))
        return True

    def hang_up(self, provider_sid: ProviderSid) -> None:
        """End a call; one that is over stays so."""
        call = self.calls.get(provider_sid)
        if call is not None:
            self._exchange.clock.after(0, lambda: _command(call, EndCall()))

    def _accept(
        self, hotel: Hotel, dialling: Dialling, rings: Rings, faults: Faults
    ) -> Conversation:
        clock = self._exchange.clock
        sid = ProviderSid(f"CA{len(self.calls) + 1:032x}")
        call = Conversation(self._exchange, sid, hotel.hotel_id, dialling, rings, faults)
        self.calls[sid] = call
        before = self.live.get(dialling.phone)
        if before is not None and before.is_live:
            self.overlaps.append(hotel.hotel_id)
        self.live[dialling.phone] = call
        turn = max(clock.now, self._next_turn)
        self._next_turn = turn + self._spacing
        call.start(turn - clock.now)
        return call


def _command(call: Conversation, command: NewInstructions | EndCall) -> None:
    """Hand a command to a call that has not ended meanwhile."""
    if call.is_live:
        call.command(command)
