"""Gives an expression its types.

It stands apart because here a wrong condition is found before anything is deployed: AWS would find
it when the call is already on the line. Invariant: what comes back is typed throughout; None means
that at least one diagnostic says why not, each at the part that it speaks of.
"""

from typing import assert_never

from generator.diagnostics import Diagnostic, Span, did_you_mean, quote
from generator.model.expressions import (
    Binary,
    Constant,
    Else,
    Expression,
    Has,
    In,
    Item,
    Member,
    Not,
    Rest,
    Root,
)
from generator.model.names import Name
from generator.model.types import EnumType, ListType, ScalarType, Type
from generator.resolve.expressions import calls
from generator.resolve.expressions.fitting import (
    BOOLEAN,
    DURATION,
    INTEGER,
    NUMBER,
    STRING,
    UNKNOWN,
    broken_constraint,
    field,
    fields,
    fits,
    named,
    primitive,
)
from generator.resolve.expressions.operators import comparison_mistake, counted
from generator.resolve.expressions.presence import NOTHING, Facts, path, proven
from generator.resolve.expressions.scope import Scope, look_up
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


class Typer:
    """Types expressions in one scope; what is wrong goes to `diagnostics`."""

    def __init__(self, scope: Scope, diagnostics: list[Diagnostic]) -> None:
        self.scope = scope
        self._diagnostics = diagnostics

    def fitting(
        self, syntax: Syntax, target: Type, *, may_be_absent: bool = False
    ) -> Expression | None:
        """An expression whose value may stand where `target` is asked for."""
        made = self.typed(syntax, target)
        if made is None or not (may_be_absent or self.is_there(made)):
            return None
        if not fits(made.type, target):
            self.refuse("TYPE202", f"expected {named(target)}, found {named(made.type)}", made.span)
            return None
        return made

    def typed(self, syntax: Syntax, expected: Type | None = None) -> Expression | None:
        """An expression with its types; `expected` tells which enum a word belongs to."""
        match syntax:
            case LiteralSyntax():
                return self._literal(syntax, expected)
            case NameSyntax():
                meant = look_up(syntax, expected, self.scope)
                if isinstance(meant, Diagnostic):
                    self._diagnostics.append(meant)
                    return None
                return meant
            case MemberSyntax():
                return self._member(syntax)
            case ItemSyntax() | RestSyntax():
                return self._part(syntax)
            case BinarySyntax():
                return self._binary(syntax)
            case NotSyntax():
                of = self.fitting(syntax.of, BOOLEAN)
                return Not(of, BOOLEAN, syntax.span) if of else None
            case InSyntax():
                return self._in(syntax)
            case ElseSyntax():
                return self._else(syntax, expected)
            case CallSyntax(function="has"):
                return self._has(syntax)
            case CallSyntax():
                return calls.typed_call(syntax, self)
            case _:
                assert_never(syntax)

    def is_there(self, made: Expression) -> bool:
        """Whether a value is certainly there; complains if it is not."""
        is_optional = isinstance(made, Root | Member | Else) and made.is_optional
        if is_optional:
            shown = path(made) or "this value"
            message = f"{quote(shown)} may not be there"
            advice = f"test has({shown}) first, or give a default: {shown} else ..."
            self.refuse("TYPE205", message, made.span, advice)
        return not is_optional

    def refuse(self, code: str, message: str, span: Span, advice: str | None = None) -> None:
        """Complain."""
        self._diagnostics.append(Diagnostic(code, message, span, help=advice))

    def _knowing(self, facts: Facts) -> "Typer":
        return Typer(self.scope._replace(present=self.scope.present | facts), self._diagnostics)

    def _declared(self, syntax: Syntax) -> Expression | None:
        """Type a value as if nothing were known to be there."""
        return Typer(self.scope._replace(present=NOTHING), self._diagnostics).typed(syntax)

    def _literal(self, literal: LiteralSyntax, expected: Type | None) -> Expression | None:
        value, span = literal.value, literal.span
        match literal.kind:
            case "boolean":
                return Constant(value, BOOLEAN, span)
            case "duration":
                return Constant(value, DURATION, span)
            case "number":
                own = INTEGER if isinstance(value, int) else NUMBER
            case "text":
                own = STRING
            case _:
                assert_never(literal.kind)
        if isinstance(expected, EnumType) and own == STRING:
            message = f"expected {expected.name}, found text"
            self.refuse("TYPE202", message, span, f"write {value} without quotes")
            return None
        if not isinstance(expected, ScalarType) or not fits(own, expected.base):
            return Constant(value, own, span)
        demand = broken_constraint(value, expected)
        if demand:
            shown = quote(value) if isinstance(value, str) else value
            self.refuse("TYPE207", f"{expected.name} is {demand}, found {shown}", span)
            return None
        return Constant(value, expected, span)

    def _member(self, syntax: MemberSyntax) -> Expression | None:
        of = self.typed(syntax.of)
        if of is None:
            return None
        listed = of.type if isinstance(of.type, ListType) else None
        owner = listed.item if listed else of.type
        if owner is UNKNOWN:
            name = Name(syntax.name, syntax.name_span)
            return Member(of, name, UNKNOWN, False, syntax.span)  # noqa: FBT003  # a field of a tuple
        found = field(owner, syntax.name)
        if found is None or (listed and isinstance(found.type, ListType)):
            self._no_field(syntax, owner, is_nested=found is not None)
            return None
        name, span = Name(syntax.name, syntax.name_span), syntax.span
        own = ListType(found.type, 0, listed.at_most) if listed else found.type
        absent = isinstance(of, Root | Member | Else) and of.is_optional
        made = Member(of, name, own, absent or (found.is_optional and not listed), span)
        return made._replace(is_optional=False) if path(made) in self.scope.present else made

    def _no_field(self, syntax: MemberSyntax, owner: Type, *, is_nested: bool) -> None:
        name, place = quote(syntax.name), syntax.name_span
        if is_nested:
            self.refuse("TYPE204", f"{name} of each item would be a list of lists", place)
            return
        known = [each.name for each in fields(owner)]
        message = f"{named(owner)} has no field {name}"
        if not known:
            message = f"{named(owner)} has no fields"
        self.refuse("TYPE204", message, place, did_you_mean(syntax.name, known))

    def _part(self, syntax: ItemSyntax | RestSyntax) -> Expression | None:
        of = self.typed(syntax.of)
        position = syntax.position if isinstance(syntax, ItemSyntax) else syntax.start
        at = self.fitting(position, INTEGER)
        if of is None or at is None or not self.is_there(of):
            return None
        if of.type is UNKNOWN:
            return Item(of, at, UNKNOWN, syntax.span)
        if not isinstance(of.type, ListType):
            self.refuse("TYPE203", f"only a list has items, this is {named(of.type)}", of.span)
            return None
        if isinstance(syntax, ItemSyntax):
            return Item(of, at, of.type.item, syntax.span)
        return Rest(of, at, ListType(of.type.item, 0, of.type.at_most), syntax.span)

    def _binary(self, syntax: BinarySyntax) -> Expression | None:
        if syntax.operator in ("and", "or"):
            return self._joined(syntax)
        sides = self._sides(syntax)
        if sides is None:
            return None
        left, right = sides
        if syntax.operator in ("=", "!=", "<", "<=", ">", ">="):
            mistake = comparison_mistake(syntax, left, right)
            if mistake:
                self._diagnostics.append(mistake)
                return None
            return Binary(syntax.operator, left, right, BOOLEAN, syntax.span)
        own = counted(syntax, left, right)
        if isinstance(own, Diagnostic):
            self._diagnostics.append(own)
            return None
        return Binary(syntax.operator, left, right, own, syntax.span)

    def _joined(self, syntax: BinarySyntax) -> Expression | None:
        """The right side of `and` is read only where the left holds, that of `or` where not."""
        left = self.fitting(syntax.left, BOOLEAN)
        known = proven(left, holds=syntax.operator == "and") if left else NOTHING
        right = self._knowing(known).fitting(syntax.right, BOOLEAN)
        if left is None or right is None:
            return None
        return Binary(syntax.operator, left, right, BOOLEAN, syntax.span)

    def _sides(self, syntax: BinarySyntax) -> tuple[Expression, Expression] | None:
        """Both sides, present. A word that is no variable takes its meaning from the other side."""
        if self._is_word(syntax.left) and not self._is_word(syntax.right):
            right = self.typed(syntax.right)
            left = self.typed(syntax.left, right.type) if right else None
        else:
            left = self.typed(syntax.left)
            right = self.typed(syntax.right, self._expected(syntax, left))
        if left is None or right is None:
            return None
        present = [self.is_there(each) for each in (left, right)]
        return (left, right) if all(present) else None

    def _is_word(self, syntax: Syntax) -> bool:
        return isinstance(syntax, NameSyntax) and not self.scope.has(syntax.name)

    def _expected(self, syntax: BinarySyntax, left: Expression | None) -> Type | None:
        """What the right side should be: only for equality must a literal keep constraints."""
        if left is None:
            return UNKNOWN
        if syntax.operator in ("=", "!="):
            return left.type
        return left.type if isinstance(left.type, EnumType) else primitive(left.type)

    def _in(self, syntax: InSyntax) -> Expression | None:
        of = self.typed(syntax.of)
        if of is None or not self.is_there(of):
            return None
        members = [self.fitting(each, of.type) for each in syntax.members]
        found = tuple(each for each in members if each)
        if len(found) < len(members):
            return None
        seen: set[object] = set()
        for each in found:
            if isinstance(each, Constant):
                if each.value in seen:
                    self.refuse("TYPE206", f"{quote(str(each.value))} is given twice", each.span)
                seen.add(each.value)
        return In(of, found, BOOLEAN, syntax.span)

    def _has(self, syntax: CallSyntax) -> Expression | None:
        if len(syntax.arguments) != 1:
            self.refuse("TYPE210", "has takes one value", syntax.span, "write has(x)")
            return None
        of = self._declared(syntax.arguments[0])
        if of is None or not self._is_optional(of):
            return None
        return Has(of, BOOLEAN, syntax.span)

    def _else(self, syntax: ElseSyntax, expected: Type | None) -> Expression | None:
        of = self._declared(syntax.of)
        default = self.typed(syntax.default, of.type if of else expected)
        if of is None or default is None or not self._is_optional(of):
            return None
        if not fits(default.type, of.type):
            message = f"expected {named(of.type)}, found {named(default.type)}"
            self.refuse("TYPE202", message, default.span)
            return None
        absent = isinstance(default, Root | Member | Else) and default.is_optional
        return Else(of, default, of.type, absent, syntax.span)

    def _is_optional(self, of: Expression) -> bool:
        is_optional = isinstance(of, Root | Member | Else) and of.is_optional
        if not is_optional and of.type is not UNKNOWN:
            shown = path(of)
            message = f"{quote(shown) if shown else 'this value'} is always there"
            self.refuse("TYPE206", message, of.span, "leave the test or the default out")
        return is_optional or of.type is UNKNOWN
