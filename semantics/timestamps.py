"""RFC 3339 timestamps as the States Language accepts and the service writes them.

Stands apart because Choice comparisons, Wait and the context object share one idea of time.
Source: Amazon States Language specification, "Timestamps": an upper-case T between date and time
and an upper-case Z where there is no numeric offset.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=64)
def parse_timestamp(text: str) -> int | None:
    """Nanoseconds since 1970, or None where the text is no timestamp (a wrong hour included).

    The last few are kept: a state reads the same moments several times.
    """
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, sign, off_hours, off_minutes = found.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    if sign is not None:
        offset = timedelta(hours=int(off_hours), minutes=int(off_minutes))
        if offset > timedelta(hours=18) or int(off_minutes) > 59:
            return None
        moment = moment - offset if sign == "+" else moment + offset
    whole = (moment - _EPOCH) // timedelta(seconds=1)
    return whole * 1_000_000_000 + int((fraction or "").ljust(9, "0"))


def format_timestamp(microseconds: int) -> str:
    """Microseconds since 1970 as the service writes a moment: UTC, milliseconds, Z."""
    minute, rest = divmod(microseconds, 60_000_000)
    return f"{_minute(minute)}:{rest // 1_000_000:02}.{rest // 1_000 % 1_000:03}Z"


@lru_cache(maxsize=64)
def _minute(minutes: int) -> str:
    """Minutes since 1970 as text; most moments that are written fall in the same few minutes."""
    return (_EPOCH + timedelta(minutes=minutes)).isoformat()[:16]
