"""What building the states of one flow needs: its expressions, assignments and edges.

It stands apart because every kind of state has them. Invariant: an expression that is wrong is told
of and replaced by a value of the right type, so that the state around it is still there to check.
"""

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, did_you_mean, quote
from generator.load.tree import Mapping, Node, Scalar
from generator.model import Assignment, Bound, Edge, Field, Name, Type
from generator.model.expressions import Constant, Expression
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.expressions.fitting import BOOLEAN, STRING
from generator.resolve.expressions.parser import parse
from generator.resolve.expressions.scope import Scope
from generator.resolve.expressions.syntax import Syntax
from generator.resolve.expressions.text import Text
from generator.resolve.expressions.typing import Typer

Arguments = tuple[tuple[Name, Expression], ...]


class Workbench:
    """Builds the parts of states. Each text is parsed once, however often it is typed."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._parsed: dict[int, Syntax | Diagnostic] = {}

    def expression(
        self, node: Node | None, target: Type, scope: Scope, *, may_be_absent: bool = False
    ) -> Expression | None:
        """An expression whose value is a `target`; None where none is written."""
        if not isinstance(node, Scalar) or node.value is None:
            return None
        syntax = self._syntax(node)
        if isinstance(syntax, Diagnostic):
            self.draft.diagnostics.append(syntax)
            return _stand_in(node, target)
        typer = Typer(scope, self.draft.diagnostics)
        made = typer.fitting(syntax, target, may_be_absent=may_be_absent)
        return made or _stand_in(node, target)

    def any_value(self, node: Node | None, scope: Scope) -> Expression | None:
        """An expression of whatever type."""
        if not isinstance(node, Scalar) or node.value is None:
            return None
        syntax = self._syntax(node)
        if isinstance(syntax, Diagnostic):
            self.draft.diagnostics.append(syntax)
            return None
        return Typer(scope, self.draft.diagnostics).typed(syntax)

    def condition(self, node: Node | None, scope: Scope) -> Expression | None:
        """An expression that holds or does not."""
        return self.expression(node, BOOLEAN, scope)

    def assignments(self, node: Node | None, scope: Scope) -> tuple[Assignment, ...]:
        """`set`: variables and their new values."""
        made = []
        for name, value in reading.entries(node):
            if name not in scope.variables:
                message = f"{quote(name)} is not a variable of this flow"
                advice = did_you_mean(name, scope.variables)
                self.draft.complain("NAME110", message, name.span, advice)
                continue
            variable = scope.variables[name]
            of = self.expression(value, variable.type, scope, may_be_absent=variable.is_optional)
            if of is not None:
                made.append(Assignment(name, of))
        return tuple(made)

    def arguments(
        self, node: Node | None, fields: Iterable[Field], owner: Name, scope: Scope
    ) -> Arguments:
        """`with`: what a task or an event is given, each field once."""
        known = {str(field.name): field for field in fields}
        written = [str(name) for name, _ in reading.entries(node)]
        meant: set[str] = set()
        given: dict[str, tuple[Name, Expression]] = {}
        for name, value in reading.entries(node):
            field = known.get(name)
            if field is None:
                advice = did_you_mean(name, [each for each in known if each not in written])
                meant.update(each for each in known if advice and quote(each) in advice)
                message = f"{owner} takes no {quote(name)}"
                self.draft.complain("TYPE212", message, name.span, advice)
                continue
            of = self.expression(value, field.type, scope, may_be_absent=field.is_optional)
            if of is not None:
                given[name] = (name, of)
        for field in known.values():
            if not field.is_optional and field.name not in written and field.name not in meant:
                message = f"{owner} needs {quote(field.name)}, which it is not given"
                self.draft.complain("TYPE211", message, owner.span, f"add {field.name} to with")
        return tuple(given[name] for name in known if name in given)

    def edge(self, node: Node | None, scope: Scope) -> Edge | None:
        """A state's name, or `{set, next, at_most, per, else}`; None where the shape is wrong."""
        target = reading.name(node)
        if target is not None:
            return Edge(target, (), None, None, target.span)
        target = reading.name(reading.child(node, "next"))
        if node is None or target is None:
            return self.draft.built(None)
        sets = self.assignments(reading.child(node, "set"), scope)
        instead = reading.child(node, "else")
        return Edge(
            target,
            sets,
            self._bound(node, scope),
            self.edge(instead, scope) if instead is not None else None,
            node.span,
        )

    def state_name(self, node: Node | None, scope: Scope) -> Name | None:
        """A state of this flow by its name, where it is no transition."""
        name = reading.name(node)
        if name is not None and name not in scope.states:
            message = f"{quote(name)} is not a state of this flow"
            self.draft.complain("NAME109", message, name.span, did_you_mean(name, scope.states))
        return name

    def _bound(self, node: Node, scope: Scope) -> Bound | None:
        at_most = reading.whole(reading.child(node, "at_most"))
        if at_most is None or not isinstance(node, Mapping):
            return None
        per = self.state_name(node.get("per"), scope)
        return Bound(at_most, per, node.entries["at_most"].value.span)

    def _syntax(self, node: Scalar) -> Syntax | Diagnostic:
        found = self._parsed.get(id(node))
        if found is None:
            found = self._parsed[id(node)] = parse(Text(node, self.draft.sources))
        return found


def _stand_in(node: Scalar, target: Type) -> Expression:
    """What stands for an expression that is wrong: nothing is emitted, but flows stay whole."""
    return Constant("" if target == STRING else 0, target, node.span)
