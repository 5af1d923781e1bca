"""What is known about each record now, in DynamoDB."""

from generated.types.call_id import CallId
from generated.types.hotel_id import HotelId
from generated.types.record_id import RecordId
from generated.values import read_timestamp, without_none, write_timestamp
from runtime.adapters.dynamodb_table import Item, Table
from runtime.state.projection import Projection, Status


class DynamoDBProjections:
    """Projections."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, record_id: RecordId) -> Projection | None:
        """Give a record's projection, if there is one."""
        item = self._table.get({"record_id": record_id})
        return None if item is None else _projection(item)

    def save(self, projection: Projection, replaces: int) -> bool:
        """Write it over the one with the sequence `replaces` (0: none); False if that changed."""
        item = without_none(
            {
                "record_id": projection.record_id,
                "status": projection.status.value,
                "sequence": projection.sequence,
                "created_at": write_timestamp(projection.created_at),
                "updated_at": write_timestamp(projection.updated_at),
                "hotel_id": projection.hotel_id,
                "next_at": projection.next_at and write_timestamp(projection.next_at),
                "call_id": projection.call_id,
            }
        )
        if replaces == 0:
            return self._table.put(item, "attribute_not_exists(record_id)")
        names = {"#sequence": "sequence"}
        return self._table.put(item, "#sequence = :replaces", {":replaces": replaces}, names)


def _projection(item: Item) -> Projection:
    next_at, hotel_id, call_id = item.get("next_at"), item.get("hotel_id"), item.get("call_id")
    return Projection(
        record_id=RecordId(item["record_id"]),
        status=Status(item["status"]),
        sequence=int(item["sequence"]),
        created_at=read_timestamp(item["created_at"], "created_at"),
        updated_at=read_timestamp(item["updated_at"], "updated_at"),
        hotel_id=None if hotel_id is None else HotelId(hotel_id),
        next_at=None if next_at is None else read_timestamp(next_at, "next_at"),
        call_id=None if call_id is None else CallId(call_id),
    )
