"""Timestamps as the States Language takes them (RFC 3339 with upper-case T and Z)."""

import pytest

from semantics.timestamps import format_timestamp, parse_timestamp


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:01.5Z", 1_500_000_000),
        ("1970-01-01T00:00:00.000000001Z", 1),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T23:59:59Z", -1_000_000_000),
        ("1970-01-01T00:01Z", 60_000_000_000),
        ("1970-01-01 00:00:00Z", None),
        ("1970-01-01T00:00:00", None),
        ("1970-01-01t00:00:00z", None),
        ("1970-01-01T25:00:00Z", None),
        ("1970-02-30T00:00:00Z", None),
        ("01-01-1970T00:00:00Z", None),
        ("1970-01-01T00:00:00+25:00", None),
    ],
)
def test_a_timestamp_is_read_to_the_nanosecond(text: str, nanoseconds: int | None) -> None:
    assert parse_timestamp(text) == nanoseconds


def test_a_moment_is_written_in_milliseconds() -> None:
    assert format_timestamp(1_772_366_400_123_999) == "2026-03-01T12:00:00.123Z"
