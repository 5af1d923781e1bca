"""Cuts an expression into its words.

It stands apart because what may not stand in an expression at all (`==`, `&&`, single quotes) is
best told where the characters are still in sight. Invariant: the tokens cover the text but for its
white space.
"""

import re
from typing import Literal, NamedTuple

from generator.diagnostics import Diagnostic, quote
from generator.resolve.expressions.text import Text

MOST_TOKENS = 200
LONGEST_EXPRESSION = 2000

TokenKind = Literal["duration", "number", "name", "text", "operator", "end"]

_TOKEN = re.compile(
    r"(?P<duration>[0-9]+[smhd](?![A-Za-z0-9_]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_]))"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r'|(?P<text>"(?:[^"\\]|\\["\\])*")'
    r"|(?P<operator>==|!=|<=|>=|&&|\|\||\.\.|[=<>+\-*/()\[\],.!])"
)
_SPACE = re.compile(r"\s*")
_INSTEAD = {"==": "=", "&&": "and", "||": "or", "!": "not"}


class Token(NamedTuple):
    """A word from `start` up to `end`; `end` as a kind is the end of the text."""

    kind: TokenKind
    text: str
    start: int
    end: int


class NotAnExpressionError(Exception):
    """The text cannot be read; `diagnostic` says where and why."""

    def __init__(self, text: Text, start: int, end: int, message: str, advice: str | None) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic("TYPE201", message, text.stretch(start, end), help=advice)


def cut(text: Text) -> list[Token]:
    """The tokens of an expression, the end last; raises NotAnExpressionError."""
    raw = text.raw
    if len(raw) > LONGEST_EXPRESSION:
        message = f"the expression is longer than the {LONGEST_EXPRESSION} characters that are read"
        raise NotAnExpressionError(text, 0, len(raw), message, None)
    tokens: list[Token] = []
    at = _skip(raw, 0)
    while at < len(raw):
        match = _TOKEN.match(raw, at)
        if match is None:
            raise _unreadable(text, at)
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the groups bear the kinds' names
        word = match.group()
        if word in _INSTEAD:
            advice = f"write {_INSTEAD[word]}"
            message = f"{quote(word)} is not in the language"
            raise NotAnExpressionError(text, at, match.end(), message, advice)
        tokens.append(Token(kind, word, at, match.end()))
        at = _skip(raw, match.end())
    if len(tokens) > MOST_TOKENS:
        message = f"the expression has more than {MOST_TOKENS} words"
        raise NotAnExpressionError(text, 0, len(raw), message, None)
    return [*tokens, Token("end", "", len(raw), len(raw))]


def _skip(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _unreadable(text: Text, at: int) -> NotAnExpressionError:
    character = text.raw[at]
    if character == '"':
        message, advice = "the text has no end", 'close it with ", and write \\" for a " inside it'
        return NotAnExpressionError(text, at, len(text.raw), message, advice)
    if character == "'":
        return NotAnExpressionError(text, at, at + 1, "text stands in double quotes", 'write "..."')
    if character.isdigit():
        end = at
        while end < len(text.raw) and (text.raw[end].isalnum() or text.raw[end] == "_"):
            end += 1
        message = f"{quote(text.raw[at:end])} is neither a number nor a duration"
        advice = "durations are written like 30s, 10m, 24h or 7d"
        return NotAnExpressionError(text, at, end, message, advice)
    message = f"{quote(character)} cannot stand in an expression"
    return NotAnExpressionError(text, at, at + 1, message, None)
