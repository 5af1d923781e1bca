"""Reading a spoken menu: which keys it offers, and for what.

It stands apart because both the kind of a connection and the way through a menu depend on it.
Invariant: an option is only what the menu said: its digits are never guessed.
"""

import re
from typing import NamedTuple

_NUMBERS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "pound": "#",
    "hash": "#",
    "star": "*",
}
_KEY = rf"[0-9#*]|{'|'.join(_NUMBERS)}"
_ASK = (
    r"(?:press|dial|enter|push|select|choose)"
    r"(?: or (?:say|press|dial))?(?: the)?(?: number)?(?: key)?"
)
_PRESS = rf"{_ASK} (?P<key>{_KEY})(?= |$)"
_WHY = r"(?:for|to|if you (?:are|want|need|have|would like))"
_NEXT = rf" (?:(?:or )?{_ASK} (?:{_KEY})(?= |$)|or (?:{_KEY}) {_WHY} )"
_PRESS_FOR = re.compile(
    rf"\b(?:{_ASK}|or) (?P<key>{_KEY})(?: key)?(?: at any time)? {_WHY}"
    rf" (?P<purpose>.+?)(?={_NEXT}|$)"
)
_BEFORE = r"\b(?:for|to|about|want|need)"
_FOR_PRESS = re.compile(rf"{_BEFORE} (?P<purpose>(?:(?!{_ASK} |{_BEFORE} ).)+?) {_PRESS}")


class Option(NamedTuple):
    """A key and what the menu says that it is for, as plain text."""

    digits: str
    purpose: str


def options(plain_text: str) -> list[Option]:
    """Find what a menu offers: "for accounting press 2", or else "press 2 for accounting"; which of
    the two ways it speaks shows at its first key.
    """
    first_key, purpose_first = re.search(_PRESS, plain_text), _FOR_PRESS.search(plain_text)
    if first_key is None:
        return []
    says_purpose_first = purpose_first is not None and purpose_first.start() < first_key.start()
    pattern = _FOR_PRESS if says_purpose_first else _PRESS_FOR
    return [_option(match) for match in pattern.finditer(plain_text)]


def offers_keys(plain_text: str) -> bool:
    """Whether the text asks for a key at all."""
    return re.search(_PRESS, plain_text) is not None


def _option(match: re.Match[str]) -> Option:
    key = match["key"]
    return Option(_NUMBERS.get(key, key), match["purpose"])
