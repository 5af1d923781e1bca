"""Lines of a transcript as texts that the template only places.

It stands apart from the steps because a line tells what people see of a call, and a step what the
machine did. Invariant: nothing is left out; equal lines that follow each other are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from simulator.clock import MICROSECONDS
from simulator.page.steps import clock_face, span_text
from simulator.stories.happenings import Happening
from simulator.world.trace import Kind

LONG = 60 * MICROSECONDS
"""From here on a pause is worth a word."""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """`head` is what happens and `rest` what more is told; `times`: how often in a row; `place`: of
    the call, from 1, or 0; `moment`: microseconds since 1970; `pause`: how long nothing happened
    before it, "" where that was short.
    """

    offset: str
    moment: int
    kind: Kind
    head: str
    rest: str
    times: int
    place: int
    pause: str


def make_lines(happenings: Sequence[Happening], began: int) -> list[TimelineLine]:
    """A line for each run of equal ones; times are counted from `began`."""
    lines: list[TimelineLine] = []
    before = began
    for (text, kind, call), equal in groupby(happenings, lambda each: each[1:]):
        run = list(equal)
        head, rest = _split(text, kind)
        lines.append(
            TimelineLine(
                clock_face(run[0].at - began),
                run[0].at,
                kind,
                head,
                rest,
                len(run),
                0 if call is None else call + 1,
                span_text(run[0].at - before) if run[0].at - before >= LONG else "",
            )
        )
        before = run[-1].at
    return lines


def _split(text: str, kind: Kind) -> tuple[str, str]:
    """What is said stands apart from who says it, and a fact's fields from its name and subject."""
    if kind is Kind.FACT:
        name, subject, *fields = text.split(" ", 2)
        return f"{name} {subject}", "".join(fields)
    if kind in (Kind.HOTEL, Kind.US):
        speaker, _, words = text.partition(": ")
        return speaker, words
    return text, ""
