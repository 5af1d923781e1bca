"""Finding phrases in what was heard.

It stands apart because every rule over transcripts reads them alike. Invariant: case, punctuation
and accents never matter, and a phrase only matches whole words.
"""

import re
import unicodedata
from collections.abc import Iterable


def plain(text: str) -> str:
    """Give lower-case words without accents and punctuation, one space apart: `don't` is `dont`."""
    unquoted = text.replace("'", "").replace("\u2019", "")
    letters = unicodedata.normalize("NFKD", unquoted)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9#*]+", kept.lower()))


def says(plain_text: str, phrase: str) -> bool:
    """Whether the phrase's words stand side by side in a plain text."""
    return f" {phrase} " in f" {plain_text} "


def says_any(plain_text: str, phrases: Iterable[str]) -> bool:
    """Whether at least one of the phrases is said."""
    padded = f" {plain_text} "
    return any(f" {phrase} " in padded for phrase in phrases)


def is_bare(plain_text: str, phrases: Iterable[str]) -> bool:
    """Whether a plain text begins or ends with one of the phrases."""
    padded = f" {plain_text} "
    return any(padded.startswith(f" {each} ") or padded.endswith(f" {each} ") for each in phrases)


def without(plain_text: str, phrases: Iterable[str]) -> str:
    """Give a plain text in which none of the phrases is said any more."""
    padded = f" {plain_text} "
    for phrase in phrases:
        padded = padded.replace(f" {phrase} ", " ")
    return padded.strip()
