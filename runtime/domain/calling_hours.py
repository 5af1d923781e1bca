"""When a hotel may be called, in its own local time.

It stands apart because hours meet daylight saving and midnight here, and nowhere else. Invariant:
opening times are the hotel's wall clock; everything that goes in or out is in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from generated.types.hotel import Hotel

_DAY = timedelta(days=1)
_DAYS_LOOKED_AT = 3
"""Yesterday's opening may still last, and today's may be over: tomorrow's is the third."""


def is_open(hotel: Hotel, at: datetime) -> bool:
    """Whether `at` lies within the hotel's hours."""
    return any(opens <= at < closes for opens, closes in _openings(hotel, at))


def next_open_moment(hotel: Hotel, at: datetime) -> datetime:
    """Give `at` itself if the hotel is open then, else the next opening."""
    return at if is_open(hotel, at) else next_opening(hotel, at)


def next_opening(hotel: Hotel, at: datetime) -> datetime:
    """Give the first opening after `at`."""
    return min(opens for opens, _ in _openings(hotel, at) if opens > at)


def _openings(hotel: Hotel, at: datetime) -> list[tuple[datetime, datetime]]:
    zone = ZoneInfo(hotel.time_zone)
    yesterday = at.astimezone(zone).date() - _DAY
    return [_opening(hotel, zone, yesterday + _DAY * day) for day in range(_DAYS_LOOKED_AT)]


def _opening(hotel: Hotel, zone: ZoneInfo, day: date) -> tuple[datetime, datetime]:
    """Give one day's opening. One that closes when or before it opens ends on the next day."""
    opens = _moment(hotel.opens, zone, day)
    is_overnight = hotel.closes <= hotel.opens
    return opens, _moment(hotel.closes, zone, day + _DAY if is_overnight else day)


def _moment(local_time: str, zone: ZoneInfo, day: date) -> datetime:
    """Read `HH:MM` on a wall clock; 24:00 is the next day's midnight. A time that daylight saving
    skips is taken as if the clock had not yet been changed.
    """
    if local_time == "24:00":
        return _moment("00:00", zone, day + _DAY)
    wall = datetime.combine(day, time.fromisoformat(local_time), zone)
    return wall.astimezone(UTC)
