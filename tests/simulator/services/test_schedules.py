"""EventBridge Scheduler: expressions, time zones, daylight saving, retries and deletion."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from simulator.clock import MICROSECONDS
from simulator.services.cron import read_cron
from simulator.services.refusal import Refusal
from simulator.services.retry_policy import GivenUp, NotNow, RetryPolicy
from simulator.services.scheduler import Scheduler, Target
from simulator.timing import Weather
from tests.simulator.services.service_world import Surroundings

# 2026: March 8 and November 1 are when New York changes its clocks; January 1 is a Thursday.


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def scheduler(around: Surroundings) -> Scheduler:
    return Scheduler(around.clock, around.draws)


def noting(around: Surroundings, times: list[float], busy_for: int = 0) -> Callable[[], None]:
    """A target that notes when it is invoked, and is busy so many times."""

    def invoke() -> None:
        times.append(around.seconds)
        if len(times) <= busy_for:
            raise NotNow("ThrottlingException", "busy")

    return invoke


def next_times(fields: str, after: str, count: int, zone: str = "UTC") -> list[str]:
    """The local times at which an expression is due after a local time."""
    where = ZoneInfo(zone)
    cron = read_cron(fields, where)
    moment, found = datetime.fromisoformat(after).replace(tzinfo=where).astimezone(UTC), []
    for _ in range(count):
        due = cron.next_after(moment)
        assert due is not None
        moment = due
        found.append(f"{due.astimezone(where):%a %Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("fields", "first", "second"),
    [
        ("0 10 * * ? *", "Fri 2026-01-02 10:00", "Sat 2026-01-03 10:00"),
        ("0 18 ? * MON-FRI *", "Thu 2026-01-01 18:00", "Fri 2026-01-02 18:00"),
        ("0 8 1 * ? *", "Sun 2026-02-01 08:00", "Sun 2026-03-01 08:00"),
        ("0/15 * * * ? *", "Thu 2026-01-01 12:15", "Thu 2026-01-01 12:30"),
        ("5 8-10/2,23 * * ? *", "Thu 2026-01-01 23:05", "Fri 2026-01-02 08:05"),
        ("0/30 20-2 ? * MON-FRI *", "Thu 2026-01-01 20:00", "Thu 2026-01-01 20:30"),
        ("0 0 L * ? *", "Sat 2026-01-31 00:00", "Sat 2026-02-28 00:00"),
        ("0 9 3W * ? *", "Fri 2026-01-02 09:00", "Tue 2026-02-03 09:00"),
        ("0 9 1W 8,11 ? *", "Mon 2026-08-03 09:00", "Mon 2026-11-02 09:00"),
        ("15 10 ? * 6L 2027", "Fri 2027-01-29 10:15", "Fri 2027-02-26 10:15"),
        ("0 9 ? * TUE#2 *", "Tue 2026-01-13 09:00", "Tue 2026-02-10 09:00"),
        ("0 9 ? * 3#5 *", "Tue 2026-03-31 09:00", "Tue 2026-06-30 09:00"),
        ("0 9 ? * L *", "Sat 2026-01-03 09:00", "Sat 2026-01-10 09:00"),
        ("0 0 29 FEB ? *", "Tue 2028-02-29 00:00", "Sun 2032-02-29 00:00"),
    ],
)
def test_a_cron_expression_names_its_times(fields: str, first: str, second: str) -> None:
    assert next_times(fields, "2026-01-01T12:00", 2) == [first, second]


@pytest.mark.parametrize("fields", ["0 9 31 2 ? *", "0 9 * * ? 2025"])
def test_a_cron_expression_may_never_be_due(fields: str) -> None:
    assert read_cron(fields, ZoneInfo("UTC")).next_after(datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "fields",
    [
        "0 9 * * *",  # Unix has five fields
        "0 9 * * * *",  # one of the days is ?
        "0 9 ? * ? *",
        "60 9 * * ? *",
        "0 24 * * ? *",
        "0 9 32 * ? *",
        "0 9 * 13 ? *",
        "0 9 ? * 8 *",
        "0 9 ? * 0 *",
        "0 9 ? * MON#6 *",
        "0 9 ? * 3#1,6#3 *",
        "0/0 9 * * ? *",
        "0/00 9 * * ? *",
        "0 9 * * ? 1969",
        "0 9 * MAI ? *",
        "0 9 LW * ? *",
    ],
)
def test_what_is_no_cron_expression_is_refused(fields: str) -> None:
    with pytest.raises(Refusal, match="ValidationException"):
        read_cron(fields, ZoneInfo("UTC"))


def test_a_time_that_daylight_saving_skips_is_skipped() -> None:
    assert next_times("30 2 * * ? *", "2026-03-07T00:00", 2, "America/New_York") == [
        "Sat 2026-03-07 02:30",
        "Mon 2026-03-09 02:30",
    ]


def test_a_time_that_comes_twice_counts_once() -> None:
    assert next_times("30 1 * * ? *", "2026-11-01T00:00", 2, "America/New_York") == [
        "Sun 2026-11-01 01:30",
        "Mon 2026-11-02 01:30",
    ]


def test_a_time_of_day_stays_what_it_is_over_the_change_of_clocks(
    around: Surroundings, scheduler: Scheduler
) -> None:
    times: list[float] = []
    ticks = Target(noting(around, times))
    scheduler.create("Open", "cron(0 9 * * ? *)", ticks, zone="America/New_York")
    around.wait(2 * 86_400)  # it is March 7, 07:00 there

    assert [time // 3600 for time in times] == [2, 2 + 23]


def test_a_rate_ticks_from_its_start_and_a_day_has_24_hours(
    around: Surroundings, scheduler: Scheduler
) -> None:
    times: list[float] = []
    ticks = Target(noting(around, times))
    starts_at = around.clock.now + 10 * MICROSECONDS
    scheduler.create("Sweep", "rate(1 day)", ticks, zone="America/New_York", starts_at=starts_at)
    around.wait(3 * 86_400)

    assert times == [10, 10 + 86_400, 10 + 2 * 86_400]


def test_a_one_time_schedule_happens_once_within_its_minute_and_is_deleted_where_that_is_wanted(
    around: Surroundings, scheduler: Scheduler
) -> None:
    times: list[float] = []
    calls_back = Target(noting(around, times))
    at = "at(2026-03-07T09:30:00)"  # 14:30 in UTC: two and a half hours from now
    scheduler.create(
        "Callback", at, calls_back, zone="America/New_York", is_deleted_at_the_end=True
    )
    scheduler.create("Kept", "at(2026-03-07T14:30:00)", Target(lambda: None))
    around.wait(86_400)

    (time,) = times
    assert 2.5 * 3600 <= time < 2.5 * 3600 + 60
    assert scheduler.names == ["Kept"]


def test_a_schedule_that_is_deleted_does_not_happen(
    around: Surroundings, scheduler: Scheduler
) -> None:
    times: list[float] = []
    scheduler.create("Callback", "at(2026-03-07T14:30:00)", Target(noting(around, times)))
    scheduler.delete("Callback")
    around.wait(86_400)

    assert times == []


def test_an_invocation_may_come_twice() -> None:
    around = Surroundings(Weather(duplicates=1.0))
    times: list[float] = []
    Scheduler(around.clock, around.draws).create(
        "Callback", "at(2026-03-07T14:30:00)", Target(noting(around, times))
    )
    around.wait(86_400)

    assert len(times) == 2


def test_an_invocation_that_is_refused_is_tried_again_ever_more_slowly(
    around: Surroundings, scheduler: Scheduler
) -> None:
    times: list[float] = []
    scheduler.create("Sweep", "rate(1 day)", Target(noting(around, times, busy_for=3)))
    around.wait(3600)

    assert times == [0, 1, 3, 7]


@pytest.mark.parametrize(
    ("tries", "keep_trying_seconds", "made", "condition"),
    [
        (2, 86_400, 3, "MaximumRetryAttempts"),
        (185, 60, 6, "MaximumEventAgeInSeconds"),
        (0, 60, 1, "MaximumRetryAttempts"),
    ],
)
def test_an_invocation_is_given_up_after_its_tries_or_its_time(
    around: Surroundings,
    scheduler: Scheduler,
    tries: int,
    keep_trying_seconds: int,
    made: int,
    condition: str,
) -> None:
    times: list[float] = []
    ends: list[GivenUp | None] = []
    policy = RetryPolicy(tries, keep_trying_seconds)
    target = Target(noting(around, times, busy_for=1000), ends.append, policy)
    scheduler.create("Sweep", "rate(1 day)", target)
    around.wait(3600)

    assert len(times) == made
    assert [(each.refusal.code, each.condition, each.retries) for each in ends if each] == [
        ("ThrottlingException", condition, made - 1)
    ]


def test_an_invocation_that_never_can_be_made_is_given_up_at_once(
    around: Surroundings, scheduler: Scheduler
) -> None:
    ends: list[GivenUp | None] = []

    def invoke() -> None:
        raise Refusal("AccessDeniedException", "no permission")

    scheduler.create("Sweep", "rate(1 day)", Target(invoke, ends.append))
    around.wait(3600)

    assert [(each.refusal.code, each.condition) for each in ends if each] == [
        ("AccessDeniedException", "")
    ]


@pytest.mark.parametrize(
    ("expression", "zone", "message"),
    [
        ("at(2026-03-08T02:30:00)", "America/New_York", "no clock in America/New_York ever shows"),
        ("at(2026-03-07T11:59:59)", "UTC", "has passed"),
        ("at(2026-02-30T00:00:00)", "UTC", "is no time"),
        ("at(0001-01-01T00:00:00)", "Asia/Tokyo", "is no time"),
        ("rate(0 minutes)", "UTC", "is no at"),
        ("rate(30 seconds)", "UTC", "is no at"),
        ("every day", "UTC", "is no at"),
        ("rate(1 day)", "America/Gotham", "no time zone America/Gotham"),
    ],
)
def test_what_is_no_schedule_is_refused(
    scheduler: Scheduler, expression: str, zone: str, message: str
) -> None:
    with pytest.raises(Refusal, match=rf"ValidationException: .*{message}"):
        scheduler.create("Callback", expression, Target(lambda: None), zone=zone)


def test_a_name_is_taken_once_and_what_is_not_there_cannot_be_deleted(
    scheduler: Scheduler,
) -> None:
    scheduler.create("Sweep", "rate(1 minute)", Target(lambda: None))
    with pytest.raises(Refusal, match="ConflictException"):
        scheduler.create("Sweep", "rate(1 minute)", Target(lambda: None))
    with pytest.raises(Refusal, match="ResourceNotFoundException"):
        scheduler.delete("Callback")
