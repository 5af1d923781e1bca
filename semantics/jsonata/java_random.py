"""The first number of a java.util.Random, which is what the service's `$random(seed)` gives.

Stands apart because it is Java's algorithm, not ours. Source: the documentation of
java.util.Random, `setSeed` and `nextDouble`.
"""

_MULTIPLIER = 0x5DEECE66D
_INCREMENT = 0xB
_STATE_BITS = 48
_MASK = (1 << _STATE_BITS) - 1


def first_double(seed: int) -> float:
    """A number from 0 to 1, without it: 26 bits of one step and 27 of the next."""
    state = _after((seed ^ _MULTIPLIER) & _MASK)
    high = state >> (_STATE_BITS - 26)
    low = _after(state) >> (_STATE_BITS - 27)
    return ((high << 27) + low) / (1 << 53)


def _after(state: int) -> int:
    return (state * _MULTIPLIER + _INCREMENT) & _MASK
