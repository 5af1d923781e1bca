"""What a run watches: calls folded from facts, records that come to rest, and the report."""

from datetime import UTC, datetime, timedelta

from generated.events.batch_completed import BatchCompleted
from generated.events.batch_scheduled import BatchScheduled
from generated.events.call_connected import CallConnected
from generated.events.call_ended import CallEnded
from generated.events.fact import Fact
from generated.events.record_created import RecordCreated
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.hotel_id import HotelId
from generated.types.provider_sid import ProviderSid
from generated.types.record_id import RecordId
from generated.values import EventData
from local.report import report_calls, report_records, summarize
from local.results import Results
from local.statuses import RecordStatus
from local.work import find_moving

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CALL = CallId("call-" + "a" * 32)
BATCH = BatchId("batch-" + "b" * 32)
HOTEL = HotelId("hotel-1")
RECORD = RecordCreated.from_data(
    {
        "record_id": "REC-1",
        "hotel_id": HOTEL,
        "guest_name": "Ada Byron",
        "confirmation_number": "C-1",
        "arrival": "2026-10-05",
        "departure": "2026-10-08",
    }
)


def fact(seconds: int, event: EventData) -> Fact:
    return Fact(
        event=event,
        event_id=f"{seconds}",
        timestamp=START + timedelta(seconds=seconds),
        correlation_id=CALL,
        source="folio.test",
        sequence=1,
    )


def scheduled() -> BatchScheduled:
    return BatchScheduled(
        batch_id=BATCH, hotel_id=HOTEL, call_id=CALL, record_ids=(RecordId("REC-1"),)
    )


def completed(outcome: CallOutcome) -> BatchCompleted:
    return BatchCompleted(
        batch_id=BATCH, hotel_id=HOTEL, call_id=CALL, outcome=outcome, remaining=()
    )


def status(name: str, next_at: datetime | None = None) -> RecordStatus:
    return RecordStatus("REC-1", HOTEL, name, START, next_at)


def test_a_call_is_live_until_its_batch_is_completed() -> None:
    results = Results()
    ended = CallEnded(call_id=CALL, outcome=CallOutcome.COMPLETED, talked_for=timedelta(seconds=12))

    results.take(fact(0, scheduled()))
    results.take(fact(20, ended))

    assert results.live() == 1
    results.take(fact(21, completed(CallOutcome.COMPLETED)))
    assert results.live() == 0


def test_a_call_is_reported_with_its_outcome_and_its_times() -> None:
    results = Results()
    connected = CallConnected(call_id=CALL, provider_sid=ProviderSid("CA" + "0" * 32))
    ended = CallEnded(call_id=CALL, outcome=CallOutcome.COMPLETED, talked_for=timedelta(seconds=1))

    for each in (
        fact(0, scheduled()),
        fact(5, connected),
        fact(20, ended),
        fact(21, completed(CallOutcome.NO_RESPONSE)),
    ):
        results.take(each)

    row = report_calls(results.calls.values()).splitlines()[-1].split()
    assert row == ["call-aaaaaaaa", "hotel-1", "1", "no_response", "21.0", "s", "15.0", "s"]


def test_a_fact_about_a_call_that_is_not_known_is_passed_over() -> None:
    results = Results()

    assert results.take(fact(0, completed(CallOutcome.COMPLETED))) is None


def test_a_record_moves_until_its_status_is_final() -> None:
    assert find_moving([RECORD], {}, START) == ["REC-1"]
    assert find_moving([RECORD], {"REC-1": status("CALLING")}, START) == ["REC-1"]
    assert find_moving([RECORD], {"REC-1": status("AGREED_TO_SEND")}, START) == []


def test_a_record_that_waits_for_a_later_call_is_at_rest_until_then() -> None:
    later = status("SCHEDULED", START + timedelta(minutes=15))

    assert find_moving([RECORD], {"REC-1": later}, START) == []
    assert find_moving([RECORD], {"REC-1": later}, START + timedelta(minutes=15)) == ["REC-1"]


def test_the_report_shows_every_record_and_until_when_it_waits() -> None:
    later = START + timedelta(minutes=15)

    lines = report_records([RECORD], [status("SCHEDULED", later)]).splitlines()

    assert lines[0].split() == ["record", "hotel", "guest", "status"]
    assert lines[2].split() == [
        "REC-1",
        "hotel-1",
        "Ada",
        "Byron",
        "SCHEDULED",
        "until",
        f"{later.astimezone():%H:%M}",
    ]


def test_the_summary_counts_by_status() -> None:
    statuses = [status("REFUSED"), status("AGREED_TO_SEND"), status("REFUSED")]

    assert summarize(statuses, 12.4) == "3 records in 12 s: 1 AGREED_TO_SEND, 2 REFUSED"
