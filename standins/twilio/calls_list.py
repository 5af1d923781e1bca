"""Which calls a list request asks for.

Stands apart because it is pure. Source: the query parameters of GET .../Calls.json in Twilio's API
description: `To`, `From`, `Status`, and `StartTime` or `EndTime` bare, with `<` or with `>`; a bare
date means that day, in UTC.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from standins.twilio.call import Call

_PARAMETERS = {"To", "From", "Status", "PageSize", "Page", "PageToken"}
_TIMES = {f"{name}{how}" for name in ("StartTime", "EndTime") for how in ("", "<", ">")}


def selected(calls: list[Call], query: Mapping[str, str]) -> list[Call]:
    """The calls that match every parameter, in the order given.

    Raises:
        ValueError: a parameter that the list does not take, or a time that is none.

    """
    unknown = sorted(query.keys() - _PARAMETERS - _TIMES)
    if unknown:
        raise ValueError(unknown[0])
    bounds = {name: _read_time(query[name]) for name in sorted(_TIMES & query.keys())}
    return [call for call in calls if _matches(call, query, bounds)]


def _matches(call: Call, query: Mapping[str, str], bounds: Mapping[str, datetime]) -> bool:
    facts = {"To": call.parameter("To"), "From": call.parameter("From"), "Status": call.status}
    if any(query.get(name, fact) != fact for name, fact in facts.items()):
        return False
    for name, bound in bounds.items():
        at = call.started if name.startswith("Start") else call.ended
        if at is None or not _within(at, bound, name[-1]):
            return False
    return True


def _within(at: datetime, bound: datetime, how: str) -> bool:
    if how == "<":
        return at < bound
    if how == ">":
        return at >= bound
    return bound <= at < bound + timedelta(days=1)


def _read_time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
