"""Events keep their rules: what breaks one is refused by its place, without repeating it."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generated import events
from generated.events import BatchScheduled, CallEnded, RecordCreated, RecordDeferred
from generated.events.fact import Fact
from generated.functions.call_initiator import TASKS, BlockedByPolicy, CallRejected
from generated.functions.scheduler import EVENTS
from generated.types import (
    BatchId,
    CallId,
    CallOutcome,
    Confidence,
    Confirmation,
    DeferralReason,
    GuestName,
    HotelId,
    RecordId,
    Transcript,
    Turn,
)
from generated.values import Invalid

CALL_ID = CallId("call-" + "0" * 32)


def call_ended(**changed: object) -> dict[str, object]:
    return {"call_id": CALL_ID, "outcome": "busy", "talked_for": 3, **changed}


def detail(**changed: object) -> dict[str, object]:
    return {
        "event_id": "e",
        "event_type": "CallEnded",
        "schema_version": 1,
        "aggregate_type": "call",
        "aggregate_id": CALL_ID,
        "timestamp": "2026-11-23T09:45:00.000Z",
        "correlation_id": CALL_ID,
        "source": "folio.twilio-webhook",
        "data": call_ended(),
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"call_id": "call-1"}, "data.call_id"),
        ({"outcome": "bored"}, "data.outcome"),
        ({"talked_for": -1}, "data.talked_for"),
        ({"talked_for": "3s"}, "data.talked_for"),
    ],
)
def test_what_breaks_a_rule_is_named_by_its_place(changed: dict[str, object], where: str) -> None:
    with pytest.raises(Invalid) as caught:
        CallEnded.from_data(call_ended(**changed))
    assert caught.value.where == where


def test_a_place_in_a_list_has_its_number() -> None:
    data: dict[str, object] = {
        "batch_id": "batch-" + "0" * 32,
        "hotel_id": "grand",
        "call_id": CALL_ID,
        "record_ids": ["r-1", "r-2", "r 3"],
    }
    with pytest.raises(Invalid, match=r"^data\.record_ids\[2\] must match"):
        BatchScheduled.from_data(data)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"event_type": "CallBegun"}, "detail.event_type"),
        ({"schema_version": 2}, "detail.schema_version"),
        ({"aggregate_id": "call-2"}, "detail.aggregate_id"),
        ({"sequence": 0}, "detail.sequence"),
        ({"timestamp": "2026-11-23T09:45:00+01:00"}, "detail.timestamp"),
    ],
)
def test_an_envelope_that_does_not_fit_is_refused(changed: dict[str, object], where: str) -> None:
    with pytest.raises(Invalid) as caught:
        Fact.from_detail(detail(**changed), {"CallEnded": CallEnded})
    assert caught.value.where == where


def test_a_mistake_never_repeats_the_value() -> None:
    with pytest.raises(Invalid) as caught:
        GuestName("Ada Lovelace " * 20)
    assert "Ada" not in str(caught.value)


def test_unknown_fields_are_ignored() -> None:
    assert CallEnded.from_data(call_ended(weather="fine")) == CallEnded.from_data(call_ended())


@pytest.mark.parametrize(
    "make",
    [
        lambda: CallId("call-1"),
        lambda: Turn(1001),
        lambda: Turn(-1),
        lambda: Confidence(1.1),
        lambda: Confidence(float("nan")),
        lambda: Transcript("x" * 4001),
        lambda: Transcript("\ud800"),
    ],
)
def test_a_value_that_breaks_a_rule_does_not_exist(make: Callable[[], object]) -> None:
    with pytest.raises(Invalid):
        make()


def test_an_event_with_too_many_records_cannot_be_made() -> None:
    with pytest.raises(Invalid, match="1 to 10 items, not 11"):
        BatchScheduled(
            batch_id=BatchId("batch-" + "0" * 32),
            hotel_id=HotelId("grand"),
            call_id=CALL_ID,
            record_ids=(RecordId("r"),) * 11,
        )


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(Invalid, match="time zone"):
        RecordDeferred(
            record_id=RecordId("r"),
            hotel_id=HotelId("grand"),
            until=dt.datetime(2026, 11, 23),  # noqa: DTZ001  # that is the mistake
            reason=DeferralReason.BUSY,
        )


def test_an_event_never_changes() -> None:
    event = CallEnded.from_data(call_ended())
    with pytest.raises(AttributeError, match="never changes"):
        event.outcome = CallOutcome.BUSY  # type: ignore[misc]  # mypy sees it, too
    with pytest.raises(AttributeError, match="never changes"):
        del event.outcome


def test_what_is_equal_hashes_alike() -> None:
    first, second = CallEnded.from_data(call_ended()), CallEnded.from_data(call_ended())
    assert {first, second} == {first}
    assert first != CallEnded.from_data(call_ended(outcome="completed"))


def test_personal_data_is_masked_where_a_value_is_shown() -> None:
    event = RecordCreated(
        record_id=RecordId("r-1"),
        hotel_id=HotelId("grand"),
        guest_name=GuestName("Ada Lovelace"),
        confirmation_number=Confirmation("X1"),
        arrival=dt.date(2026, 11, 1),
        departure=dt.date(2026, 11, 2),
    )
    assert "guest_name=***" in repr(event)
    assert "Lovelace" not in repr(event)
    assert "r-1" in repr(event)


def test_a_functions_errors_are_messages_that_a_flow_can_read() -> None:
    error = CallRejected(outcome=CallOutcome.BUSY)
    assert json.loads(str(error)) == {"outcome": "busy"}
    assert json.loads(BlockedByPolicy().to_message()) == {}


def test_a_task_says_how_it_may_be_repeated() -> None:
    placed = TASKS["InitiateCall"]
    assert (placed.effect, placed.key, placed.within_seconds) == ("once", (("call_id",),), 6)
    assert placed.raises == (CallRejected,)
    asked = placed.takes.from_data(
        {"call_id": CALL_ID, "phone": "+15551230000", "ring_for": 45, "talk_for": 450}, "input"
    )
    assert asked.to_data()["ring_for"] == 45


def test_a_function_knows_the_events_that_come_to_it() -> None:
    assert list(EVENTS) == [
        "RecordCreated",
        "BatchCompleted",
        "CallbackRequested",
        "CallDurationExceeded",
    ]


def test_an_event_is_found_by_its_type() -> None:
    assert events.find("CallEnded") is CallEnded
    assert events.find("CallBegun") is None


def test_a_package_names_what_it_does_not_have() -> None:
    with pytest.raises(AttributeError, match="no attribute 'CallBegun'"):
        getattr(events, "CallBegun")  # noqa: B009  # mypy knows that there is none
    assert "CallEnded" in dir(events)


def test_one_event_loads_itself_and_what_it_holds() -> None:
    probe = (
        "import sys; from generated.events import VoicemailLeft; "
        "print(*sorted(name for name in sys.modules if name.startswith('generated.')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.replace("generated.", "").split() == [
        "events",
        "events.voicemail_left",
        "types",
        "types.call_id",
        "values",
    ]
