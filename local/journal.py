"""The facts of a running system, as its event store's stream brings them.

It stands apart because the run watches what the system itself stored, through the same stream that
its own functions read, and asks none of them. Invariant: each fact comes once, in stored order.
"""

from typing import TYPE_CHECKING

from boto3.dynamodb.types import TypeDeserializer

from generated.deployment import STREAMS, TABLES
from generated.events import find
from generated.events.fact import Fact
from local.clients import Clients

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

DESERIALIZER = TypeDeserializer()


class Journal:
    """Reads on from where it stopped."""

    def __init__(self, clients: Clients) -> None:
        self._streams = clients.streams
        store = next(table for table in TABLES if table.name == STREAMS[0].table)
        (stream,) = self._streams.list_streams(TableName=store.physical_name)["Streams"]
        arn = stream["StreamArn"]
        (shard,) = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        self._iterator = self._streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]

    def read(self) -> list[Fact]:
        """Give the facts that were stored since the last time."""
        facts: list[Fact] = []
        while True:
            page = self._streams.get_records(ShardIterator=self._iterator)
            self._iterator = page["NextShardIterator"]
            if not page["Records"]:
                return facts
            facts += [read_fact(record["dynamodb"]["NewImage"]) for record in page["Records"]]


def read_fact(image: dict[str, "AttributeValueTypeDef"]) -> Fact:
    """Read a fact from an item in DynamoDB's own notation."""
    item = {name: DESERIALIZER.deserialize(value) for name, value in image.items()}
    name = str(item["event_type"])
    kind = find(name)
    if kind is None:
        raise LookupError(f"the event store holds a {name}, which specs/ does not know")
    return Fact.from_item(item, {name: kind})
