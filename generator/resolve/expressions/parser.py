"""Reads an expression: its words become a tree.

It stands apart because the grammar is small and complete by itself. From what binds least to what
binds most: `or`, `and`, `not`, comparisons and `in` (which do not chain), `else`, `+ -`, `* /`,
paths. Invariant: a text gives a tree or one diagnostic, however long or deep it is.
"""

import re

from generator.diagnostics import Diagnostic, Span, quote
from generator.model.expressions import BinaryOperator
from generator.resolve.expressions.syntax import (
    BinarySyntax,
    CallSyntax,
    ElseSyntax,
    InSyntax,
    ItemSyntax,
    LiteralSyntax,
    MemberSyntax,
    NameSyntax,
    NotSyntax,
    RestSyntax,
    Syntax,
)
from generator.resolve.expressions.text import Text
from generator.resolve.expressions.tokens import NotAnExpressionError, Token, cut

DEEPEST_NESTING = 20
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
KEYWORDS = frozenset(("and", "or", "not", "in", "else", "has", "true", "false"))

_ESCAPE = re.compile(r"\\(.)")
_CUT = "if a comma ended it, put it in quotes: inside {...} and [...] YAML cuts plain text there"
_LONGEST_NUMBER = 15  # digits that every JSON reader keeps
_COMPARISONS: dict[str, BinaryOperator] = {
    "=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
}  # fmt: skip
_SUMS: dict[str, BinaryOperator] = {"+": "+", "-": "-"}
_PRODUCTS: dict[str, BinaryOperator] = {"*": "*", "/": "/"}


def parse(text: Text) -> Syntax | Diagnostic:
    """The tree of an expression, or what keeps it from being one."""
    try:
        return _Parser(text).whole()
    except NotAnExpressionError as error:
        return error.diagnostic


class _Parser:
    def __init__(self, text: Text) -> None:
        self._text = text
        self._tokens = cut(text)
        self._at = 0
        self._depth = 0

    def whole(self) -> Syntax:
        """The whole text as one expression."""
        tree = self._either()
        if self._next.kind != "end":
            raise self._mistake(self._next, f"{quote(self._next.text)} does not belong here")
        return tree

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _is(self, *words: str) -> bool:
        return self._next.kind in ("operator", "name") and self._next.text in words

    def _demand(self, word: str) -> Token:
        if not self._is(word):
            raise self._mistake(self._next, f"expected {quote(word)}, found {_shown(self._next)}")
        return self._take()

    def _span(self, start: int) -> Span:
        """From the character `start` to the end of the last token taken."""
        return self._text.stretch(start, self._tokens[self._at - 1].end)

    def _mistake(
        self, token: Token, message: str, advice: str | None = None
    ) -> NotAnExpressionError:
        end = max(token.end, token.start + 1)
        if token.kind == "end":
            start = max(len(self._text.raw.rstrip()) - 1, 0)
            hint = advice or (_CUT if self._is_cut() else None)
            return NotAnExpressionError(self._text, start, start + 1, message, hint)
        return NotAnExpressionError(self._text, token.start, end, message, advice)

    def _is_cut(self) -> bool:
        """Whether YAML may have ended the text at a comma inside a bracket."""
        opened, closed = (sum(map(self._text.raw.count, each)) for each in ("([", ")]"))
        return opened > closed and not self._text.is_quoted

    def _binary(self, tree: Syntax, operator: BinaryOperator, sign: Token, right: Syntax) -> Syntax:
        whole = _join(tree.span, right.span)
        return BinarySyntax(operator, tree, right, self._text.stretch(sign.start, sign.end), whole)

    def _either(self) -> Syntax:
        tree = self._both()
        while self._is("or"):
            sign = self._take()
            tree = self._binary(tree, "or", sign, self._both())
        return tree

    def _both(self) -> Syntax:
        tree = self._negation()
        while self._is("and"):
            sign = self._take()
            tree = self._binary(tree, "and", sign, self._negation())
        return tree

    def _negation(self) -> Syntax:
        if not self._is("not"):
            return self._comparison()
        start = self._take().start
        of = self._negation()
        return NotSyntax(of, self._span(start))

    def _comparison(self) -> Syntax:
        start = self._next.start
        tree = self._default()
        if self._is("in"):
            self._take()
            members = self._members()
            tree = InSyntax(tree, members, self._span(start))
        elif self._next.kind == "operator" and self._next.text in _COMPARISONS:
            sign = self._take()
            tree = self._binary(tree, _COMPARISONS[sign.text], sign, self._default())
        if self._is("in") or (self._next.kind == "operator" and self._next.text in _COMPARISONS):
            advice = "join two comparisons by and"
            raise self._mistake(self._next, "comparisons cannot be chained", advice)
        return tree

    def _members(self) -> tuple[Syntax, ...]:
        self._demand("[")
        members = [self._default()]
        while self._is(","):
            self._take()
            members.append(self._default())
        self._demand("]")
        return tuple(members)

    def _default(self) -> Syntax:
        start = self._next.start
        tree = self._sum()
        if self._is("else"):
            self._take()
            default = self._default()
            return ElseSyntax(tree, default, self._span(start))
        return tree

    def _sum(self) -> Syntax:
        tree = self._product()
        while self._next.kind == "operator" and self._next.text in _SUMS:
            sign = self._take()
            tree = self._binary(tree, _SUMS[sign.text], sign, self._product())
        return tree

    def _product(self) -> Syntax:
        tree = self._path()
        while self._next.kind == "operator" and self._next.text in _PRODUCTS:
            sign = self._take()
            tree = self._binary(tree, _PRODUCTS[sign.text], sign, self._path())
        return tree

    def _path(self) -> Syntax:
        start = self._next.start
        tree = self._single()
        while self._is(".", "["):
            if self._take().text == ".":
                name = self._take()
                if name.kind != "name":
                    raise self._mistake(name, f"expected a field, found {_shown(name)}")
                place = self._text.stretch(name.start, name.end)
                tree = MemberSyntax(tree, name.text, place, self._span(start))
            else:
                tree = self._item(tree, start)
        return tree

    def _item(self, of: Syntax, start: int) -> Syntax:
        position = self._nested()
        is_rest = self._is("..")
        if is_rest:
            self._take()
        self._demand("]")
        made = RestSyntax if is_rest else ItemSyntax
        return made(of, position, self._span(start))

    def _nested(self) -> Syntax:
        """A whole expression inside brackets."""
        self._depth += 1
        if self._depth > DEEPEST_NESTING:
            message = f"brackets are nested more than {DEEPEST_NESTING} deep"
            raise self._mistake(self._next, message)
        tree = self._either()
        self._depth -= 1
        return tree

    def _single(self) -> Syntax:
        token = self._take()
        place = self._text.stretch(token.start, token.end)
        match token.kind:
            case "duration":
                return self._duration(token, place)
            case "number":
                return self._number(token, token.start)
            case "text":
                return LiteralSyntax("text", _ESCAPE.sub(r"\1", token.text[1:-1]), place)
            case "name":
                return self._word(token, place)
            case _ if token.text == "(":
                tree = self._nested()
                self._demand(")")
                return tree
            case _ if token.text == "-" and self._next.kind == "number":
                return self._number(self._take(), token.start)
        raise self._mistake(token, f"expected a value, found {_shown(token)}")

    def _word(self, token: Token, place: Span) -> Syntax:
        if token.text in ("true", "false"):
            return LiteralSyntax("boolean", token.text == "true", place)
        if self._is("("):
            self._take()
            arguments = self._arguments()
            return CallSyntax(token.text, place, arguments, self._span(token.start))
        if token.text in KEYWORDS:
            raise self._mistake(token, f"expected a value, found {_shown(token)}")
        return NameSyntax(token.text, place)

    def _arguments(self) -> tuple[Syntax, ...]:
        arguments: list[Syntax] = []
        while not self._is(")"):
            if arguments:
                self._demand(",")
            arguments.append(self._nested())
        self._demand(")")
        return tuple(arguments)

    def _number(self, token: Token, start: int) -> LiteralSyntax:
        digits = token.text
        if len(digits) > _LONGEST_NUMBER:
            raise self._mistake(token, f"{quote(digits)} has too many digits to be exact")
        if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
            raise self._mistake(token, f"{quote(digits)} is not a number", "leave the first 0 out")
        sign = "-" if start < token.start else ""
        value = float(sign + digits)
        whole = int(value) if value.is_integer() else value
        return LiteralSyntax("number", whole, self._span(start))

    def _duration(self, token: Token, place: Span) -> LiteralSyntax:
        digits = token.text[:-1]
        if len(digits) > _LONGEST_NUMBER - 5:
            raise self._mistake(token, f"{quote(token.text)} is too long")
        return LiteralSyntax("duration", int(digits) * SECONDS[token.text[-1]], place)


def _join(first: Span, last: Span) -> Span:
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)


def _shown(token: Token) -> str:
    return "the end" if token.kind == "end" else quote(token.text)
