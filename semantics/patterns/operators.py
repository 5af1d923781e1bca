"""EventBridge's comparison operators: one class each, each deciding on one leaf value.

Whoever needs to treat operators by kind matches over `Operator` with `assert_never`, so that mypy
points at each place that a new one touches.

Invariant: an operator looks at a single leaf; arrays, paths and absence belong to matching.py.
Source: EventBridge User Guide, "Comparison operators for use in event patterns"; aws/event-ruler.
"""

# ruff: noqa: D102 - `accepts` says whether one leaf will do; each class says what its operator is

from dataclasses import dataclass

from semantics.patterns import letter_case
from semantics.patterns.addresses import ip_address
from semantics.patterns.values import Scalar
from semantics.patterns.wildcards import Segments, matches_segments


@dataclass(frozen=True, slots=True)
class Equals:
    """`["on"]`, `[1]`, `[null]`, `{"exactly": "on"}`, `{"numeric": ["=", 1]}`."""

    value: Scalar

    def accepts(self, value: Scalar) -> bool:
        return value == self.value


@dataclass(frozen=True, slots=True)
class EqualsIgnoreCase:
    """`{"equals-ignore-case": "on"}`."""

    text: str

    def accepts(self, value: Scalar) -> bool:
        return isinstance(value, str) and letter_case.equals(self.text, value)


@dataclass(frozen=True, slots=True)
class Prefix:
    """`{"prefix": "on"}` and `{"prefix": {"equals-ignore-case": "on"}}`."""

    text: str
    ignore_case: bool

    def accepts(self, value: Scalar) -> bool:
        if not isinstance(value, str):
            return False
        if self.ignore_case:
            return letter_case.starts(self.text, value)
        return value.startswith(self.text)


@dataclass(frozen=True, slots=True)
class Suffix:
    """`{"suffix": "on"}` and `{"suffix": {"equals-ignore-case": "on"}}`."""

    text: str
    ignore_case: bool

    def accepts(self, value: Scalar) -> bool:
        if not isinstance(value, str):
            return False
        if self.ignore_case:
            return letter_case.ends(self.text, value)
        return value.endswith(self.text)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`{"wildcard": "a*b"}`, held as the texts between the stars."""

    segments: Segments

    def accepts(self, value: Scalar) -> bool:
        return isinstance(value, str) and matches_segments(self.segments, value)


@dataclass(frozen=True, slots=True)
class NumberRange:
    """`{"numeric": [">", 0, "<=", 5]}`; a side that was not given is infinite."""

    low: float
    low_included: bool
    high: float
    high_included: bool

    def accepts(self, value: Scalar) -> bool:
        if not isinstance(value, float):
            return False
        above = value > self.low or (self.low_included and value == self.low)
        return above and (value < self.high or (self.high_included and value == self.high))


@dataclass(frozen=True, slots=True)
class AddressRange:
    """`{"cidr": "10.0.0.0/24"}`; also a plain value that is an address, in any notation."""

    version: int
    first: int
    last: int

    def accepts(self, value: Scalar) -> bool:
        if not isinstance(value, str):
            return False
        address = ip_address(value)
        if address is None:
            return False
        version, number = address
        return version == self.version and self.first <= number <= self.last


@dataclass(frozen=True, slots=True)
class Present:
    """`{"exists": true}`: any leaf, null included."""

    def accepts(self, value: Scalar) -> bool:  # noqa: ARG002 - every value will do
        return True


@dataclass(frozen=True, slots=True)
class Absent:
    """`{"exists": false}`: no leaf at all, so it accepts none."""

    def accepts(self, value: Scalar) -> bool:  # noqa: ARG002 - no value will do
        return False


Excludable = Equals | EqualsIgnoreCase | Prefix | Suffix | Wildcard


@dataclass(frozen=True, slots=True)
class AnythingBut:
    """`{"anything-but": ...}` in all its forms: a leaf that none of the excluded accepts.

    It does not accept absence, and it does accept leaves of another type: null, true, numbers.
    """

    excluded: tuple[Excludable, ...]

    def accepts(self, value: Scalar) -> bool:
        return not any(operator.accepts(value) for operator in self.excluded)


Operator = Excludable | NumberRange | AddressRange | Present | Absent | AnythingBut
