"""A hotel's line, as the Scheduler and the Batching Engine keep it, over fakes of the stores."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated.events.batch_completed import BatchCompleted
from generated.events.call_duration_exceeded import CallDurationExceeded
from generated.events.callback_requested import CallbackRequested
from generated.events.fact import Fact
from generated.events.record_deferred import RecordDeferred
from generated.events.record_escalated import RecordEscalated
from generated.types.call_outcome import CallOutcome
from generated.types.deferral_reason import DeferralReason
from generated.types.escalation_reason import EscalationReason
from generated.types.hotel_id import HotelId
from generated.types.record_id import RecordId
from runtime.domain.follow_up import FOLLOW_UPS
from runtime.errors import PublishFailed, UnknownHotel
from runtime.handlers import batching_engine, scheduler
from runtime.state.line import Line, Live
from tests.runtime.fakes import NOW, FakeHotels, FakeWorld
from tests.runtime.given import (
    HOTEL_ID,
    caused_by,
    command,
    created,
    fact,
    hotel,
    record_id,
    world,
)
from tests.runtime.interleaving import ORDERS, Interleaving


def take(told: Fact, around: FakeWorld) -> None:
    scheduler.take(told, caused_by(told), around)


def pick_up(around: FakeWorld, message: str = "message-1") -> None:
    batching_engine.pick_up(HOTEL_ID, command(message), around)


def line(around: FakeWorld) -> Line:
    return around.lines.read(HOTEL_ID)


def live(around: FakeWorld) -> Live:
    found = line(around).live
    assert found is not None
    return found


def in_a_call(records: int = 1, around: FakeWorld | None = None) -> FakeWorld:
    around = around or world()
    for number in range(1, records + 1):
        take(fact(created(number)), around)
    pick_up(around)
    around.bus.told.clear()
    return around


def completed(around: FakeWorld, outcome: CallOutcome, *remaining: RecordId) -> Fact:
    call = live(around)
    return fact(
        BatchCompleted(
            batch_id=call.batch_id,
            hotel_id=HOTEL_ID,
            call_id=call.call_id,
            outcome=outcome,
            remaining=remaining,
        )
    )


def callback(around: FakeWorld, hours: int = 2) -> Fact:
    call = live(around)
    return fact(
        CallbackRequested(
            call_id=call.call_id,
            hotel_id=HOTEL_ID,
            due_at=NOW + timedelta(hours=hours),
            record_ids=(record_id(),),
        )
    )


def deferrals(around: FakeWorld) -> list[RecordDeferred]:
    return [each.event for each in around.bus.told if isinstance(each.event, RecordDeferred)]


def escalations(around: FakeWorld) -> list[RecordEscalated]:
    return [each.event for each in around.bus.told if isinstance(each.event, RecordEscalated)]


def test_records_that_come_together_go_into_one_call() -> None:
    around = in_a_call(records=3)

    (plan,) = around.flows.started.values()
    assert [each.record_id for each in plan.requests] == [record_id(n) for n in (1, 2, 3)]


def test_a_call_asks_for_ten_folios_at_most_and_the_rest_waits() -> None:
    around = in_a_call(records=12)

    assert len(live(around).taken) == 10
    assert len(line(around).waiting) == 2


def test_a_hotel_has_one_live_call() -> None:
    around = in_a_call()
    take(fact(created(2)), around)
    pick_up(around, "message-2")

    assert len(around.flows.started) == 1


def test_a_batch_tells_of_itself_and_of_each_record_before_the_call_starts() -> None:
    around = world()
    take(fact(created()), around)
    around.bus.told.clear()
    around.flows.fails_with = ConnectionError("Step Functions")
    with pytest.raises(ConnectionError):
        pick_up(around)

    assert around.bus.types() == ["BatchScheduled", "RecordAssignedToCall"]


def test_a_message_that_comes_again_finishes_the_start_of_its_call_and_starts_no_second_one() -> (
    None
):
    around = world()
    take(fact(created()), around)
    around.flows.fails_with = ConnectionError("Step Functions")
    with pytest.raises(ConnectionError):
        pick_up(around)
    around.flows.fails_with = None
    pick_up(around)
    pick_up(around)

    assert list(around.flows.started) == [live(around).call_id]
    assert live(around).is_started


def not_started(around: FakeWorld) -> None:
    """A call has taken the line, and its flow could not be started."""
    take(fact(created()), around)
    around.flows.fails_with = ConnectionError("Step Functions")
    with pytest.raises(ConnectionError):
        pick_up(around)
    around.flows.fails_with = None


@pytest.mark.parametrize("minutes", [0, 3, 5, 6, 12, 14])
def test_a_call_holds_its_line_until_it_is_over_however_late_it_starts(minutes: int) -> None:
    around = world()
    not_started(around)
    around.clock.advance(timedelta(minutes=minutes))
    pick_up(around)

    flow_ends = around.clock.now() + timedelta(seconds=600)
    assert list(around.flows.started) == [live(around).call_id]
    assert live(around).until > flow_ends


def test_a_call_that_was_given_up_starts_no_more() -> None:
    around = world()
    not_started(around)
    around.clock.advance(timedelta(minutes=15))
    scheduler.tick("SweepLines", command("tick"), around)
    pick_up(around)

    assert (around.flows.started, line(around).live) == ({}, None)


@given(
    order=ORDERS,
    records=st.lists(st.integers(1, 3), min_size=1, max_size=4),
    messages=st.integers(1, 3),
)
@settings(max_examples=60, deadline=None)
def test_however_facts_and_messages_meet_every_record_is_in_at_most_one_call_once(
    order: list[int], records: list[int], messages: int
) -> None:
    interleaving = Interleaving(order)
    around = FakeWorld(step=interleaving.step, hotels=FakeHotels({HOTEL_ID: hotel()}))
    facts = [fact(created(number)) for number in records]

    errors = interleaving.run(
        [lambda each=each: take(each, around) for each in facts]
        + [lambda: pick_up(around)]
        + [lambda n=n: pick_up(around, f"message-{n}") for n in range(messages)]  # type: ignore[misc]  # mypy: no type for a lambda
    )

    asked = [each.record_id for plan in around.flows.started.values() for each in plan.requests]
    waiting = [each.request.record_id for each in line(around).waiting]
    assert errors == []
    assert len(around.flows.started) <= 1
    assert sorted(asked + waiting) == sorted({record_id(number) for number in records})


def test_a_record_is_queued_once_although_its_creation_is_delivered_twice() -> None:
    around = world()
    take(fact(created()), around)
    take(fact(created()), around)

    assert around.bus.types() == ["RecordQueued"]


def test_facts_that_could_not_be_told_are_told_when_their_reason_comes_again() -> None:
    around = world()
    around.bus.fails_with = PublishFailed("throttled")
    with pytest.raises(PublishFailed):
        take(fact(created()), around)
    around.bus.fails_with = None
    take(fact(created()), around)

    assert around.bus.types() == ["RecordQueued"]


def test_a_record_of_an_unknown_hotel_is_handed_over() -> None:
    around = FakeWorld()
    take(fact(created()), around)

    assert [each.reason for each in escalations(around)] == [EscalationReason.WRONG_LINE]


def test_a_line_of_an_unknown_hotel_cannot_be_served() -> None:
    with pytest.raises(UnknownHotel, match="harbor-lights"):
        pick_up(FakeWorld())


def test_every_outcome_of_a_call_has_its_follow_up() -> None:
    assert set(FOLLOW_UPS) == set(CallOutcome)


@pytest.mark.parametrize(
    ("outcome", "reason", "minutes"),
    [
        (CallOutcome.BUSY, DeferralReason.BUSY, 15),
        (CallOutcome.NO_ANSWER, DeferralReason.NO_ANSWER, 15),
        (CallOutcome.HUNG_UP, DeferralReason.HUNG_UP, 15),
        (CallOutcome.VOICEMAIL_LEFT, DeferralReason.VOICEMAIL, 15),
        (CallOutcome.HOLD_TIMEOUT, DeferralReason.HOLD_TIMEOUT, 60),
        (CallOutcome.NO_RESPONSE, DeferralReason.UNANSWERED, 15),
    ],
)
def test_what_a_call_got_no_answer_to_is_called_about_again(
    outcome: CallOutcome, reason: DeferralReason, minutes: int
) -> None:
    around = in_a_call()
    take(completed(around, outcome, record_id()), around)

    (deferred,) = deferrals(around)
    assert deferred.reason is reason
    assert deferred.until == NOW + timedelta(minutes=minutes)
    assert line(around).live is None


def test_what_was_answered_leaves_the_line() -> None:
    around = in_a_call(records=2)
    take(completed(around, CallOutcome.HUNG_UP, record_id(2)), around)

    assert [each.request.record_id for each in line(around).waiting] == [record_id(2)]


def test_after_three_calls_that_count_somebody_else_takes_over() -> None:
    around = in_a_call()
    for attempt in (2, 3):
        take(completed(around, CallOutcome.BUSY, record_id()), around)
        around.clock.advance(timedelta(minutes=15))
        pick_up(around, f"message-{attempt}")
    take(completed(around, CallOutcome.BUSY, record_id()), around)

    assert [each.reason for each in escalations(around)] == [EscalationReason.ATTEMPTS_USED_UP]
    assert line(around).waiting == ()


def test_the_next_call_keeps_to_the_hotels_hours() -> None:
    around = world(hotel(opens="09:00", closes="15:05"))
    in_a_call(around=around)
    take(completed(around, CallOutcome.BUSY, record_id()), around)

    assert deferrals(around)[0].until == NOW.replace(day=24, hour=9)


def test_a_call_that_the_hours_forbade_waits_for_the_opening_and_does_not_count() -> None:
    around = world(hotel(opens="16:00", closes="20:00"))
    in_a_call(around=around)
    take(completed(around, CallOutcome.BLOCKED_BY_POLICY, record_id()), around)

    assert deferrals(around)[0].until == NOW.replace(hour=16)
    assert line(around).waiting[0].attempts == 0


def test_a_hotel_that_must_not_be_called_is_left_alone() -> None:
    around = world(hotel(do_not_call=True))
    in_a_call(around=around)
    take(completed(around, CallOutcome.BLOCKED_BY_POLICY, record_id()), around)

    assert [each.reason for each in escalations(around)] == [EscalationReason.WRONG_LINE]


@pytest.mark.parametrize("callback_first", [True, False])
def test_a_callback_is_due_when_the_hotel_said_whichever_news_comes_first(
    callback_first: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    around = in_a_call()
    news = [callback(around), completed(around, CallOutcome.CALLBACK, record_id())]
    for each in news if callback_first else reversed(news):
        take(each, around)

    (deferred,) = deferrals(around)
    assert deferred.reason is DeferralReason.CALLBACK
    assert line(around).waiting[0].due_at == NOW + timedelta(hours=2)


@pytest.mark.parametrize("exceeded_first", [True, False])
def test_what_a_call_had_no_time_for_is_handed_over_once_whichever_news_comes_first(
    exceeded_first: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    around = in_a_call()
    exceeded = fact(
        CallDurationExceeded(
            call_id=live(around).call_id, hotel_id=HOTEL_ID, record_ids=(record_id(),)
        )
    )
    news = [exceeded, completed(around, CallOutcome.DURATION_EXCEEDED, record_id())]
    for each in news if exceeded_first else reversed(news):
        take(each, around)

    assert [each.reason for each in escalations(around)] == [EscalationReason.DURATION_EXCEEDED]
    assert line(around).waiting == ()


def test_a_lost_call_gives_its_line_back_and_its_records_are_called_about_again() -> None:
    around = in_a_call()
    around.clock.advance(timedelta(minutes=15))
    scheduler.tick("SweepLines", command("tick"), around)

    assert line(around).live is None
    assert [each.reason for each in deferrals(around)] == [DeferralReason.UNANSWERED]


def test_late_news_of_a_lost_call_takes_out_what_it_had_answered() -> None:
    around = in_a_call(records=2)
    news = completed(around, CallOutcome.COMPLETED)
    around.clock.advance(timedelta(minutes=15))
    scheduler.tick("SweepLines", command("tick"), around)
    take(news, around)

    assert line(around).waiting == ()


def test_the_sweeper_asks_for_a_call_that_has_become_due() -> None:
    around = in_a_call()
    take(completed(around, CallOutcome.BUSY, record_id()), around)
    around.pick_ups.sent.clear()
    around.clock.advance(timedelta(minutes=14))
    scheduler.tick("SweepLines", command("tick-1"), around)
    assert around.pick_ups.sent == {}
    around.clock.advance(timedelta(minutes=1))
    scheduler.tick("SweepLines", command("tick-2"), around)

    assert list(around.pick_ups.sent.values()) == [HOTEL_ID]


def test_one_line_that_cannot_be_looked_at_does_not_stop_the_sweep() -> None:
    around = in_a_call()
    broken = HotelId("broken")
    untold = (fact(created()),)
    around.lines.saved = {
        broken: (Line(broken, outbox=untold), NOW),
        HOTEL_ID: around.lines.saved[HOTEL_ID],
    }
    around.clock.advance(timedelta(minutes=15))
    publish = around.bus.publish

    def fail_for_the_broken_one(facts: Sequence[Fact]) -> None:
        if tuple(facts) == untold:
            raise PublishFailed("throttled")
        publish(facts)

    around.bus.publish = fail_for_the_broken_one  # type: ignore[method-assign]  # a fault
    with pytest.raises(ExceptionGroup):
        scheduler.tick("SweepLines", command("tick"), around)

    assert line(around).live is None


def test_a_record_that_was_answered_is_not_queued_again_by_a_late_duplicate() -> None:
    around = in_a_call()
    take(completed(around, CallOutcome.COMPLETED), around)
    take(fact(created()), around)

    assert line(around).waiting == ()


def test_a_message_about_a_line_whose_call_is_on_starts_nothing() -> None:
    around = in_a_call()
    around.flows.fails_with = AssertionError("a flow was started again")
    pick_up(around, "message-2")

    assert live(around).is_started


def test_late_news_of_a_lost_call_counts_it_once() -> None:
    around = in_a_call()
    news = completed(around, CallOutcome.BUSY, record_id())
    around.clock.advance(timedelta(minutes=15))
    scheduler.tick("SweepLines", command("tick"), around)
    take(news, around)

    assert [each.attempts for each in line(around).waiting] == [1]
    assert len(deferrals(around)) == 1
