"""The predicate inside a JSONPath filter, as in `$.rooms[?(@.beds > 1 && @.free)]`.

Stands apart from the path itself because it is a small expression language of its own.
Rules after Jayway: a bare path asks whether it exists; values of different kinds are unequal and
unordered; `=~` takes a /regular expression/; a bare word is text, as published definitions have it.
"""

import operator
import re
from collections.abc import Callable

from semantics.payload import Json

Predicate = Callable[[Json, Json], bool]
"""(item, root document) -> keep it?"""
_Operand = Callable[[Json, Json], Json]
_KeysParser = Callable[[str], tuple[str | int, ...]]
"""A definite path's text to its names and indexes."""

_MISSING = object()
_TOKEN = re.compile(
    r"\s*(?:(?P<path>[@$](?:\.\w[\w-]*|\['[^']*'\]|\[\"[^\"]*\"\]|\[-?\d+\])*)"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<regex>/(?:[^/\\]|\\.)+/i?)"
    r"|(?P<op>==|!=|<=|>=|=~|<|>|&&|\|\||!|\(|\))"
    r"|(?P<word>\w+))"
)


class FilterSyntaxError(ValueError):
    """The text in the filter is no predicate that this module knows."""


def parse_predicate(text: str, at: int, parse_keys: _KeysParser) -> tuple[Predicate, int]:
    """Parse a predicate from `at`; gives it and the place after its last token."""
    parser = _Parser(text, at, parse_keys)
    predicate = parser.either()
    return predicate, parser.at


class _Parser:
    def __init__(self, text: str, at: int, parse_keys: _KeysParser) -> None:
        self.text, self.at, self.parse_keys = text, at, parse_keys

    def either(self) -> Predicate:
        terms = [self.both()]
        while self.takes("||"):
            terms.append(self.both())
        return terms[0] if len(terms) == 1 else lambda i, r: any(term(i, r) for term in terms)

    def both(self) -> Predicate:
        terms = [self.term()]
        while self.takes("&&"):
            terms.append(self.term())
        return terms[0] if len(terms) == 1 else lambda i, r: all(term(i, r) for term in terms)

    def term(self) -> Predicate:
        if self.takes("!"):
            negated = self.term()
            return lambda item, root: not negated(item, root)
        if self.takes("("):
            inner = self.either()
            if not self.takes(")"):
                raise FilterSyntaxError(f"a parenthesis is not closed in {self.text!r}")
            return inner
        return self.comparison()

    def comparison(self) -> Predicate:
        left = self.operand()
        for sign, compare in _COMPARISONS.items():
            if self.takes(sign):
                right = self.operand()
                return lambda i, r: compare(left(i, r), right(i, r))
        return lambda item, root: left(item, root) is not _MISSING

    def takes(self, sign: str) -> bool:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found["op"] != sign:
            return False
        self.at = found.end()
        return True

    def operand(self) -> _Operand:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found["op"] is not None:
            raise FilterSyntaxError(f"a value is missing at {self.text[self.at :]!r}")
        self.at = found.end()
        if found["path"] is not None:
            return self.path(found["path"])
        constant = _constant(found)
        return lambda _item, _root: constant

    def path(self, text: str) -> _Operand:
        keys = self.parse_keys(text[1:])
        of_item = text[0] == "@"

        def read(item: Json, root: Json) -> Json:
            node = item if of_item else root
            for key in keys:
                try:
                    node = node[key]
                except (LookupError, TypeError):
                    return _MISSING
            return node

        return read


def _constant(found: re.Match[str]) -> Json:
    if found["number"] is not None:
        number = float(found["number"])
        return int(number) if number.is_integer() else number
    if found["text"] is not None:
        return re.sub(r"\\(.)", r"\1", found["text"][1:-1])
    if found["regex"] is not None:
        pattern, _, flags = found["regex"][1:].rpartition("/")
        try:
            return re.compile(pattern, re.IGNORECASE if flags else 0)
        except re.error as error:
            raise FilterSyntaxError(f"cannot read the expression /{pattern}/: {error}") from None
    return {"true": True, "false": False, "null": None}.get(found["word"], found["word"])


def _kind(value: Json) -> type:
    return float if type(value) is int else type(value)


def _ordered(compare: Callable[[Json, Json], bool]) -> Callable[[Json, Json], bool]:
    def check(left: Json, right: Json) -> bool:
        return _kind(left) is _kind(right) and _kind(left) in (float, str) and compare(left, right)

    return check


def _equal(left: Json, right: Json) -> bool:
    return _kind(left) is _kind(right) and bool(left == right)


def _searched(left: Json, right: Json) -> bool:
    return (
        isinstance(right, re.Pattern)
        and isinstance(left, str)
        and right.fullmatch(left) is not None
    )


_COMPARISONS: dict[str, Callable[[Json, Json], bool]] = {
    "==": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<=": _ordered(operator.le),
    ">=": _ordered(operator.ge),
    "<": _ordered(operator.lt),
    ">": _ordered(operator.gt),
    "=~": _searched,
}
