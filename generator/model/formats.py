"""What the named formats of text are, as patterns.

It stands apart because classes and JSON Schemas must take the same texts.
"""

from generator.model import ScalarType

PATTERNS = {
    # Source: ITU-T E.164, section 6: a country code and at most 15 digits in all.
    "e164": r"\+[1-9][0-9]{1,14}",
    # An address that can be written to; whether somebody reads it is known to its host alone.
    "email": r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+",
}


def pattern_of(scalar: ScalarType) -> str | None:
    """Give the pattern that the whole of a text must match: the author's, or its format's."""
    return PATTERNS[scalar.format] if scalar.format else scalar.pattern
