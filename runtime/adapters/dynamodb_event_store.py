"""The event store in DynamoDB: one item for each fact, keyed by its aggregate and sequence."""

from generated.events.fact import Fact
from runtime.adapters.dynamodb_table import Item, Table
from runtime.codec import events_named


class DynamoDBEventStore:
    """EventStore. Nobody changes or deletes an item, so its sequences have no gaps."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def event_ids(self, aggregate_id: str) -> list[str]:
        """Give the ids of an aggregate's facts, in their order."""
        items = self._table.query(
            "aggregate_id = :aggregate", {":aggregate": aggregate_id}, only="event_id"
        )
        return [item["event_id"] for item in items]

    def append(self, fact: Fact) -> bool:
        """Store a fact that has a sequence; False if that sequence is taken."""
        return self._table.put(fact.to_item(), "attribute_not_exists(aggregate_id)")

    def facts(self, aggregate_id: str) -> list[Fact]:
        """Give an aggregate's facts, in their order."""
        items = self._table.query("aggregate_id = :aggregate", {":aggregate": aggregate_id})
        return [_fact(item) for item in items]


def _fact(item: Item) -> Fact:
    return Fact.from_item(item, events_named(item["event_type"]))
