"""A route's `when` as the part of an event pattern that filters on the facts' data.

It stands apart because a pattern can say far less than an expression: it is asked by the check that
tells the author so, and by the emitter. Invariant: the pattern matches a valid event exactly when
the expression holds for it; what a pattern cannot say is `Unsupported`, never approximated.
Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from typing import NamedTuple

from generator.diagnostics import Span
from generator.model.expressions import (
    Binary,
    Constant,
    Expression,
    Has,
    In,
    Member,
    Not,
    Root,
)
from generator.model.types import EnumType, Primitive, ScalarType, Type

# Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
LARGEST_NUMBER = 5e9
_FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEGATED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Unsupported(NamedTuple):
    """What a pattern cannot say, as the end of a sentence about the expression at `span`."""

    problem: str
    span: Span


class _Test(NamedTuple):
    """One test of one field: the field's path, and the items of its array in the pattern."""

    path: tuple[str, ...]
    items: list[object]
    span: Span


def compile_filter(expression: Expression) -> dict[str, object] | Unsupported:
    """Give the pattern of `detail.data` that an expression over `event` means.

    It takes comparisons of a field with a literal, `in`, `has` and a plain true-or-false field,
    each perhaps with `not` before it, joined by `and`.
    """
    tests: dict[tuple[str, ...], list[object]] = {}
    for part in _conjuncts(expression):
        test = _test(part, is_negated=False)
        if isinstance(test, Unsupported):
            return test
        joined = _join(tests.get(test.path), test)
        if isinstance(joined, Unsupported):
            return joined
        tests[test.path] = joined
    pattern: dict[str, object] = {}
    for path, items in tests.items():
        inner = pattern
        for name in path[:-1]:
            inner = inner.setdefault(name, {})  # type: ignore[assignment]  # only leaves are lists
        inner[path[-1]] = items
    return pattern


def _conjuncts(expression: Expression) -> list[Expression]:
    if isinstance(expression, Binary) and expression.operator == "and":
        return [*_conjuncts(expression.left), *_conjuncts(expression.right)]
    return [expression]


def _test(expression: Expression, *, is_negated: bool) -> _Test | Unsupported:
    match expression:
        case Not(of=of):
            return _test(of, is_negated=not is_negated)
        case Has(of=of, span=span):
            return _field_test(of, [{"exists": not is_negated}], span)
        case In(of=of, members=members, span=span):
            return _membership(of, members, span, is_negated=is_negated)
        case Binary(operator=operator, left=left, right=right, span=span) if operator in _FLIPPED:
            if isinstance(left, Constant):
                left, right, operator = right, left, _FLIPPED[operator]  # type: ignore[assignment]  # the table's values are operators
            name = _NEGATED[operator] if is_negated else operator
            return _comparison(left, name, right, span)
        case Member(type=Primitive(name="boolean"), span=span):
            return _field_test(expression, [not is_negated], span)
        case _:
            return Unsupported(
                "is more than a pattern can say: compare fields of the event with fixed values, "
                "joined by `and`",
                expression.span,
            )


def _comparison(
    field: Expression, operator: str, literal: Expression, span: Span
) -> _Test | Unsupported:
    if not isinstance(literal, Constant):
        return Unsupported("compares with something that is not a fixed value", literal.span)
    value = literal.value
    if isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
        return Unsupported("is beyond five billion, where patterns stop counting", literal.span)
    match operator:
        case "=":
            return _field_test(field, [value], span)
        case "!=" if isinstance(value, bool):
            return _field_test(field, [not value], span)
        case "!=":
            return _field_test(field, [{"anything-but": [value]}], span)
        case _ if isinstance(value, str | bool):
            return Unsupported("orders something that is not a number", span)
        case _:
            return _field_test(field, [{"numeric": [operator, value]}], span)


def _membership(
    field: Expression, members: tuple[Expression, ...], span: Span, *, is_negated: bool
) -> _Test | Unsupported:
    values: list[object] = []
    for each in members:
        if not isinstance(each, Constant):
            return Unsupported("compares with something that is not a fixed value", each.span)
        values.append(each.value)
    return _field_test(field, [{"anything-but": values}] if is_negated else values, span)


def _field_test(field: Expression, items: list[object], span: Span) -> _Test | Unsupported:
    path: list[str] = []
    inner = field
    while isinstance(inner, Member):
        path.insert(0, str(inner.name))
        inner = inner.of
    if not (isinstance(inner, Root) and inner.kind == "event" and path):
        return Unsupported("tests something that is not a field of the event", field.span)
    if path == ["timestamp"]:
        return Unsupported("tests the event's timestamp, which is not in its data", field.span)
    if not _is_single(field.type):
        return Unsupported("tests a list or a record; a pattern tests single values", field.span)
    return _Test(tuple(path), items, span)


def _is_single(kind: Type) -> bool:
    return isinstance(kind, Primitive | ScalarType | EnumType)


def _join(known: list[object] | None, test: _Test) -> list[object] | Unsupported:
    """Join two tests of one field: `has` with any other, or two bounds of a number."""
    present: list[object] = [{"exists": True}]
    if known is None or known == present:
        return test.items
    if test.items in (present, known):
        return known
    match known, test.items:
        case [{"numeric": [first, one]}], [{"numeric": [second, other]}]:
            return _range(sorted([(first, one), (second, other)], reverse=True), test)
        case _:
            problem = "tests one field twice; say it with one `in` or two bounds"
            return Unsupported(problem, test.span)


def _range(bounds: list[tuple[str, float]], test: _Test) -> list[object] | Unsupported:
    """Join a lower and an upper bound, which a pattern wants in this order.

    Bounds that leave no number between them come out as they are: that the route never fires is
    for its check to say.
    """
    (lower, low), (upper, high) = bounds
    if lower[0] == upper[0]:
        return Unsupported("has two bounds on the same side; keep the tighter one", test.span)
    if low == high and (lower, upper) == (">=", "<="):
        return [low]
    return [{"numeric": [lower, low, upper, high]}]
