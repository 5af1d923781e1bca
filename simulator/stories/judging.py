"""Compares what happened in a story with what it expects.

It stands apart because a story is judged alike wherever it was told: in the simulated world, or by
the deployed system. Pure. Invariant: a judgement names every difference; the first is the one to
read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hotels.source import Lasting
from simulator.clock import MICROSECONDS
from simulator.stories.results import Call
from simulator.stories.story import Expected, ExpectedCall, Moment
from simulator.world.trace import Line, clock_face


@dataclass(frozen=True, slots=True)
class Happened:
    """`began`: microseconds since 1970; `statuses` by record; `calls` in the order in which they
    began.
    """

    began: int
    lines: Sequence[Line]
    statuses: Mapping[str, str]
    calls: Sequence[Call]


def differences(expected: Expected, happened: Happened) -> list[str]:
    """Name every difference, in the order in which a person should read them."""
    return [
        *_timeline(expected.timeline, happened),
        *_never(expected.never, happened),
        *_statuses(expected.statuses, happened.statuses),
        *_calls(expected.calls, happened.calls),
    ]


def _timeline(expected: tuple[Moment, ...], happened: Happened) -> Iterator[str]:
    """The first expected moment that does not come where it should."""
    lines = happened.lines
    place, before = 0, "the beginning"
    for moment in expected:
        found = next(
            (at for at in range(place, len(lines)) if _is(moment, lines[at], happened.began)),
            None,
        )
        if found is None:
            yield f"after {before} there is no '{moment.happens}'{_hint(moment, happened, place)}"
            return
        place, before = found + 1, f"'{moment.happens}'"


def _is(moment: Moment, line: Line, began: int) -> bool:
    seconds = (line.at - began) / MICROSECONDS
    return moment.fits(line.text) and moment.is_in_time(seconds)


def _hint(moment: Moment, happened: Happened, place: int) -> str:
    """Say when it did happen, too early or at another time."""
    untimed = replace(moment, at=None)
    times = [
        clock_face(line.at - happened.began) + (" (too early)" if at < place else "")
        for at, line in enumerate(happened.lines)
        if untimed.fits(line.text)
    ]
    when = "" if moment.at is None else f" {_span(moment.at)} after the beginning"
    return f"{when}; it happens at {', '.join(times)}" if times else f"{when}; it never happens"


def _never(unwanted: tuple[Moment, ...], happened: Happened) -> Iterator[str]:
    for moment in unwanted:
        for line in happened.lines:
            if _is(moment, line, happened.began):
                yield f"'{line.text}' happens at {clock_face(line.at - happened.began)}"


def _statuses(expected: Mapping[str, str], statuses: Mapping[str, str]) -> Iterator[str]:
    for record_id, wanted in expected.items():
        actual = statuses.get(record_id, "unknown")
        if actual != wanted:
            yield f"{record_id} is {actual}, not {wanted}"


def _calls(expected: Sequence[ExpectedCall] | None, calls: Sequence[Call]) -> Iterator[str]:
    if expected is None:
        return
    if len(expected) != len(calls):
        outcomes = ", ".join(f"{call.hotel_id} {call.outcome}" for call in calls)
        yield f"there are {len(calls)} calls ({outcomes}), not {len(expected)}"
        return
    for place, (wanted, call) in enumerate(zip(expected, calls, strict=True), start=1):
        yield from (f"call {place}: {each}" for each in _call(wanted, call))


def _call(wanted: ExpectedCall, call: Call) -> Iterator[str]:
    if call.hotel_id != wanted.hotel:
        yield f"goes to {call.hotel_id}, not {wanted.hotel}"
    if call.outcome != wanted.outcome:
        yield f"its outcome is {call.outcome}, not {wanted.outcome}"
    for what, seconds, span in (
        ("took", call.took_seconds, wanted.took),
        ("talked", call.talked_seconds, wanted.talked),
    ):
        if span is not None and (seconds is None or not span.least <= seconds <= span.most):
            yield f"it {what} {seconds} s, not {_span(span)}"


def _span(span: Lasting) -> str:
    return f"{span.least:g}s to {span.most:g}s"
