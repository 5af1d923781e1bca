"""The status of every record, read from the table that the system keeps it in.

It stands apart because the table, not the run's own fold, is what a user of the system would see.
"""

from datetime import datetime
from typing import NamedTuple

from generated.deployment import TABLES
from generated.values import read_timestamp
from local.clients import Clients

PROJECTIONS = "StatusProjections"
MOVING = frozenset({"NEW", "QUEUED", "CALLING"})
"""Something is under way; every other status is final, or waits for its time."""


class RecordStatus(NamedTuple):
    """Where a record stands; `next_at`: when the next call may come, where one is to come."""

    record_id: str
    hotel_id: str
    status: str
    updated_at: datetime
    next_at: datetime | None

    def is_settled(self, now: datetime) -> bool:
        """Say whether nothing happens to it before some later time."""
        return self.status not in MOVING and (self.next_at is None or self.next_at > now)


def read_statuses(clients: Clients) -> dict[str, RecordStatus]:
    """Read the status of every record, by its id."""
    (row,) = (table for table in TABLES if table.name == PROJECTIONS)
    table = clients.dynamodb.Table(row.physical_name)
    page = table.scan(ConsistentRead=True)
    items = page["Items"]
    while "LastEvaluatedKey" in page:
        page = table.scan(ConsistentRead=True, ExclusiveStartKey=page["LastEvaluatedKey"])
        items += page["Items"]
    statuses = [
        RecordStatus(
            record_id=str(item["record_id"]),
            hotel_id=str(item.get("hotel_id", "")),
            status=str(item["status"]),
            updated_at=read_timestamp(item["updated_at"], "updated_at"),
            next_at=read_timestamp(item["next_at"], "next_at") if "next_at" in item else None,
        )
        for item in items
    ]
    return {status.record_id: status for status in statuses}
