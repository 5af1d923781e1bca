"""Cron expressions as EventBridge Scheduler reads them.

They stand apart because they are a language of their own: six fields, of which one for days is `?`,
with L, W and #. Source: EventBridge Scheduler User Guide, "Schedule types", "Cron-based schedules";
EventBridge User Guide, "Cron expressions". What these do not explain (LW, L-3) is
refused. Fields are minutes, hours, day of month, month, day of week (1 is Sunday) and year.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from simulator.services.refusal import Refusal

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_ITEM = re.compile(r"(\*|(\w+)(?:-(\w+))?)(?:/(\d+))?")
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_SATURDAY = 7

Days = Callable[[int, int], set[int]]
"""The days of a month (year, month) that a field names."""


@dataclass(frozen=True, slots=True)
class Cron:
    """An expression that was read."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: Days
    months: tuple[int, ...]
    years: tuple[int, ...]
    zone: ZoneInfo

    def next_after(self, moment: datetime) -> datetime | None:
        """Give the first time after a moment, in UTC; None where there is none.

        A local time that daylight saving skips is skipped; one that comes twice counts once.
        """
        local = moment.astimezone(self.zone)
        for day in self._days_from(local.year, local.month):
            if day < local.date():
                continue
            for hour in self.hours:
                for minute in self.minutes:
                    found = in_zone(datetime.combine(day, time(hour, minute)), self.zone)
                    if found is not None and found > moment:
                        return found
        return None

    def _days_from(self, year: int, month: int) -> Iterator[date]:
        for each in self.years:
            for within in self.months:
                if (each, within) >= (year, month):
                    yield from (date(each, within, day) for day in sorted(self.days(each, within)))


def in_zone(local: datetime, zone: ZoneInfo) -> datetime | None:
    """Give a local time in UTC, the first of two; None where no clock ever shows it."""
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    return moment if shown == local else None


def read_cron(fields: str, zone: ZoneInfo) -> Cron:
    """Read what stands between `cron(` and `)`. Raises Refusal."""
    parts = fields.split()
    if len(parts) != 6:
        raise Refusal("ValidationException", f"cron({fields}) has {len(parts)} fields, not 6")
    minutes, hours, month_day, months, week_day, years = parts
    if (month_day == "?") == (week_day == "?"):
        raise Refusal(
            "ValidationException",
            f"cron({fields}): exactly one of day of month and day of week is ?",
        )
    return Cron(
        _numbers(minutes, 0, 59),
        _numbers(hours, 0, 23),
        _month_days(month_day) if week_day == "?" else _week_days(week_day),
        _numbers(months, 1, 12, _MONTHS),
        _numbers(years, _FIRST_YEAR, _LAST_YEAR),
        zone,
    )


def _numbers(field: str, least: int, most: int, names: list[str] | None = None) -> tuple[int, ...]:
    """Read lists, ranges and steps: `1,5`, `MON-FRI`, `0/15`, `*`, and `20-2`, which wraps."""
    found: set[int] = set()
    for item in field.split(","):
        match = _ITEM.fullmatch(item)
        if match is None:
            raise _unreadable(field)
        every, first, last, step = match.groups()
        start = least if every == "*" else _number(first, least, names or [], field)
        is_open = every == "*" or (step and not last)
        end = most if is_open else _number(last or first, least, names or [], field)
        if not (least <= start <= most and least <= end <= most) or not int(step or 1):
            raise _unreadable(field)
        if start > end:
            end += most - least + 1
        steps = range(start, end + 1, int(step or 1))
        found |= {(each - least) % (most - least + 1) + least for each in steps}
    return tuple(sorted(found))


def _number(text: str, least: int, names: list[str], field: str) -> int:
    if text.upper() in names:
        return names.index(text.upper()) + least
    if not text.isdecimal():
        raise _unreadable(field)
    return int(text)


def _month_days(field: str) -> Days:
    """Read a day of month: numbers, L for the last, `3W` for the weekday nearest to the third."""
    if field == "L":
        return lambda year, month: {monthrange(year, month)[1]}
    if near := re.fullmatch(r"(\d+)W", field):
        (wanted,) = _numbers(near[1], 1, 31)
        return lambda year, month: _nearest_weekday(year, month, wanted)
    numbers = _numbers(field, 1, 31)
    return lambda year, month: {day for day in numbers if day <= monthrange(year, month)[1]}


def _nearest_weekday(year: int, month: int, wanted: int) -> set[int]:
    """Saturdays go back, Sundays forward, and nobody leaves the month."""
    last = monthrange(year, month)[1]
    if wanted > last:
        return set()
    match date(year, month, wanted).isoweekday():
        case 6:
            return {wanted - 1 if wanted > 1 else wanted + 2}
        case 7:
            return {wanted + 1 if wanted < last else wanted - 2}
        case _:
            return {wanted}


def _week_days(field: str) -> Days:
    """Read a day of week: numbers or names, L for Saturday, `6L` for the month's last Friday, `3#2`
    for its second Tuesday.
    """
    if special := re.fullmatch(r"(\w+?)(L|#([1-5]))", field):
        (week_day,) = _numbers(special[1], 1, 7, _DAYS)
        place = -1 if special[2] == "L" else int(special[3]) - 1
        return lambda year, month: set(_such_days(year, month, (week_day,))[place:][:1])
    numbers = (_SATURDAY,) if field == "L" else _numbers(field, 1, 7, _DAYS)
    return lambda year, month: set(_such_days(year, month, numbers))


def _such_days(year: int, month: int, week_days: tuple[int, ...]) -> list[int]:
    days = range(1, monthrange(year, month)[1] + 1)
    return [day for day in days if date(year, month, day).isoweekday() % 7 + 1 in week_days]


def _unreadable(field: str) -> Refusal:
    return Refusal("ValidationException", f"the cron field {field} cannot be read")
