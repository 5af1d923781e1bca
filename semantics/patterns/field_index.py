"""The bits of all branches that the leaves at one path satisfy, without asking each branch.

Apart from pattern_set.py because this half knows operators and that half knows fields.

Invariant: a bit is set for a leaf exactly when the branch's field accepts that leaf.
"""

from collections.abc import Iterable
from typing import assert_never

from semantics.patterns.addresses import ip_address
from semantics.patterns.matching import Field
from semantics.patterns.operators import (
    Absent,
    AddressRange,
    AnythingBut,
    Equals,
    EqualsIgnoreCase,
    NumberRange,
    Prefix,
    Present,
    Suffix,
    Wildcard,
)
from semantics.patterns.range_index import RangeIndex
from semantics.patterns.value_index import ValueIndex
from semantics.patterns.values import Scalar


class FieldIndex:
    """All fields with one path.

    `mentioned` are the bits of the branches that have such a field, `absent` of those whose field
    may be missing from the event.
    """

    def __init__(self) -> None:
        self.mentioned = 0
        self.absent = 0
        self._present = 0
        self._values = ValueIndex()
        self._numbers = RangeIndex()
        self._addresses: dict[int, RangeIndex] = {}
        self._anything_but = 0
        self._excluded = ValueIndex()
        self._one_by_one: dict[AnythingBut, int] = {}

    def add(self, bit: int, field: Field) -> None:
        """Add a branch's field; `bit` is that branch's own."""
        self.mentioned |= bit
        exclusions = sum(isinstance(operator, AnythingBut) for operator in field.operators)
        for operator in field.operators:
            match operator:
                case Absent():
                    self.absent |= bit
                case Present():
                    self._present |= bit
                case NumberRange(low, low_included, high, high_included):
                    self._numbers.add(bit, (low, low_included), (high, high_included))
                case AddressRange(version, first, last):
                    ranges = self._addresses.setdefault(version, RangeIndex())
                    ranges.add(bit, (first, True), (last, True))
                case AnythingBut() if exclusions == 1:
                    self._anything_but |= bit
                    for excluded in operator.excluded:
                        self._excluded.add(bit, excluded)
                case AnythingBut():
                    # Of several, a leaf need pass only one; a bit cannot tell which it failed.
                    self._one_by_one[operator] = self._one_by_one.get(operator, 0) | bit
                case Equals() | EqualsIgnoreCase() | Prefix() | Suffix() | Wildcard():
                    self._values.add(bit, operator)
                case _:
                    assert_never(operator)

    def satisfied(self, values: Iterable[Scalar]) -> int:
        """Return the bits of the branches that accept one of these leaves."""
        bits = self._present
        for value in values:
            bits |= self._values.accepting(value)
            if self._anything_but:
                bits |= self._anything_but & ~self._excluded.accepting(value)
            if isinstance(value, float):
                bits |= self._numbers.holding(value)
            elif self._addresses and isinstance(value, str):
                bits |= self._in_addresses(value)
            for operator, bit in self._one_by_one.items():
                if operator.accepts(value):
                    bits |= bit
        return bits

    def _in_addresses(self, text: str) -> int:
        address = ip_address(text)
        if address is None:
            return 0
        version, number = address
        ranges = self._addresses.get(version)
        return ranges.holding(number) if ranges is not None else 0
