"""Whether one pattern matches one event.

Stands apart from pattern_set.py, which answers the same question for many patterns at once: this
is the definition, that is the shortcut.

Invariant: time grows with the event's leaves times the pattern's fields, not with combinations.
Source: aws/event-ruler, README "JSON Array Matching", classes ACFinder and NameState.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from semantics.patterns.flattening import Elements, Scope, flatten
from semantics.patterns.operators import Absent, Equals, Operator
from semantics.patterns.values import Scalar


@dataclass(frozen=True, slots=True)
class Field:
    """One path of a pattern and its alternatives, any of which will do.

    `exact` and `others` are `operators` sorted by cost; `may_be_absent` says that one of them is
    `{"exists": false}`.
    """

    path: str
    operators: tuple[Operator, ...]
    exact: frozenset[Scalar]
    others: tuple[Operator, ...]
    may_be_absent: bool

    @staticmethod
    def of(path: str, operators: Iterable[Operator]) -> "Field":
        """Make the field of these alternatives at this dotted path."""
        alternatives = tuple(operators)
        return Field(
            path,
            alternatives,
            frozenset(each.value for each in alternatives if isinstance(each, Equals)),
            tuple(each for each in alternatives if not isinstance(each, Equals | Absent)),
            any(isinstance(each, Absent) for each in alternatives),
        )

    def accepts_any(self, values: Iterable[Scalar]) -> bool:
        """Say whether one of these leaves will do."""
        return any(
            value in self.exact or any(operator.accepts(value) for operator in self.others)
            for value in values
        )


# All fields of a branch must match; they are sorted by path.
Fields = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A valid pattern: it matches where all fields of any of its branches do."""

    branches: tuple[Fields, ...]
    _wanted: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        paths = (each.path for fields in self.branches for each in fields)
        object.__setattr__(self, "_wanted", frozenset(wanted_paths(paths)))

    def matches(self, event: Mapping[str, object]) -> bool:
        """Say whether the event, a JSON object, matches."""
        outermost = flatten(event, self._wanted)
        return any(fields_hold(outermost, fields) for fields in self.branches)


def wanted_paths(paths: Iterable[str]) -> set[str]:
    """Return the dotted paths together with all that lead to them."""
    wanted: set[str] = set()
    for path in paths:
        dot = path.find(".")
        while dot >= 0:
            wanted.add(path[:dot])
            dot = path.find(".", dot + 1)
        wanted.add(path)
    return wanted


def fields_hold(scope: Scope, fields: Sequence[Field]) -> bool:
    """Say whether all fields (sorted by path) hold in this scope or in elements inside it.

    A field that may be absent is judged where the fields before it, in order of path, have
    settled the elements: after `d.a` was found in an element, `d.b` need be absent from that
    element only; before it, from all. That is what the service's matcher does.
    """
    deeper: list[tuple[Field, list[Elements]]] = []
    for each in fields:
        values = scope.values.get(each.path)
        if values is not None and each.accepts_any(values):
            continue
        arrays = scope.arrays.get(each.path)
        if arrays is not None:
            found = values is not None or len(arrays) > 1
            deeper.append((_required(each) if found else each, arrays))
        elif values is not None or not each.may_be_absent:
            return False
    if not deeper:
        return True
    # One path can run through several arrays where keys hold dots: then any of them may serve.
    return any(
        _elements_hold([(each, array) for (each, _), array in zip(deeper, choice, strict=True)])
        for choice in product(*(arrays for _, arrays in deeper))
    )


def _elements_hold(assigned: list[tuple[Field, Elements]]) -> bool:
    """Say whether each array has an element in which all fields assigned to it hold."""
    by_array: dict[int, tuple[Elements, list[Field]]] = {}
    for each, array in assigned:
        by_array.setdefault(id(array), (array, []))[1].append(each)
    return all(
        any(fields_hold(element, [_required(first), *rest]) for element in array.elements)
        for array, (first, *rest) in by_array.values()
    )


def _required(each: Field) -> Field:
    """Return the field without `{"exists": false}`, for a path that the event does have."""
    return replace(each, may_be_absent=False) if each.may_be_absent else each
