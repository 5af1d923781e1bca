"""Sends the provider's webhooks, with the faults that a hotel's script brings upon them.

It stands apart because progress, machine detection and requests for instructions travel alike.
Invariant: what is sent comes through the system's own endpoint and handler.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hotels.fault import Fault, FaultKind, Webhook
from runtime.telephony import (
    Answered,
    Heard,
    Instruction,
    MachineJudged,
    MessageLeft,
    Signal,
    StillThere,
)
from simulator.clock import MICROSECONDS, Clock
from simulator.telephone.signals import Sent, SimulatedSignals
from simulator.timing import Draws
from simulator.world.api import NO_ANSWER, HttpApi
from simulator.world.trace import Trace

Took = Callable[[Sequence[Instruction] | None], None]
"""Takes the instructions that a webhook answered with; None where it failed."""


FIRST_KEY = "the first key"
"""What the account signs with until somebody rotates it."""
ASKED_AGAIN = 3
"""How often a webhook that we failed at is sent again, as the adapter's addresses ask for."""


class Faults:
    """The faults still to strike in one call."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._left = list(faults)

    def take(self, kind: FaultKind, webhook: Webhook | None = None) -> Fault | None:
        """Use up one such fault, if there is one."""
        for place, fault in enumerate(self._left):
            if (fault.kind, fault.webhook) == (kind, webhook):
                used = replace(fault, times=fault.times - 1)
                self._left[place : place + 1] = [used] if used.times else []
                return fault
        return None


class Postman:
    """Sends webhooks, signed with the account's `key`."""

    def __init__(
        self, clock: Clock, draws: Draws, trace: Trace, api: HttpApi, signals: SimulatedSignals
    ) -> None:
        self._clock, self._draws, self._trace = clock, draws, trace
        self._api, self._signals = api, signals
        self.key = FIRST_KEY
        self.on_the_way = 0

    def send(self, webhook: Webhook, signal: Signal, faults: Faults, took: Took) -> None:
        """Send a webhook, with its faults. Its answer is the last one's, if it comes twice."""
        if faults.take(FaultKind.LOST, webhook):
            self._note(signal, f"webhook {webhook.value} is lost")
            return
        late = faults.take(FaultKind.LATE, webhook)
        forged = faults.take(FaultKind.WRONG_SIGNATURE, webhook) is not None
        delay = 0 if late is None else round(late.by_seconds * MICROSECONDS)
        if late is not None:
            self._note(signal, f"webhook {webhook.value} is late by {late.by_seconds:g} s")
        if faults.take(FaultKind.DUPLICATE, webhook):
            self._note(signal, f"webhook {webhook.value} comes twice")
            self._travel(signal, delay, lambda _: None, forged=forged)
            delay += 200_000
        self._travel(signal, delay, took, forged=forged)

    def _travel(
        self, signal: Signal, delay: int, took: Took, *, forged: bool, again: int = ASKED_AGAIN
    ) -> None:
        network = self._draws.weather.network
        self.on_the_way += 1

        def arrive() -> None:
            path, query = _address(signal)
            request_id = self._api.post(
                path, query, "", lambda status, body: respond(request_id, status, body)
            )
            key = "somebody else's" if forged else self.key
            self._signals.send(request_id, Sent(signal, key))

        def respond(request_id: str, status: int, body: str) -> None:
            self.on_the_way -= 1
            self._signals.forget(request_id)
            if status == NO_ANSWER:
                return
            if status >= 500 and again:
                self._note(signal, f"a webhook is answered with {status} and sent again")
                self._travel(signal, 0, took, forged=forged, again=again - 1)
                return
            answer = self._signals.instructions(body) if status == 200 else None
            self._clock.after(self._draws.span(network), lambda: took(answer))

        self._clock.after(delay + self._draws.span(network), arrive)

    def _note(self, signal: Signal, what: str) -> None:
        self._trace.note(what, call_id=signal.call_id)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What all calls share. `words_at` says what is played at an address, if anything."""

    clock: Clock
    trace: Trace
    postman: Postman
    words_at: Callable[[str], str | None]


def _address(signal: Signal) -> tuple[str, str]:
    """Give the path and the query of the webhook that tells this."""
    match signal.news:
        case Answered(wants_instructions=True):
            name, turn = "voice", None
        case Heard(turn=heard):
            name, turn = "turn", heard
        case StillThere(turn=heard):
            name, turn = "idle", heard
        case MachineJudged():
            name, turn = "machine", None
        case MessageLeft():
            name, turn = "voicemail-left", None
        case _:
            name, turn = "status", None
    return f"/calls/{signal.call_id}/{name}", "" if turn is None else f"turn={turn}"
