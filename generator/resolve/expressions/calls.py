"""The functions of the language and what they take.

They stand apart as a table of the language. Invariant: a function is total: what it takes is there
and of the right type.
"""

from typing import Protocol, get_args

from generator.diagnostics import Span, did_you_mean, quote
from generator.model.expressions import Call, Expression, FunctionName
from generator.model.names import Name
from generator.model.types import ListType, Primitive, Type
from generator.resolve.expressions.fitting import (
    BOOLEAN,
    DURATION,
    INTEGER,
    NUMBER,
    STRING,
    TIMESTAMP,
    UNKNOWN,
    can_be_ordered,
    named,
    primitive,
)
from generator.resolve.expressions.scope import Scope
from generator.resolve.expressions.syntax import CallSyntax, NameSyntax, Syntax

FUNCTIONS: tuple[FunctionName, ...] = get_args(FunctionName)

_OF_TEXT: dict[FunctionName, tuple[int, Primitive]] = {
    "lower": (1, STRING),
    "upper": (1, STRING),
    "contains": (2, BOOLEAN),
}
_BARE: dict[FunctionName, Primitive] = {
    "elapsed": DURATION,
    "time_left": DURATION,
    "now": TIMESTAMP,
}


class Typer(Protocol):
    """Gives the arguments their types, in one scope."""

    scope: Scope

    def typed(self, syntax: Syntax) -> Expression | None:
        """An expression with its types; None where a diagnostic says why not."""
        ...

    def fitting(self, syntax: Syntax, target: Type) -> Expression | None:
        """An expression whose value may stand where `target` is asked for."""
        ...

    def is_there(self, made: Expression) -> bool:
        """Whether a value is certainly there; complains if it is not."""
        ...

    def refuse(self, code: str, message: str, span: Span, advice: str | None = None) -> None:
        """Complain."""


def typed_call(syntax: CallSyntax, typer: Typer) -> Expression | None:
    """A call with its types; None where a diagnostic says why not."""
    function = next((each for each in FUNCTIONS if each == syntax.function), None)
    if function is None:
        message = f"{quote(syntax.function)} is not a function"
        advice = did_you_mean(syntax.function, [*FUNCTIONS, "has"])
        typer.refuse("TYPE210", message, syntax.function_span, advice)
        return None
    if function == "visits":
        return _visits(syntax, typer)
    if function in ("min", "max"):
        return _extreme(function, syntax, typer)
    if function == "count":
        return _count(syntax, typer)
    if function in _BARE:
        return _bare(function, syntax, typer)
    return _of_text(function, syntax, typer)


def _has_count(syntax: CallSyntax, count: int, typer: Typer) -> bool:
    found = len(syntax.arguments)
    if found != count:
        values = "value" if count == 1 else "values"
        message = f"{syntax.function} takes {count or 'no'} {values}, found {found}"
        typer.refuse("TYPE210", message, syntax.span)
    return found == count


def _bare(function: FunctionName, syntax: CallSyntax, typer: Typer) -> Expression | None:
    if not _has_count(syntax, 0, typer):
        return None
    if function == "time_left" and not typer.scope.has_deadline:
        message = "time_left() needs a deadline, and this flow has none"
        typer.refuse("NAME130", message, syntax.span, "give the flow a deadline")
        return None
    return Call(function, (), _BARE[function], syntax.span)


def _visits(syntax: CallSyntax, typer: Typer) -> Expression | None:
    if not _has_count(syntax, 1, typer):
        return None
    state = syntax.arguments[0]
    if not isinstance(state, NameSyntax):
        typer.refuse("TYPE210", "visits takes a state's name", state.span)
        return None
    if state.name not in typer.scope.states:
        advice = did_you_mean(state.name, typer.scope.states)
        message = f"{quote(state.name)} is not a state of this flow"
        typer.refuse("NAME109", message, state.span, advice)
        return None
    return Call("visits", (), INTEGER, syntax.span, Name(state.name, state.span))


def _count(syntax: CallSyntax, typer: Typer) -> Expression | None:
    if not _has_count(syntax, 1, typer):
        return None
    of = typer.typed(syntax.arguments[0])
    if of is None or not typer.is_there(of):
        return None
    if not isinstance(of.type, ListType) and of.type is not UNKNOWN:
        typer.refuse("TYPE202", f"count takes a list, found {named(of.type)}", of.span)
        return None
    return Call("count", (of,), INTEGER, syntax.span)


def _of_text(function: FunctionName, syntax: CallSyntax, typer: Typer) -> Expression | None:
    count, own = _OF_TEXT[function]
    if not _has_count(syntax, count, typer):
        return None
    arguments = [typer.fitting(each, STRING) for each in syntax.arguments]
    found = tuple(each for each in arguments if each)
    return Call(function, found, own, syntax.span) if len(found) == count else None


def _extreme(function: FunctionName, syntax: CallSyntax, typer: Typer) -> Expression | None:
    if len(syntax.arguments) < 2:
        typer.refuse("TYPE210", f"{function} takes two values or more", syntax.span)
        return None
    arguments = [typer.typed(each) for each in syntax.arguments]
    found = [each for each in arguments if each and typer.is_there(each)]
    if len(found) < len(arguments):
        return None
    first = found[0]
    for each in found:
        if not can_be_ordered(first.type, each.type):
            message = f"{function} cannot compare {named(first.type)} with {named(each.type)}"
            typer.refuse("TYPE203", message, each.span)
            return None
    owns = [primitive(each.type) or UNKNOWN for each in found]
    own = NUMBER if NUMBER in owns else owns[0]
    return Call(function, tuple(found), own, syntax.span)
