"""The bits of the branches whose plain, affix, case and wildcard operators accept one leaf.

Invariant: a leaf costs a look-up for each distinct length of prefix and suffix and for each of its
own letters, and a comparison for each wildcard that shares a rare piece of text with it; not one
for each operator.
"""

from typing import assert_never

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

# Wildcards are filed by a piece of this many letters, or by all they have.
_PIECE = 3


class ValueIndex:
    """Operators that compare a leaf with text, or with one value."""

    def __init__(self) -> None:
        self._exact: dict[Scalar, int] = {}
        self._plain = _Texts()
        self._folded = _Texts()
        self._wildcards: dict[str, dict[Wildcard, int]] = {}
        self._piece_sizes: set[int] = set()
        self._one_by_one: dict[Excludable, int] = {}

    def add(self, bit: int, operator: Excludable) -> None:
        """Add a branch's operator; `bit` is that branch's own."""
        match operator:
            case Equals(value):
                self._exact[value] = self._exact.get(value, 0) | bit
            case Wildcard((whole,)):
                self._exact[whole] = self._exact.get(whole, 0) | bit
            case Wildcard((head, "")):
                self._plain.add_prefix(bit, head)
            case Wildcard(("", tail)):
                self._plain.add_suffix(bit, tail)
            case Wildcard():
                self._add_wildcard(bit, operator)
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
        if self._plain.used:
            bits |= self._plain.accepting(value)
        if self._folded.used:
            lowered = value.lower() if value.isascii() else value.translate(_CAPITALS)
            bits |= self._folded.accepting(lowered)
        if self._wildcards:
            bits |= self._accepting_wildcards(value)
        for operator, bit in self._one_by_one.items():
            if operator.accepts(value):
                bits |= bit
        return bits

    def _add_wildcard(self, bit: int, wildcard: Wildcard) -> None:
        """File the wildcard by a piece that any match must contain and few others are filed by."""
        size = min(_PIECE, max(map(len, wildcard.segments)))
        pieces = {piece for segment in wildcard.segments for piece in _pieces(segment, size)}
        rarest = min(sorted(pieces), key=lambda piece: len(self._wildcards.get(piece, ())))
        alike = self._wildcards.setdefault(rarest, {})
        alike[wildcard] = alike.get(wildcard, 0) | bit
        self._piece_sizes.add(size)

    def _accepting_wildcards(self, text: str) -> int:
        bits = 0
        for size in self._piece_sizes:
            for piece in self._wildcards.keys() & _pieces(text, size):
                for wildcard, bit in self._wildcards[piece].items():
                    if wildcard.accepts(text):
                        bits |= bit
        return bits


def _pieces(text: str, size: int) -> set[str]:
    """Return all pieces of a text that have this size."""
    return {text[at : at + size] for at in range(len(text) - size + 1)}


class _Texts:
    """Bits by whole text, by beginning and by end."""

    def __init__(self) -> None:
        self.used = False
        self._whole: dict[str, int] = {}
        self._prefixes = _Beginnings()
        self._suffixes = _Beginnings()

    def add_whole(self, bit: int, text: str) -> None:
        self.used = True
        self._whole[text] = self._whole.get(text, 0) | bit

    def add_prefix(self, bit: int, text: str) -> None:
        self.used = True
        self._prefixes.add(bit, text)

    def add_suffix(self, bit: int, text: str) -> None:
        self.used = True
        self._suffixes.add(bit, text[::-1])

    def accepting(self, text: str) -> int:
        bits = self._whole.get(text, 0) | self._prefixes.of(text)
        return bits | self._suffixes.of(text[::-1]) if self._suffixes.used else bits


class _Beginnings:
    """Bits by the text that something must begin with."""

    def __init__(self) -> None:
        self.used = False
        self._by_length: dict[int, dict[str, int]] = {}

    def add(self, bit: int, beginning: str) -> None:
        self.used = True
        alike = self._by_length.setdefault(len(beginning), {})
        alike[beginning] = alike.get(beginning, 0) | bit

    def of(self, text: str) -> int:
        bits = 0
        for length, beginnings in self._by_length.items():
            bits |= beginnings.get(text[:length], 0)
        return bits
