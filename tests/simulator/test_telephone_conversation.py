"""The webhooks of one call of the simulated telephone, as they leave for the system."""

from datetime import UTC, datetime, timedelta

from generated.types import CallId, PhoneNumber, ProviderSid
from hotels.fault import PROGRESS, Fault, FaultKind, Webhook
from hotels.line import dial
from hotels.script import Hotel, load
from runtime.telephony import Dialling, HangUp, Signal
from simulator.clock import MICROSECONDS, Clock
from simulator.telephone.conversation import Conversation
from simulator.telephone.webhooks import Exchange, Faults, Postman, Took
from simulator.world.trace import Trace

HOTELS = """
hotels:
  INN:
    known:
      {name: Inn, phone: "+12025550100", time_zone: UTC, calling_hours: {opens: "00:00",
      closes: "24:00"}, email: desk@inn.example, language: en-US}
    behaves:
      calls: [{rings: 5s, then: desk}]
      parts:
        desk: {says: The Inn.}
"""


class Listener(Postman):
    """Keeps which webhooks are sent; each is answered after five seconds: hang up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.sent: list[Webhook] = []

    def send(self, webhook: Webhook, signal: Signal, faults: Faults, took: Took) -> None:
        del signal, faults
        self.sent.append(webhook)
        self._clock.after(5 * MICROSECONDS, lambda: took((HangUp(),)))


def progress_of_a_call(*reordered: Webhook) -> list[Webhook]:
    """What is told of its progress, in its order, while some webhooks are to be overtaken."""
    (inn,) = load(HOTELS).hotels.values()
    clock = Clock(datetime(2026, 1, 1, tzinfo=UTC))
    listener = Listener(clock)
    call = a_call(inn, Exchange(clock, Trace(clock), listener, lambda _url: None), reordered)
    call.start(queued=0)
    clock.run()
    return [webhook for webhook in listener.sent if webhook in PROGRESS]


def a_call(inn: Hotel, exchange: Exchange, reordered: tuple[Webhook, ...]) -> Conversation:
    dialling = Dialling(
        call_id=CallId(f"call-{1:032x}"),
        phone=PhoneNumber("+12025550100"),
        ring_for=timedelta(seconds=30),
        talk_for=timedelta(seconds=60),
    )
    faults = [Fault(FaultKind.REORDERED, webhook, by_seconds=0, times=1) for webhook in reordered]
    rings = dial(inn, call=0, seed=1)
    return Conversation(
        exchange, ProviderSid(f"CA{1:032x}"), "INN", dialling, rings, Faults(faults)
    )


def test_progress_is_told_in_its_order() -> None:
    assert progress_of_a_call() == ["initiated", "ringing", "answered", "completed"]


def test_the_next_webhook_overtakes_a_reordered_one() -> None:
    told = progress_of_a_call(Webhook.RINGING)
    assert told == ["initiated", "answered", "ringing", "completed"]


def test_the_last_webhook_comes_even_if_nothing_overtakes_it() -> None:
    told = progress_of_a_call(Webhook.COMPLETED)
    assert told == ["initiated", "ringing", "answered", "completed"]
