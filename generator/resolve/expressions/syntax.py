"""An expression as it was written, before its names mean anything.

It stands apart because parsing needs no types, and a flow's expressions are parsed once but typed
twice: what is known to be there shows only when the whole flow has been seen. Invariant: every node
knows its place.
"""

from typing import Literal, NamedTuple

from generator.diagnostics import Span
from generator.model.expressions import BinaryOperator

LiteralKind = Literal["number", "duration", "text", "boolean"]


class LiteralSyntax(NamedTuple):
    """A value that stands for itself; a duration in seconds."""

    kind: LiteralKind
    value: str | int | float | bool
    span: Span


class NameSyntax(NamedTuple):
    """A word: a variable, a root or a member of an enum."""

    name: str
    span: Span


class MemberSyntax(NamedTuple):
    """`of.name`."""

    of: "Syntax"
    name: str
    name_span: Span
    span: Span


class ItemSyntax(NamedTuple):
    """`of[position]`."""

    of: "Syntax"
    position: "Syntax"
    span: Span


class RestSyntax(NamedTuple):
    """`of[start..]`."""

    of: "Syntax"
    start: "Syntax"
    span: Span


class BinarySyntax(NamedTuple):
    """`left operator right`; `operator_span` is the operator's own place."""

    operator: BinaryOperator
    left: "Syntax"
    right: "Syntax"
    operator_span: Span
    span: Span


class NotSyntax(NamedTuple):
    """`not of`."""

    of: "Syntax"
    span: Span


class InSyntax(NamedTuple):
    """`of in [members]`."""

    of: "Syntax"
    members: tuple["Syntax", ...]
    span: Span


class ElseSyntax(NamedTuple):
    """`of else default`."""

    of: "Syntax"
    default: "Syntax"
    span: Span


class CallSyntax(NamedTuple):
    """`function(arguments)`, has(x) among them."""

    function: str
    function_span: Span
    arguments: tuple["Syntax", ...]
    span: Span


Syntax = (
    LiteralSyntax
    | NameSyntax
    | MemberSyntax
    | ItemSyntax
    | RestSyntax
    | BinarySyntax
    | NotSyntax
    | InSyntax
    | ElseSyntax
    | CallSyntax
)
