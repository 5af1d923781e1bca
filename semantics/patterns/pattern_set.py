"""Which of many patterns match an event, at a cost that hardly grows with their number.

Each branch of each pattern owns one bit. A field's index turns the leaves at its path into the
bits of the branches that they satisfy; the answer is the "and" of these over the event's paths,
without the branches that need a path which the event lacks. Only where arrays of objects are
involved are the few remaining branches checked one by one.

Invariant: `matching` names exactly the patterns whose own `matches` is true, in order of adding.
"""

from collections.abc import Iterator, Mapping

from semantics.patterns.field_index import FieldIndex
from semantics.patterns.flattening import Scope, all_values, flatten
from semantics.patterns.matching import Fields, Pattern, fields_hold, wanted_paths
from semantics.patterns.values import Scalar

# Events of one type have the same paths, so a few sets of paths are seen again and again.
_REMEMBERED_PATH_SETS = 1024


class PatternSet:
    """Named patterns that are matched together. A name with several patterns matches by any."""

    def __init__(self) -> None:
        self._branches: list[tuple[str, Fields]] = []
        self._indexes: dict[str, FieldIndex] = {}
        self._wanted: set[str] = set()
        self._possible: dict[frozenset[str], int] = {}

    def add(self, name: str, pattern: Pattern) -> None:
        """Add a pattern under a name."""
        for fields in pattern.branches:
            bit = 1 << len(self._branches)
            self._branches.append((name, fields))
            for field in fields:
                self._indexes.setdefault(field.path, FieldIndex()).add(bit, field)
            self._wanted |= wanted_paths(field.path for field in fields)
        self._possible.clear()

    def matching(self, event: Mapping[str, object]) -> list[str]:
        """Return the names of all patterns that the event, a JSON object, matches."""
        outermost = flatten(event, self._wanted)
        if outermost.arrays:
            candidates = self._candidates(all_values(outermost), outermost)
            names = (
                name for name, fields in self._of(candidates) if fields_hold(outermost, fields)
            )
        else:
            names = (name for name, _ in self._of(self._candidates(outermost.values, outermost)))
        return list(dict.fromkeys(names))

    def _candidates(self, values: Mapping[str, list[Scalar]], outermost: Scope) -> int:
        """Return the bits of the branches whose fields hold, each taken by itself."""
        candidates = self._with_paths(frozenset(values))
        for path, found in values.items():
            index = self._indexes.get(path)
            if index is not None:
                satisfied = index.satisfied(found)
                if path in outermost.arrays:
                    # It may be missing from the element that matters.
                    satisfied |= index.absent
                candidates &= satisfied | ~index.mentioned
                if not candidates:
                    break
        return candidates

    def _with_paths(self, paths: frozenset[str]) -> int:
        """Return the bits of the branches that need no other paths than these."""
        possible = self._possible.get(paths)
        if possible is None:
            possible = (1 << len(self._branches)) - 1
            for path, index in self._indexes.items():
                if path not in paths:
                    possible &= index.absent | ~index.mentioned
            if len(self._possible) >= _REMEMBERED_PATH_SETS:
                self._possible.clear()
            self._possible[paths] = possible
        return possible

    def _of(self, bits: int) -> Iterator[tuple[str, Fields]]:
        while bits:
            lowest = bits & -bits
            yield self._branches[lowest.bit_length() - 1]
            bits ^= lowest
