"""Facts and their events come back equal, by every road."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generated import events
from generated.events import (
    BatchScheduled,
    CallEnded,
    RecordCreated,
    RecordDeferred,
    ResponseAnalyzed,
    TurnTranscribed,
)
from generated.events.fact import Fact
from generated.types import (
    BatchId,
    CallId,
    CallOutcome,
    Confidence,
    Confirmation,
    DeferralReason,
    GuestName,
    HotelId,
    Intent,
    RecordId,
    Transcript,
    Turn,
)
from generated.values import EventData

CALL_IDS = st.uuids().map(lambda each: CallId(f"call-{each.hex}"))
BATCH_IDS = st.uuids().map(lambda each: BatchId(f"batch-{each.hex}"))
RECORD_IDS = st.text("aZ09_-", min_size=1, max_size=64).map(RecordId)
HOTEL_IDS = st.text("az09-", min_size=1, max_size=64).map(HotelId)
CONFIDENCES = st.floats(0, 1).map(Confidence)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
MOMENTS = st.datetimes(timezones=st.just(dt.UTC))
DURATIONS = st.timedeltas(dt.timedelta(0), dt.timedelta(days=300))
EVENTS_OF_ALL_SHAPES: st.SearchStrategy[EventData] = st.one_of(
    st.builds(
        CallEnded,
        call_id=CALL_IDS,
        outcome=st.sampled_from(CallOutcome),
        talked_for=DURATIONS,
    ),
    st.builds(
        TurnTranscribed,
        call_id=CALL_IDS,
        turn=st.integers(0, 1000).map(Turn),
        transcript=TEXTS.map(Transcript),
        confidence=CONFIDENCES,
    ),
    st.builds(
        BatchScheduled,
        batch_id=BATCH_IDS,
        hotel_id=HOTEL_IDS,
        call_id=CALL_IDS,
        record_ids=st.lists(RECORD_IDS, min_size=1, max_size=10).map(tuple),
    ),
    st.builds(
        RecordCreated,
        record_id=RECORD_IDS,
        hotel_id=HOTEL_IDS,
        guest_name=TEXTS.map(GuestName),
        confirmation_number=TEXTS.map(Confirmation),
        arrival=st.dates(),
        departure=st.dates(),
    ),
    st.builds(
        RecordDeferred,
        record_id=RECORD_IDS,
        hotel_id=HOTEL_IDS,
        until=MOMENTS,
        reason=st.sampled_from(DeferralReason),
    ),
    st.builds(
        ResponseAnalyzed,
        call_id=CALL_IDS,
        record_id=RECORD_IDS,
        intent=st.sampled_from(Intent),
        confidence=CONFIDENCES,
    ),
)
FACTS = st.builds(
    Fact,
    event=EVENTS_OF_ALL_SHAPES,
    event_id=st.uuids().map(str),
    timestamp=MOMENTS,
    correlation_id=TEXTS,
    causation_id=st.none() | TEXTS,
    source=TEXTS,
    sequence=st.none() | st.integers(1, 10**9),
)


def of_type(fact: Fact) -> dict[str, type[EventData]]:
    found = events.find(fact.event.TYPE)
    assert found is type(fact.event)
    return {fact.event.TYPE: found}


@given(EVENTS_OF_ALL_SHAPES)
def test_an_event_comes_back_from_json(event: EventData) -> None:
    assert type(event).from_data(json.loads(json.dumps(event.to_data()))) == event


@given(FACTS)
def test_a_fact_comes_back_from_the_bus(fact: Fact) -> None:
    assert Fact.from_detail(json.loads(json.dumps(fact.to_detail())), of_type(fact)) == fact


@given(FACTS)
def test_a_fact_comes_back_from_the_store_where_every_number_is_decimal(fact: Fact) -> None:
    def stored(value: object) -> Any:  # noqa: ANN401  # JSON of any shape
        assert not isinstance(value, float)
        if isinstance(value, bool):
            return value
        if isinstance(value, int):
            return Decimal(value)
        if isinstance(value, dict):
            return {key: stored(item) for key, item in value.items()}
        return [stored(item) for item in value] if isinstance(value, list) else value

    assert Fact.from_item(stored(fact.to_item()), of_type(fact)) == fact


@given(FACTS)
def test_an_envelope_names_its_aggregate(fact: Fact) -> None:
    detail = fact.to_detail()
    assert detail["aggregate_id"] == fact.event.aggregate_id
    assert detail["event_type"] == fact.event.TYPE
    assert ("sequence" in detail) is (fact.sequence is not None)
