"""When a hotel wants to be called again.

It stands apart because "in two hours", "after three" and "tomorrow morning" mean a moment only with
the hotel's clock beside them. Invariant: the moment lies ahead, and is in UTC.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VAGUE = timedelta(hours=2)
""""Call back later" without a time."""
PARTS_OF_DAY = {
    "morning": time(9),
    "noon": time(12),
    "lunch": time(14),
    "afternoon": time(14),
    "evening": time(18),
    "tonight": time(19),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS_1_TO_6 = ("one", "two", "three", "four", "five", "six")
HOURS = (*_HOURS_1_TO_6, "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS: dict[str, float] = {word: number for number, word in enumerate(HOURS, start=1)} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty five": 45,
    "half an": 0.5,
}

_AMOUNT = "|".join(sorted(NUMBERS, key=len, reverse=True))
_RELATIVE = re.compile(
    rf"\b(?:in|after)(?: about| another)? (?:a )?(?P<amount>\d{{1,2}}|{_AMOUNT})(?: of)?"
    r" (?P<unit>minute|hour|day|week)s?(?P<half> and a half)?\b"
)
_HOUR = "|".join(HOURS)
_HALF_PAST = re.compile(rf"\b(?:at )?half past (?P<hour>\d{{1,2}}|{_HOUR})\b")
_CLOCK = re.compile(
    r"\b(?:at|after|around|past|from|by|until|till)"
    rf" (?P<hour>\d{{1,2}}|{_HOUR})(?: (?P<minute>\d\d|thirty|fifteen|forty five))?"
    r" ?(?P<half>am|pm|a m|p m)?(?: oclock| o clock)?\b"
)


def callback_time(plain_text: str, now: datetime, time_zone: str) -> datetime:
    """Find the moment that is meant, in UTC; without any hint, two hours from now."""
    plain_text = _HALF_PAST.sub(r"at \g<hour> thirty", plain_text)
    relative = _RELATIVE.search(plain_text)
    if relative is not None:
        amount = _number(relative["amount"]) + (0.5 if relative["half"] else 0)
        return now + timedelta(**{f"{relative['unit']}s": amount})
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    day = _day(plain_text, local.date())
    clock = _CLOCK.search(plain_text)
    if clock is not None:
        return _at_clock(clock, day, local).astimezone(UTC)
    part = next((part for part in PARTS_OF_DAY if part in plain_text.split()), None)
    if part is None and day is None:
        return now + VAGUE
    meant = PARTS_OF_DAY[part] if part is not None else time(9)
    return _ahead(datetime.combine(day or local.date(), meant, zone), local).astimezone(UTC)


def _day(plain_text: str, today: date) -> date | None:
    words = plain_text.split()
    if "tomorrow" in words:
        return today + timedelta(days=1)
    for index, name in enumerate(WEEKDAYS):
        if name in words:
            days = (index - today.weekday()) % 7 or 7
            return today + timedelta(days=days)
    if "next week" in plain_text:
        return today + timedelta(days=7 - today.weekday())
    return None


def _at_clock(clock: re.Match[str], day: date | None, local: datetime) -> datetime:
    """Read an hour as it is most likely meant: with neither am nor pm, today the next time that a
    clock shows it; on another day between seven in the morning and seven in the evening.
    """
    hour = int(_number(clock["hour"]))
    minute = int(_number(clock["minute"] or "0"))
    half = (clock["half"] or "").replace(" ", "")
    on = day or local.date()
    if hour > 12 or half:
        wall = time(hour % 12 + 12 * (half == "pm") if half else min(hour, 23), min(minute, 59))
        return _ahead(datetime.combine(on, wall, local.tzinfo), local)
    wall = time(hour % 12, min(minute, 59))
    morning = datetime.combine(on, wall, local.tzinfo)
    choices = (morning, morning + timedelta(hours=12))
    by_day = choices[0] if 7 <= hour < 12 else choices[1]
    if day is not None:
        return by_day
    return next((choice for choice in choices if choice > local), by_day + timedelta(days=1))


def _ahead(meant: datetime, local: datetime) -> datetime:
    return meant if meant > local else meant + timedelta(days=1)


def _number(text: str) -> float:
    return int(text) if text.isdigit() else NUMBERS[text]
