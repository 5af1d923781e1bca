"""What a run came to, as tables: the same that `make run` prints of the local AWS.

It stands apart because it only words what others found out. Pure: text comes out. Times of day are
in UTC: virtual time has no zone of its own.
"""

from collections import Counter
from collections.abc import Sequence

from generated.events.record_created import RecordCreated
from simulator.stories.results import Call
from simulator.stories.telling import Told
from simulator.system.cost import cost_of
from simulator.world.records import ProjectionStore
from simulator.world.trace import clock_face

RECORD_COLUMNS = ("record", "hotel", "guest", "status", "")


def report(told: Told) -> str:
    """Show records, calls and totals of a story that was told."""
    simulation = told.simulation
    took = clock_face(simulation.virtual_clock.now - simulation.trace.began)
    parts = [
        report_records(told.story.records, simulation.projections),
        report_calls(told.calls),
        f"{summarize(told.story.records, simulation.projections)}; {took} of virtual time",
        cost_of(simulation).told(),
    ]
    parts += [
        f"{fault} struck nothing: no call or delivery was left for it"
        for fault in simulation.deliveries.faults.missed()
    ]
    parts += told.differences()
    return "\n\n".join(parts)


def report_records(records: Sequence[RecordCreated], projections: ProjectionStore) -> str:
    """Show each record's final status, and what it waits for."""
    return table(RECORD_COLUMNS, record_rows(records, projections))


def record_rows(
    records: Sequence[RecordCreated], projections: ProjectionStore
) -> list[tuple[str, ...]]:
    """Give a row for each record, under RECORD_COLUMNS."""
    return [
        (
            record.record_id,
            record.hotel_id,
            record.guest_name,
            _status(record, projections),
            _next(record, projections),
        )
        for record in records
    ]


def report_calls(calls: Sequence[Call]) -> str:
    """Show each call, what came of it and how long it took."""
    rows = [
        (
            call.call_id[:13],
            call.hotel_id,
            str(call.records),
            str(call.outcome or "not over"),
            _seconds(call.took_seconds),
            _seconds(call.talked_seconds),
        )
        for call in calls
    ]
    return table(("call", "hotel", "records", "outcome", "took", "talked"), rows)


def summarize(records: Sequence[RecordCreated], projections: ProjectionStore) -> str:
    """Count the records by status."""
    counts = Counter(_status(record, projections) for record in records)
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{len(records)} {'record' if len(records) == 1 else 'records'}: {told}"


def table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Lay rows out in columns as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(heading, *rows, strict=True)]
    lines = [heading, tuple("-" * width for width in widths), *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _status(record: RecordCreated, projections: ProjectionStore) -> str:
    projection = projections.saved.get(record.record_id)
    return "unknown" if projection is None else projection.status.value


def _next(record: RecordCreated, projections: ProjectionStore) -> str:
    projection = projections.saved.get(record.record_id)
    if projection is None or projection.next_at is None:
        return ""
    return f"until {projection.next_at:%H:%M}"


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f} s"
