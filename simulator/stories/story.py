"""A story as values, and what of a transcript fits an expectation.

It stands apart so that reading, running and judging share one idea of a story. Plain data.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from generated.events.record_created import RecordCreated
from hotels.script import Hotel
from hotels.source import Lasting
from simulator.world.faults import Fault


class Ends(StrEnum):
    """When a story is over: all records are final, or final or waiting for their time."""

    SETTLED = "settled"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Moment:
    """A line that begins so, `*` standing for anything; `at`: seconds since the beginning."""

    happens: str
    at: Lasting | None

    def fits(self, text: str) -> bool:
        """Whether a line of the transcript is meant."""
        parts = (re.escape(part) for part in self.happens.split("*"))
        return re.match(rf"{'.*'.join(parts)}(?!\w)", text) is not None

    def is_in_time(self, seconds: float) -> bool:
        """Whether it happens when it may."""
        return self.at is None or self.at.least <= seconds <= self.at.most


@dataclass(frozen=True, slots=True)
class ExpectedCall:
    """One call to a hotel; what is absent may be anything. Spans are seconds."""

    hotel: str
    outcome: str
    took: Lasting | None
    talked: Lasting | None


@dataclass(frozen=True, slots=True)
class Expected:
    """`timeline`: these lines, in this order, others between them; `never`: none of these;
    `calls`: all calls in the order in which they began; `most_dollars`: of the whole story.
    """

    timeline: tuple[Moment, ...]
    never: tuple[Moment, ...]
    statuses: dict[str, str]
    calls: tuple[ExpectedCall, ...] | None
    most_dollars: float | None
    dead_letters: int
    failed_flows: int

    def untimed(self) -> "Expected":
        """What may be expected of it where time passes otherwise: order, outcomes and statuses."""
        calls = self.calls
        return replace(
            self,
            timeline=tuple(replace(moment, at=None) for moment in self.timeline),
            never=tuple(replace(moment, at=None) for moment in self.never),
            calls=None
            if calls is None
            else tuple(replace(call, took=None, talked=None) for call in calls),
            most_dollars=None,
        )


@dataclass(frozen=True, slots=True)
class Story:
    """`simulator_only`: why it cannot be told in real time, or empty."""

    title: str
    begins: datetime
    seed: int
    hotels: dict[str, Hotel]
    records: tuple[RecordCreated, ...]
    faults: tuple[Fault, ...]
    is_voice_broken: bool
    ends: Ends
    at_most_seconds: float
    simulator_only: str
    expected: Expected
