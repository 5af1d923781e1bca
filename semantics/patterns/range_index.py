"""The bits of all ranges that hold one number, by binary search.

The ranges' ends cut the number line into places: each end, and each gap between two ends. For
every place the bits of the ranges that cover it are kept ready.

Invariant: a look-up costs a binary search, however many ranges overlap.
"""

from bisect import bisect_left
from collections import Counter

# An end of a range, and whether it belongs to the range.
End = tuple[float, bool]


class RangeIndex:
    """Ranges of numbers, each owned by one bit; several may share a bit."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, End, End]] = []
        self._ends: list[float] = []
        # Place 2i is the gap below end i, place 2i + 1 is end i itself.
        self._places: list[int] = []

    def add(self, bit: int, low: End, high: End) -> None:
        """Add a range; its ends may be infinite."""
        self._ranges.append((bit, low, high))
        self._places = []

    def holding(self, number: float) -> int:
        """Return the bits of the ranges that hold the number."""
        if not self._ranges:
            return 0
        if not self._places:
            self._build()
        at = bisect_left(self._ends, number)
        exact = at < len(self._ends) and self._ends[at] == number
        return self._places[2 * at + exact]

    def _build(self) -> None:
        self._ends = sorted({end for _, (low, _), (high, _) in self._ranges for end in (low, high)})
        starting: dict[int, list[int]] = {}
        stopping: dict[int, list[int]] = {}
        for bit, (low, low_included), (high, high_included) in self._ranges:
            first = 2 * bisect_left(self._ends, low) + (1 if low_included else 2)
            last = 2 * bisect_left(self._ends, high) + (1 if high_included else 0)
            starting.setdefault(first, []).append(bit)
            stopping.setdefault(last, []).append(bit)
        covering: Counter[int] = Counter()
        bits = 0
        for place in range(2 * len(self._ends) + 1):
            for bit in starting.get(place, ()):
                covering[bit] += 1
                bits |= bit
            self._places.append(bits)
            for bit in stopping.get(place, ()):
                covering[bit] -= 1
                if not covering[bit]:
                    bits ^= bit
