"""The bits of the branches whose plain, affix, case and wildcard operators accept one leaf.

Invariant: a leaf costs a look-up for each distinct length of prefix and suffix, and a comparison
for each wildcard that starts like it; not one for each operator.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar, assert_never

from semantics.patterns.operators import (
    Equals,
    EqualsIgnoreCase,
    Excludable,
    Prefix,
    Suffix,
    Wildcard,
)
from semantics.patterns.values import Scalar

_CAPITALS = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}

_Entry = TypeVar("_Entry")


class ValueIndex:
    """Operators that compare a leaf with text, or with one value."""

    def __init__(self) -> None:
        self._exact: dict[Scalar, int] = {}
        self._plain = _Texts()
        self._folded = _Texts()
        self._wildcards: _Beginnings[dict[Wildcard, int]] = _Beginnings()
        self._one_by_one: dict[Excludable, int] = {}

    def add(self, bit: int, operator: Excludable) -> None:
        """Add a branch's operator; `bit` is that branch's own."""
        match operator:
            case Equals(value):
                self._exact[value] = self._exact.get(value, 0) | bit
            case Wildcard((head, "")):
                self._plain.add_prefix(bit, head)
            case Wildcard(("", tail)):
                self._plain.add_suffix(bit, tail)
            case Wildcard(segments):
                alike = self._wildcards.setdefault(segments[0], {})
                alike[operator] = alike.get(operator, 0) | bit
            case Prefix(text, ignore_case=False):
                self._plain.add_prefix(bit, text)
            case Suffix(text, ignore_case=False):
                self._plain.add_suffix(bit, text)
            case EqualsIgnoreCase() | Prefix() | Suffix():
                self._add_ignoring_case(bit, operator)
            case _:
                assert_never(operator)

    def _add_ignoring_case(self, bit: int, operator: EqualsIgnoreCase | Prefix | Suffix) -> None:
        """Only ASCII letters have forms of one letter each, so only they can be looked up."""
        folded = operator.text.lower()
        if not operator.text.isascii():
            self._one_by_one[operator] = self._one_by_one.get(operator, 0) | bit
        elif isinstance(operator, EqualsIgnoreCase):
            self._folded.add_whole(bit, folded)
        elif isinstance(operator, Prefix):
            self._folded.add_prefix(bit, folded)
        else:
            self._folded.add_suffix(bit, folded)

    def accepting(self, value: Scalar) -> int:
        """Return the bits of the branches with an operator that accepts the leaf."""
        bits = self._exact.get(value, 0)
        if not isinstance(value, str):
            return bits
        bits |= self._plain.accepting(value)
        if self._folded.used:
            lowered = value.lower() if value.isascii() else value.translate(_CAPITALS)
            bits |= self._folded.accepting(lowered)
        for alike in self._wildcards.of(value):
            for wildcard, bit in alike.items():
                if wildcard.accepts(value):
                    bits |= bit
        for operator, bit in self._one_by_one.items():
            if operator.accepts(value):
                bits |= bit
        return bits


class _Texts:
    """Bits by whole text, by beginning and by end."""

    def __init__(self) -> None:
        self.used = False
        self._whole: dict[str, int] = {}
        self._prefixes: _Beginnings[int] = _Beginnings()
        self._suffixes: _Beginnings[int] = _Beginnings()

    def add_whole(self, bit: int, text: str) -> None:
        self.used = True
        self._whole[text] = self._whole.get(text, 0) | bit

    def add_prefix(self, bit: int, text: str) -> None:
        self.used = True
        self._prefixes.put(text, self._prefixes.setdefault(text, 0) | bit)

    def add_suffix(self, bit: int, text: str) -> None:
        self.used = True
        backwards = text[::-1]
        self._suffixes.put(backwards, self._suffixes.setdefault(backwards, 0) | bit)

    def accepting(self, text: str) -> int:
        bits = self._whole.get(text, 0)
        for prefixed in self._prefixes.of(text):
            bits |= prefixed
        if self._suffixes:
            for suffixed in self._suffixes.of(text[::-1]):
                bits |= suffixed
        return bits


class _Beginnings(Generic[_Entry]):
    """Entries by the text that something must begin with."""

    def __init__(self) -> None:
        self._by_length: dict[int, dict[str, _Entry]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_length)

    def put(self, beginning: str, entry: _Entry) -> None:
        self._by_length.setdefault(len(beginning), {})[beginning] = entry

    def setdefault(self, beginning: str, entry: _Entry) -> _Entry:
        return self._by_length.setdefault(len(beginning), {}).setdefault(beginning, entry)

    def of(self, text: str) -> Iterator[_Entry]:
        for length, entries in self._by_length.items():
            entry = entries.get(text[:length])
            if entry is not None:
                yield entry
