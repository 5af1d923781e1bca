"""The status of a record: its table of moves, and its projection whatever the stream brings."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generated.events.fact import Fact
from generated.events.folio_agreed import FolioAgreed
from generated.events.folio_requested import FolioRequested
from generated.events.record_assigned_to_call import RecordAssignedToCall
from generated.events.record_deferred import RecordDeferred
from generated.events.record_escalated import RecordEscalated
from generated.events.record_queued import RecordQueued
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.deferral_reason import DeferralReason
from generated.types.escalation_reason import EscalationReason
from runtime.codec import with_sequence
from runtime.domain.record_status import MOVES, RecordEvent, fold
from runtime.handlers import status_manager
from runtime.state.projection import Projection, Status
from tests.runtime.fakes import NOW, FakeWorld
from tests.runtime.given import CALL_HEX, HOTEL_ID, caused_by, created, fact, record_id

CALL_ID = CallId(f"call-{CALL_HEX}")
QUEUED = RecordQueued(record_id=record_id(), hotel_id=HOTEL_ID)
ASSIGNED = RecordAssignedToCall(
    record_id=record_id(),
    hotel_id=HOTEL_ID,
    batch_id=BatchId(f"batch-{CALL_HEX}"),
    call_id=CALL_ID,
)
REQUESTED = FolioRequested(record_id=record_id(), call_id=CALL_ID, attempt=1)
AGREED = FolioAgreed(record_id=record_id(), call_id=CALL_ID, already_sent=False)
ESCALATED = RecordEscalated(record_id=record_id(), reason=EscalationReason.NOT_UNDERSTOOD)


def deferred(reason: DeferralReason) -> RecordDeferred:
    return RecordDeferred(record_id=record_id(), hotel_id=HOTEL_ID, until=NOW, reason=reason)


EVENTS: tuple[RecordEvent, ...] = (
    created(),
    QUEUED,
    ASSIGNED,
    REQUESTED,
    deferred(DeferralReason.BUSY),
    deferred(DeferralReason.CALLBACK),
    ESCALATED,
    AGREED,
)


def stored(*events: RecordEvent) -> list[Fact]:
    return [fact(event, place, place) for place, event in enumerate(events, start=1)]


def folded(*events: RecordEvent) -> list[Projection]:
    projection: Projection | None = None
    steps: list[Projection] = []
    for each, event in zip(stored(*events), events, strict=True):
        projection = fold(projection, each, event)
        steps.append(projection)
    return steps


def told_late(event: RecordEvent) -> Projection:
    """A record that was put off, and then a fact of a minute before that."""
    before = folded(created(), QUEUED, deferred(DeferralReason.BUSY))[-1]
    timestamp = NOW - timedelta(minutes=1)
    late = Fact(
        event=event,
        event_id="late",
        timestamp=timestamp,
        correlation_id="call-1",
        source="folio.test",
        sequence=4,
    )
    return fold(before, late, event)


def test_a_fact_that_was_overtaken_does_not_open_a_record_again() -> None:
    late = told_late(ASSIGNED)

    assert (late.status, late.next_at, late.sequence) == (Status.SCHEDULED, NOW, 4)
    assert late.updated_at == NOW


def test_an_answer_settles_a_record_even_where_it_was_overtaken() -> None:
    assert told_late(AGREED).status is Status.AGREED_TO_SEND


def test_a_record_that_is_agreed_at_the_second_call_goes_this_way() -> None:
    busy = deferred(DeferralReason.BUSY)
    way = folded(created(), QUEUED, ASSIGNED, busy, ASSIGNED, REQUESTED, AGREED)

    assert [each.status for each in way] == [
        Status.NEW,
        Status.QUEUED,
        Status.CALLING,
        Status.SCHEDULED,
        Status.CALLING,
        Status.CALLING,
        Status.AGREED_TO_SEND,
    ]


def test_a_deferral_says_until_when_and_a_callback_is_named_as_one() -> None:
    last = folded(created(), QUEUED, deferred(DeferralReason.CALLBACK))[-1]

    assert (last.status, last.next_at) == (Status.CALLBACK_SCHEDULED, NOW)


def test_what_was_agreed_stays_agreed_whatever_comes_late() -> None:
    last = folded(created(), QUEUED, AGREED, ASSIGNED, ESCALATED)[-1]

    assert (last.status, last.sequence) == (Status.AGREED_TO_SEND, 5)


@given(events=st.lists(st.sampled_from(EVENTS), max_size=12))
def test_a_status_only_ever_changes_by_a_move_of_the_table(events: list[RecordEvent]) -> None:
    for before, after in pairwise(folded(created(), *events)):
        assert before.status is after.status or before.status in MOVES[after.status]


@given(data=st.data(), events=st.lists(st.sampled_from(EVENTS), min_size=1, max_size=6))
def test_the_projection_is_the_fold_of_the_stored_facts_however_the_stream_brings_them(
    data: st.DataObject, events: list[RecordEvent]
) -> None:
    facts = stored(*events)
    around = FakeWorld()
    for each in facts:
        around.event_store.append(with_sequence(each, each.sequence or 0))
    brought = [*data.draw(st.lists(st.sampled_from(facts), max_size=8)), facts[-1]]
    for each in brought:
        status_manager.take(each, caused_by(each), around)

    assert around.projections.saved[record_id()] == folded(*events)[-1]
