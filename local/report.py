"""What a run came to, as tables.

It stands apart because it only words what others found out. Pure: text comes out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from generated.events.record_created import RecordCreated
from local.results import Call
from local.statuses import RecordStatus


def report_records(records: Sequence[RecordCreated], statuses: Sequence[RecordStatus]) -> str:
    """Show each record's final status, and when it was reached or what it waits for."""
    rows = [
        (record.record_id, record.hotel_id, record.guest_name, status.status, describe_next(status))
        for record, status in zip(records, statuses, strict=True)
    ]
    return table(("record", "hotel", "guest", "status", ""), rows)


def report_calls(calls: Iterable[Call]) -> str:
    """Show each call, what came of it and how long it took."""
    rows = [
        (
            call.call_id[:13],
            call.hotel_id,
            str(call.records),
            str(call.outcome or "not over"),
            describe_seconds(call.began, call.completed),
            describe_seconds(call.connected, call.ended),
        )
        for call in calls
    ]
    return table(("call", "hotel", "records", "outcome", "took", "talked"), rows)


def summarize(statuses: Sequence[RecordStatus], seconds: float) -> str:
    """Count the records by status."""
    counts = Counter(status.status for status in statuses)
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{len(statuses)} records in {seconds:.0f} s: {told}"


def describe_next(status: RecordStatus) -> str:
    """Say until when a record waits, in this machine's own time."""
    if status.next_at is None:
        return ""
    return f"until {status.next_at.astimezone():%H:%M}"


def describe_seconds(start: datetime | None, end: datetime | None) -> str:
    """Say how long something lasted, if it did."""
    if start is None or end is None:
        return ""
    return f"{(end - start).total_seconds():.1f} s"


def table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Lay rows out in columns as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(heading, *rows, strict=True)]
    lines = [heading, tuple("-" * width for width in widths), *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
