"""The conditions of a Choice in JSONPath mode: comparisons, tests of type, And, Or, Not.

Stands apart because it is a language of its own. A value of another type than the operator's never
matches and is no error; a path that leads nowhere is one, except to IsPresent.
Source: Amazon States Language specification, "Choice State"; recorded executions.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from semantics.jsonpath import PathNotFound
from semantics.payload import Json
from semantics.timestamps import parse_timestamp
from simulator.asl.definition import Fields
from simulator.asl.errors import runtime_error
from simulator.asl.languages.path_fields import compile_reference
from simulator.asl.machine import Evaluate, Frame

Holds = Callable[[Frame, Json], bool]

_TOP_FIELDS = frozenset(["Next", "Assign"])
"""What only a rule of the state itself may have, not one inside And, Or or Not."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type that operators compare: `read` gives what is compared, or None for another type."""

    name: str
    read: Callable[[Json], Json]


def compile_rule(rule: Fields) -> Holds:
    """A rule of a Choice as a function of (branch, document)."""
    return _compile(rule, _TOP_FIELDS | {"Variable", "Comment"})


def _compile_inner(rule: Fields) -> Holds:
    return _compile(rule, frozenset(["Variable", "Comment"]))


def _compile(rule: Fields, besides: frozenset[str]) -> Holds:
    names = [name for name in rule if name not in besides]
    for name in names:
        if name in _TOP_FIELDS:
            raise rule.error("only a rule of the state itself has it", name)
    if len(names) != 1:
        raise rule.error(f"one operator is needed, not {len(names)}")
    name = names[0]
    match name:
        case "Not":
            negated = _compile_inner(rule.object("Not"))
            return lambda branch, document: not negated(branch, document)
        case "And":
            parts = _parts(rule, "And")
            return lambda branch, document: all(part(branch, document) for part in parts)
        case "Or":
            parts = _parts(rule, "Or")
            return lambda branch, document: any(part(branch, document) for part in parts)
        case _:
            return _compile_test(rule, name)


def _compile_test(rule: Fields, name: str) -> Holds:
    path = rule.text("Variable")
    variable = compile_reference(path, "Variable", rule)
    if name == "IsPresent":
        return _compile_presence(variable, expected=_expected(rule, name))
    read = _present(variable, path)
    if name in _TYPE_TESTS:
        test, expected = _TYPE_TESTS[name], _expected(rule, name)
        return lambda branch, document: test(read(branch, document)) is expected
    return _compile_comparison(rule, name, read)


def _parts(rule: Fields, name: str) -> list[Holds]:
    parts = [_compile_inner(part) for part in rule.objects(name)]
    if not parts:
        raise rule.error("at least one condition is needed", name)
    return parts


def _expected(rule: Fields, name: str) -> bool:
    if not isinstance(rule.get(name), bool):
        raise rule.error("true or false is needed", name)
    return rule.flag(name)


def _present(variable: Evaluate, path: str) -> Evaluate:
    def read(branch: Frame, document: Json) -> Json:
        try:
            return variable(branch, document)
        except PathNotFound:
            raise runtime_error(
                f"Invalid path '{path}': "
                "The choice state's condition path references an invalid value."
            ) from None

    return read


def _compile_presence(variable: Evaluate, *, expected: bool) -> Holds:
    def holds(branch: Frame, document: Json) -> bool:
        try:
            variable(branch, document)
        except PathNotFound:
            return not expected
        return expected

    return holds


def _compile_comparison(rule: Fields, name: str, read: Evaluate) -> Holds:
    plain = name.removesuffix("Path")
    if plain not in _COMPARISONS or (plain == "StringMatches" and name != plain):
        raise rule.error(f"there is no operator {name}", name)
    kind, compare = _COMPARISONS[plain]
    if name != plain:
        other = rule.text(name)
        return _compare_with(
            kind, compare, read, _present(compile_reference(other, name, rule), other)
        )
    literal = kind.read(rule.get(name))
    if literal is None:
        raise rule.error(f"a {kind.name} is needed", name)
    if plain == "StringMatches":
        if _OPEN_ESCAPE.fullmatch(literal):
            raise rule.error("a backslash must be followed by * or by another", name)
        pattern = _wildcards(literal)
        return lambda branch, document: _matches(pattern, read(branch, document))
    return _compare_to(kind, compare, read, literal)


def _compare_to(
    kind: Kind, compare: Callable[[Json, Json], bool], read: Evaluate, literal: Json
) -> Holds:
    convert = kind.read

    def holds(branch: Frame, document: Json) -> bool:
        value = convert(read(branch, document))
        return value is not None and compare(value, literal)

    return holds


def _compare_with(
    kind: Kind, compare: Callable[[Json, Json], bool], read: Evaluate, other: Evaluate
) -> Holds:
    convert = kind.read

    def holds(branch: Frame, document: Json) -> bool:
        left, right = convert(read(branch, document)), convert(other(branch, document))
        return left is not None and right is not None and compare(left, right)

    return holds


_OPEN_ESCAPE = re.compile(r"(?:[^\\]|\\[\\*])*\\(?:[^\\*].*)?", re.DOTALL)


def _wildcards(text: str) -> re.Pattern[str]:
    r"""`*` stands for anything, `\*` for itself and `\\` for a backslash."""
    parts = re.split(r"(\\\\|\\\*|\*)", text)
    signs = {"*": ".*", r"\*": re.escape("*"), r"\\": re.escape("\\")}
    return re.compile("".join(signs.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _matches(pattern: re.Pattern[str], value: Json) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_number(value: Json) -> bool:
    return type(value) is int or type(value) is float


def _read_timestamp(value: Json) -> Json:
    return parse_timestamp(value) if type(value) is str else None


_TEXT = Kind("string", lambda value: value if type(value) is str else None)
_NUMBER = Kind("number", lambda value: value if _is_number(value) else None)
_FLAG = Kind("boolean", lambda value: value if type(value) is bool else None)
_MOMENT = Kind("timestamp", _read_timestamp)

_ORDERS: dict[str, Callable[[Json, Json], bool]] = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "GreaterThan": operator.gt,
    "LessThanEquals": operator.le,
    "GreaterThanEquals": operator.ge,
}
_COMPARISONS: dict[str, tuple[Kind, Callable[[Json, Json], bool]]] = {
    "BooleanEquals": (_FLAG, operator.eq),
    "StringMatches": (_TEXT, operator.eq),
    **{f"String{name}": (_TEXT, compare) for name, compare in _ORDERS.items()},
    **{f"Numeric{name}": (_NUMBER, compare) for name, compare in _ORDERS.items()},
    **{f"Timestamp{name}": (_MOMENT, compare) for name, compare in _ORDERS.items()},
}
_TYPE_TESTS: dict[str, Callable[[Json], bool]] = {
    "IsNull": lambda value: value is None,
    "IsBoolean": lambda value: type(value) is bool,
    "IsNumeric": _is_number,
    "IsString": lambda value: type(value) is str,
    "IsTimestamp": lambda value: _read_timestamp(value) is not None,
}
