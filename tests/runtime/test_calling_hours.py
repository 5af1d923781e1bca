"""When a hotel may be called: its own wall clock, daylight saving and midnight included."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.domain.calling_hours import is_open, next_open_moment, next_opening
from tests.runtime.given import hotel

MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(
    ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
)
HOURS = st.sampled_from(
    [("09:00", "17:00"), ("22:00", "06:00"), ("00:00", "24:00"), ("02:30", "03:00")]
)


@pytest.mark.parametrize(
    ("opens", "closes", "at", "expected"),
    [
        ("09:00", "17:00", "2026-11-23T08:00", True),  # 9:00 in Vienna
        ("09:00", "17:00", "2026-11-23T07:59", False),
        ("09:00", "17:00", "2026-11-23T16:00", False),  # closing time itself is closed
        ("09:00", "17:00", "2026-07-01T07:00", True),  # summer: two hours ahead of UTC
        ("22:00", "06:00", "2026-11-23T23:00", True),  # past midnight
        ("22:00", "06:00", "2026-11-23T04:59", True),
        ("22:00", "06:00", "2026-11-23T05:00", False),
        ("00:00", "24:00", "2026-11-23T03:00", True),
    ],
)
def test_a_hotel_in_vienna_is_open(opens: str, closes: str, at: str, *, expected: bool) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert is_open(hotel(opens, closes, "Europe/Vienna"), moment) is expected


def test_the_opening_follows_the_clock_when_it_is_changed() -> None:
    vienna = hotel("09:00", "17:00", "Europe/Vienna")
    saturday_evening = datetime(2026, 3, 28, 18, 0, tzinfo=UTC)

    assert next_opening(vienna, saturday_evening) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)


@given(at=MOMENTS, zone=ZONES, hours=HOURS)
def test_the_next_open_moment_is_open_and_never_before(
    at: datetime, zone: str, hours: tuple[str, str]
) -> None:
    known = hotel(*hours, time_zone=zone)
    moment = next_open_moment(known, at)

    assert moment >= at
    assert is_open(known, moment)
