"""Which of many patterns match an event, at a cost that hardly grows with their number.

Each branch of each pattern owns one bit. A field's index turns the leaves at its path into the
bits of the branches that they satisfy; the answer is the "and" of these over the event's paths,
without the branches that need a path which the event lacks. An array of objects contributes the
"or" over its elements.

Invariant: `matching` names exactly the patterns whose own `matches` is true, in order of adding.
"""

from collections.abc import Collection, Iterator, Mapping

from semantics.patterns.field_index import FieldIndex
from semantics.patterns.flattening import Scope, flatten
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
        self._some_may_be_absent = 0
        self._possible: dict[frozenset[str], int] = {}

    def add(self, name: str, pattern: Pattern) -> None:
        """Add a pattern under a name."""
        for fields in pattern.branches:
            bit = 1 << len(self._branches)
            self._branches.append((name, fields))
            for field in fields:
                self._indexes.setdefault(field.path, FieldIndex()).add(bit, field)
                if field.may_be_absent:
                    self._some_may_be_absent |= bit
            self._wanted |= wanted_paths(field.path for field in fields)
        self._possible.clear()

    def matching(self, event: Mapping[str, object]) -> list[str]:
        """Return the names of all patterns that the event, a JSON object, matches."""
        outermost = flatten(event, self._wanted)
        paths = frozenset(outermost.values).union(outermost.arrays)
        candidates, unsure = self._with_paths(paths), 0
        if outermost.forked:
            unsure = candidates
        else:
            candidates = self._holding(outermost, paths, {}, candidates)
            if outermost.arrays:
                # What may be absent depends on the element: see fields_hold.
                unsure = candidates & self._some_may_be_absent
        matching: dict[str, None] = {}
        for bit in _bits(candidates):
            name, fields = self._branches[bit.bit_length() - 1]
            if not unsure & bit or fields_hold(outermost, fields):
                matching[name] = None
        return list(matching)

    def decided_by(self, known: Mapping[str, Scalar]) -> list[str] | None:
        """Return the names of all patterns that match any event with these leaves at these dotted
        paths; None where what else an event holds decides, too.
        """
        matching: dict[str, None] = {}
        for name, fields in self._branches:
            if all(each.accepts_any([known[each.path]]) for each in fields if each.path in known):
                if any(each.path not in known for each in fields):
                    return None
                matching[name] = None
        return list(matching)

    def _holding(
        self, scope: Scope, paths: Collection[str], outside: Mapping[str, int], candidates: int
    ) -> int:
        """Return those candidates whose fields with these paths hold in the scope.

        `outside` are the bits that plain values beside the scope's array have satisfied already.
        Fields that may be absent are given the benefit of the doubt inside arrays.
        """
        here: dict[str, int] = {}
        for path in paths:
            index = self._indexes.get(path)
            if index is None:
                continue
            satisfied = outside.get(path, 0)
            values = scope.values.get(path)
            if values is not None:
                satisfied |= index.satisfied(values)
            elif scope.within is not None:
                satisfied |= index.absent
            if path in scope.arrays:
                here[path] = satisfied
            else:
                candidates &= satisfied | ~index.mentioned
                if not candidates:
                    return 0
        arrays = {id(array): array for path in here for array in scope.arrays[path]}
        for array in arrays.values():
            in_elements = 0
            for element in array.elements:
                in_elements |= self._holding(element, array.paths, here, candidates)
            candidates &= in_elements
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


def _bits(mask: int) -> Iterator[int]:
    """Yield the bits of a mask, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest
