"""What is kept about hotels and records: lines, what is on file, projections.

It stands apart from the call's context, which is gone after the call. Invariant: the conditions are
those of the tables' adapters.
"""

from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush

from generated.types.hotel import Hotel
from generated.types.hotel_id import HotelId
from generated.types.record_id import RecordId
from runtime.state.line import Line
from runtime.state.projection import Projection, Status

UNDER_WAY = frozenset({Status.NEW, Status.QUEUED, Status.CALLING})
"""Something is about to happen; every other status is final, or waits for its time."""


class LineStore:
    """HotelLines. What is due is found by a heap, in which old entries are passed over."""

    def __init__(self) -> None:
        self._lines: dict[HotelId, Line] = {}
        self._due_at: dict[HotelId, datetime] = {}
        self._heap: list[tuple[datetime, HotelId]] = []

    def read(self, hotel_id: HotelId) -> Line:
        """Give a hotel's line; an empty one if there is none."""
        return self._lines.get(hotel_id) or Line(hotel_id)

    def save(self, line: Line, due_at: datetime | None) -> Line | None:
        """Write a changed line and give it with its new version; None if somebody was faster."""
        if self.read(line.hotel_id).version != line.version:
            return None
        saved = replace(line, version=line.version + 1)
        self._lines[line.hotel_id] = saved
        if due_at is None:
            self._due_at.pop(line.hotel_id, None)
        else:
            self._due_at[line.hotel_id] = due_at
            heappush(self._heap, (due_at, line.hotel_id))
        return saved

    def due(self, now: datetime) -> list[HotelId]:
        """Give the hotels at which somebody must look."""
        found: dict[HotelId, datetime] = {}
        while self._heap and self._heap[0][0] <= now:
            due_at, hotel_id = heappop(self._heap)
            if self._due_at.get(hotel_id) == due_at:
                found[hotel_id] = due_at
        for hotel_id, due_at in found.items():
            heappush(self._heap, (due_at, hotel_id))
        return list(found)

    def all(self) -> list[Line]:
        """Give all lines."""
        return list(self._lines.values())


class HotelFile:
    """Hotels."""

    def __init__(self) -> None:
        self.on_file: dict[str, Hotel] = {}

    def find(self, hotel_id: HotelId) -> Hotel | None:
        """Give a hotel, or None."""
        return self.on_file.get(hotel_id)


class ProjectionStore:
    """Projections. `under_way` are the records that are neither final nor waiting for a time."""

    def __init__(self) -> None:
        self.saved: dict[str, Projection] = {}
        self.under_way: set[str] = set()
        self.parked: set[str] = set()

    def read(self, record_id: RecordId) -> Projection | None:
        """Give a record's projection, if there is one."""
        return self.saved.get(record_id)

    def save(self, projection: Projection, replaces: int) -> bool:
        """Write it over the one with the sequence `replaces` (0: none); False if that changed."""
        record_id = projection.record_id
        before = self.saved.get(record_id)
        if (before.sequence if before is not None else 0) != replaces:
            return False
        self.saved[record_id] = projection
        self.under_way.discard(record_id)
        self.parked.discard(record_id)
        if projection.status in UNDER_WAY:
            self.under_way.add(record_id)
        elif projection.next_at is not None:
            self.parked.add(record_id)
        return True
