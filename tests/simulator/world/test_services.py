"""The services around the handlers behave as the real ones do."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from generated.types.call_id import CallId
from generated.types.hotel_id import HotelId
from generated.types.provider_sid import ProviderSid
from hotels.fault import Webhook
from runtime.serving import Function
from runtime.telephony import Instruction, Ringing, Signal
from simulator.clock import MICROSECONDS
from simulator.system.simulation import Settings, Simulation
from simulator.telephone.webhooks import Faults

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
INN = HotelId("INN")


def world(stage: str = "prod") -> Simulation:
    return Simulation({}, Settings(BEGINS, stage=stage))


def wait(around: Simulation, seconds: float) -> None:
    around.virtual_clock.run(until=around.virtual_clock.now + round(seconds * MICROSECONDS))


def test_an_event_is_tried_three_times_over_three_minutes_and_then_a_dead_letter() -> None:
    around, tries = world(), list[float]()

    def serve(_: Function) -> None:
        tries.append((around.virtual_clock.now - around.trace.began) / MICROSECONDS)
        raise LookupError

    around.invocations.accept("Journal", "EventWriter", "a fact", serve)
    wait(around, 300)

    assert [round(each / 60) for each in tries] == [0, 1, 3]
    assert around.dead_letters.counts["EventWriter"] == 1


def test_a_throttled_event_is_not_a_failed_one() -> None:
    around, served = world(), list[Any]()
    for _ in range(6):
        around.invocations.accept(
            "QueueNewRecords", "Scheduler", "a fact", lambda _: served.append(len(served))
        )
    wait(around, 30)

    assert sorted(served) == list(range(6))
    assert not around.dead_letters.counts


def test_a_message_comes_after_the_queues_delay_and_the_same_one_only_once() -> None:
    around = world()
    for _ in range(2):
        around.pick_ups.send(INN, "the same")
    wait(around, 4)
    runs_before = around.functions.runs["BatchingEngine"]
    wait(around, 3)

    assert (runs_before, around.functions.runs["BatchingEngine"], around.pick_ups.queue.sent) == (
        0,
        1,
        1,
    )


def test_a_message_that_nobody_can_handle_goes_to_the_dead_letters_after_five_tries() -> None:
    around = world()  # no hotel is on file: the Batching Engine refuses
    around.pick_ups.send(INN, "once")
    wait(around, 4 * 360 + 100)
    assert (around.functions.runs["BatchingEngine"], dict(around.dead_letters.counts)) == (5, {})
    wait(around, 400)

    assert around.dead_letters.counts["SchedulingQueue"] == 1
    assert around.pick_ups.is_quiet


def test_a_request_to_a_busy_function_is_answered_with_503() -> None:
    around, statuses = world(), list[int]()
    for _ in range(6):
        around.api.post("/records", "", "{}", lambda status, _: statuses.append(status))
    wait(around, 5)

    assert sorted(statuses) == [400] * 5 + [503]


def test_a_webhook_that_meets_a_busy_function_is_sent_again() -> None:
    around, answers = world(), list[Sequence[Instruction] | None]()
    busy = around.functions._instances["TwilioWebhook"]
    busy.limit = 0
    signal = Signal(CallId("call-" + "0" * 32), ProviderSid("CA" + "0" * 32), Ringing())
    around.postman.send(Webhook.RINGING, signal, Faults([]), answers.append)
    wait(around, 0.1)
    busy.limit = 50
    wait(around, 5)

    assert answers == [[]]
    assert "a webhook is answered with 503 and sent again" in around.trace.told()


def test_a_tick_comes_every_minute_until_it_is_stopped() -> None:
    around = world()
    wait(around, 600)
    ticks = around.functions.runs["Scheduler"]
    around.come_to_rest(5)
    wait(around, 600)

    assert 10 <= ticks <= 14  # some come twice
    assert around.functions.runs["Scheduler"] == ticks
