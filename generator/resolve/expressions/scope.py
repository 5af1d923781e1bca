"""What the names in an expression may mean, and how to say that one means nothing.

It stands apart because a name is looked up in four places, in an order that the language defines.
Invariant: a name that could mean two things is refused, never guessed.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from generator.diagnostics import Diagnostic, did_you_mean, quote
from generator.model.expressions import Constant, Expression, Root, RootKind
from generator.model.flows import Variable
from generator.model.names import Name
from generator.model.types import EnumType, Type
from generator.resolve.expressions.fitting import UNKNOWN
from generator.resolve.expressions.presence import NOTHING, Facts
from generator.resolve.expressions.syntax import NameSyntax

_WHERE_KNOWN: dict[str, str] = {
    "input": "a flow's input is known in the flow alone",
    "result": "a result is known in the set of a task that gives one",
    "event": "an event is known on an await's transition and in a route's when",
    "error": "an error is known on the transition of a catch whose error has fields",
}
ROOTS = frozenset(_WHERE_KNOWN)


class Scope(NamedTuple):
    """What is known where an expression stands.

    `present` are the optional values that are certainly there.
    """

    variables: Mapping[str, Variable] = {}
    roots: Mapping[RootKind, Type] = {}
    states: Collection[str] = ()
    has_deadline: bool = False
    present: Facts = NOTHING

    def has(self, name: str) -> bool:
        """Whether a name is a variable or a root here."""
        return name in self.variables or name in self.roots

    def at_edge(self, root: RootKind, of: Type) -> "Scope":
        """The scope of an edge on which one root more is known."""
        return self._replace(roots={**self.roots, root: of})


def look_up(name: NameSyntax, expected: Type | None, scope: Scope) -> Expression | Diagnostic:
    """What a name means, or what is wrong with it."""
    word, span = name
    is_member = isinstance(expected, EnumType) and word in expected.values
    if is_member and scope.has(word):
        message = f"{quote(word)} is both a variable and a member of {named_enum(expected)}"
        return Diagnostic("TYPE209", message, span, help="rename the variable")
    if isinstance(expected, EnumType) and is_member:
        return Constant(word, expected, span)
    if word in scope.variables:
        variable = scope.variables[word]
        is_optional = variable.is_optional and word not in scope.present
        return Root("variable", Name(word, span), variable.type, is_optional, span)
    for kind, of in scope.roots.items():
        if kind == word:
            return Root(kind, Name(word, span), of, False, span)  # noqa: FBT003  # a field of a tuple
    if expected is UNKNOWN:
        return Constant(word, UNKNOWN, span)
    return _unknown(name, expected, scope)


def named_enum(of: Type | None) -> str:
    """An enum's name for a message."""
    return str(of.name) if isinstance(of, EnumType) else "an enum"


def _unknown(name: NameSyntax, expected: Type | None, scope: Scope) -> Diagnostic:
    word, span = name
    known = [*scope.variables, *scope.roots]
    if isinstance(expected, EnumType):
        message = f"{quote(word)} is no member of {expected.name}"
        advice = did_you_mean(word, expected.values) or did_you_mean(word, known)
        return Diagnostic("TYPE208", message, span, help=advice or _listed(expected.values))
    if word in ROOTS:
        message = f"there is no {quote(word)} here"
        return Diagnostic("NAME110", message, span, help=_WHERE_KNOWN[word])
    message = f"{quote(word)} is not a variable"
    return Diagnostic("NAME110", message, span, help=did_you_mean(word, known))


def _listed(words: Iterable[str]) -> str | None:
    listed = list(words)
    return f"its members: {', '.join(listed)}" if len(listed) <= 12 else None
