"""When a schedule is due: `at(...)`, `rate(...)` and `cron(...)`.

It stands apart because expressions are checked before anything is scheduled. Source: EventBridge
Scheduler User Guide, "Schedule types".
"""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.clock import MICROSECONDS, microseconds, moment
from simulator.services.cron import Cron, in_zone, read_cron
from simulator.services.refusal import Refusal

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
_CRON = re.compile(r"cron\(([^()]*)\)")

NextAfter = Callable[[int], int | None]
"""Gives the first due moment after a moment, in microseconds; None where there is none."""


def read_expression(expression: str, zone: str, begins: int) -> NextAfter:
    """Read an expression, whose time zone is named as in the IANA's database. Raises Refusal.

    A rate is first due when it begins. What becomes of a one-time schedule at a local time that
    daylight saving skips, or in the past, is not documented: it is refused.
    """
    try:
        where = ZoneInfo(zone)
    except (ValueError, ZoneInfoNotFoundError):
        raise Refusal("ValidationException", f"there is no time zone {zone}") from None
    period = read_rate(expression)
    if period is not None:
        return lambda after: begins + max(0, (after - begins) // period + 1) * period
    if once := _AT.fullmatch(expression):
        due = _read_once(once[1], where)
        if due < begins:
            raise Refusal("ValidationException", f"{expression} in {zone} has passed")
        return lambda after: due if due > after else None
    if fields := _CRON.fullmatch(expression):
        cron = read_cron(fields[1], where)
        return lambda after: _next(cron, after)
    raise Refusal("ValidationException", f"{expression} is no at(...), rate(...) or cron(...)")


def read_rate(expression: str) -> int | None:
    """Give a rate's period in microseconds; None for what is no rate. A day has 24 hours."""
    rate = _RATE.fullmatch(expression)
    if rate is None or int(rate[1]) == 0:
        return None
    return int(rate[1]) * _SECONDS[rate[2]] * MICROSECONDS


def _read_once(text: str, where: ZoneInfo) -> int:
    try:
        due = in_zone(datetime.fromisoformat(text), where)
    except (ValueError, OverflowError):
        raise Refusal("ValidationException", f"at({text}) is no time") from None
    if due is None:
        raise Refusal("ValidationException", f"no clock in {where.key} ever shows {text}")
    return microseconds(due)


def _next(cron: Cron, after: int) -> int | None:
    due = cron.next_after(moment(after))
    return None if due is None else microseconds(due)
