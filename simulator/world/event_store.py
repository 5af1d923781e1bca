"""The event store: conditional appends, and a stream of what was appended.

It stands apart because every other thing that is known follows from it. Invariant: a place in an
aggregate's sequence is written once.
"""

from bisect import bisect_left
from typing import TYPE_CHECKING

from generated.events.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Callable


class StoredFacts:
    """EventStore. `tell` is told of each new fact: the table's stream."""

    def __init__(self) -> None:
        self.aggregates: dict[str, list[Fact]] = {}
        self.tell: Callable[[Fact], None] = lambda _: None

    def event_ids(self, aggregate_id: str) -> list[str]:
        """Give the ids of an aggregate's facts, in their order."""
        return [fact.event_id for fact in self.aggregates.get(aggregate_id, ())]

    def append(self, fact: Fact) -> bool:
        """Store a fact that has a sequence; False if that sequence is taken.

        The condition is the table's, which looks at this place alone: it would let a gap come.
        """
        facts = self.aggregates.setdefault(fact.event.aggregate_id, [])
        if facts and _sequence(fact) <= _sequence(facts[-1]):
            place = bisect_left(facts, _sequence(fact), key=_sequence)
            if _sequence(facts[place]) == _sequence(fact):
                return False
            facts.insert(place, fact)
        else:
            facts.append(fact)
        self.tell(fact)
        return True

    def facts(self, aggregate_id: str) -> list[Fact]:
        """Give an aggregate's facts, in their order."""
        return list(self.aggregates.get(aggregate_id, ()))

    def all(self) -> list[Fact]:
        """Give all facts, those of one aggregate in their order."""
        return [fact for facts in self.aggregates.values() for fact in facts]


def _sequence(fact: Fact) -> int:
    return fact.sequence or 0
