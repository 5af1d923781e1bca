"""One entry of PutEvents, as rules match it and functions read it.

It stands apart because bus and stream hand facts on alike. A fact that one of our functions tells
is handed to the next as the value that it is: that it is read back equal from what is written is
what `generated/events/fact.py` promises and its own tests prove. What a flow tells is JSON, and the
first function that takes it reads it. Invariant: a function gets no event that it does not read.
"""

from collections.abc import Sequence
from typing import Any, Final

from generated.events.fact import Fact
from runtime.serving import Function, events_read_by

Detail = dict[str, Any]


class Entry:
    """`detail_type` and `source` are what most rules look at."""

    __slots__ = ("_detail", "_fact", "detail_type", "source")
    resources: Final[Sequence[str]] = ()
    time: Final[int | None] = None

    def __init__(self, source: str, detail_type: str, told: Fact | Detail) -> None:
        self.source, self.detail_type = source, detail_type
        self._fact = told if isinstance(told, Fact) else None
        self._detail = None if isinstance(told, Fact) else told

    @property
    def detail(self) -> Detail:
        """The fact as JSON."""
        if self._detail is None:
            self._detail = self._fact.to_detail() if self._fact is not None else {}
        return self._detail

    @property
    def event_id(self) -> str:
        """What makes two tellings one fact."""
        return str(self.detail["event_id"]) if self._fact is None else self._fact.event_id

    def read_by(self, function: Function) -> Fact:
        """Read the fact as a function does. Raises Invalid."""
        if self._fact is None:
            events = events_read_by(function, self.detail.get("event_type"))
            self._fact = Fact.from_detail(self.detail, events)
        return read_by(function, self._fact)


def read_by(function: Function, fact: Fact) -> Fact:
    """Give a fact to a function that reads its type. Raises Invalid where it does not."""
    events = events_read_by(function, fact.event.TYPE)
    if events.get(fact.event.TYPE) is not type(fact.event):
        return Fact.from_detail(fact.to_detail(), events)
    return fact
