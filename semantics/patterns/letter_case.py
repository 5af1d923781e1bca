"""Comparison that ignores case, the way EventBridge does it: letter by letter.

Each letter of the pattern stands for its lower-case and its upper-case form and nothing else, and
a form may be longer than the letter ("ß" stands for "ß" and "SS", but not for "ss"). Whole-text
folding would accept more.

Invariant: time is linear in the text, whatever the letters.
Source: aws/event-ruler, class EqualsIgnoreCaseParser.
"""

from collections.abc import Iterable
from functools import lru_cache


def equals(pattern: str, text: str) -> bool:
    """Say whether the text is the pattern in any mixture of cases."""
    if pattern.isascii():
        return text.isascii() and text.lower() == pattern.lower()
    return len(text) in _ends(_forms(pattern), text)


def starts(pattern: str, text: str) -> bool:
    """Say whether the text starts with the pattern in any mixture of cases."""
    if pattern.isascii():
        return equals(pattern, text[: len(pattern)])
    return bool(_ends(_forms(pattern), text))


def ends(pattern: str, text: str) -> bool:
    """Say whether the text ends with the pattern in any mixture of cases."""
    if pattern.isascii():
        return equals(pattern, text[max(0, len(text) - len(pattern)) :])
    backwards = tuple(tuple(form[::-1] for form in forms) for forms in reversed(_forms(pattern)))
    return bool(_ends(backwards, text[::-1]))


@lru_cache(maxsize=1024)
def _forms(pattern: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple({letter.lower(), letter.upper()}) for letter in pattern)


def _ends(forms: Iterable[tuple[str, ...]], text: str) -> set[int]:
    """Return each position of the text at which the whole pattern may have been used up."""
    positions = {0}
    for alternatives in forms:
        positions = {
            position + len(form)
            for position in positions
            for form in alternatives
            if text.startswith(form, position)
        }
    return positions
