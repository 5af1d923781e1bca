"""From one match expression of a pattern, such as {"prefix": "a"}, to its operator.

Apart from parsing.py because that one knows fields and this one operators.

Invariant: what the service refuses is refused here, in the service's words.
Source: aws/event-ruler, class JsonRuleCompiler; the recorded answers of the service.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import inf

from semantics.patterns.addresses import cidr_range
from semantics.patterns.invalid import InvalidPattern, Path
from semantics.patterns.operators import (
    Absent,
    AddressRange,
    AnythingBut,
    Equals,
    EqualsIgnoreCase,
    Excludable,
    NumberRange,
    Operator,
    Prefix,
    Present,
    Suffix,
    Wildcard,
)
from semantics.patterns.values import scalar
from semantics.patterns.wildcards import split_wildcard

_ONE_KEY = "Only one key allowed in match expression"
_TOO_MANY = "Too many elements in numeric expression"


def parse_expression(expression: Mapping[object, object], path: Path) -> Operator:
    """Read a match expression, an object with exactly one key."""
    if not expression:
        raise InvalidPattern("Match expression name not found", path)
    name, operand = next(iter(expression.items()))
    if not isinstance(name, str) or name not in _READERS:
        raise InvalidPattern(f"Unrecognized match type {name}", path)
    operator = _READERS[name](operand, (*path, name))
    if len(expression) > 1:
        counted = name in ("anything-but", "numeric")
        raise InvalidPattern(_TOO_MANY if counted else _ONE_KEY, path)
    return operator


def _exactly(operand: object, path: Path) -> Operator:
    return Equals(_text(operand, "exact match pattern must be a string", path))


def _equals_ignore_case(operand: object, path: Path) -> Operator:
    reason = "equals-ignore-case match pattern must be a string"
    return EqualsIgnoreCase(_text(operand, reason, path))


def _prefix(operand: object, path: Path) -> Operator:
    if isinstance(operand, dict):
        return Prefix(_text_to_fold(operand, "prefix", path), ignore_case=True)
    return Prefix(_text(operand, "prefix match pattern must be a string", path), ignore_case=False)


def _suffix(operand: object, path: Path) -> Operator:
    if isinstance(operand, dict):
        return Suffix(_text_to_fold(operand, "suffix", path), ignore_case=True)
    return Suffix(_text(operand, "suffix match pattern must be a string", path), ignore_case=False)


def _text_to_fold(operand: Mapping[object, object], place: str, path: Path) -> str:
    """Read {"equals-ignore-case": text}, the operand of a prefix or suffix."""
    if not operand:
        raise InvalidPattern(f"{place.capitalize()} expression name not found", path)
    name, text = next(iter(operand.items()))
    if name != "equals-ignore-case":
        raise InvalidPattern(f"Unsupported {place} pattern: {name}", path)
    folded = _text(text, "equals-ignore-case match pattern must be a string", (*path, name))
    if len(operand) > 1:
        raise InvalidPattern(_ONE_KEY, path)
    return folded


def _wildcard(operand: object, path: Path) -> Wildcard:
    text = _text(operand, "wildcard match pattern must be a string", path)
    try:
        return Wildcard(split_wildcard(text))
    except ValueError as error:
        raise InvalidPattern(str(error), path) from None


def _cidr(operand: object, path: Path) -> Operator:
    # The service really speaks of a prefix here.
    text = _text(operand, "prefix match pattern must be a string", path)
    try:
        return AddressRange(*cidr_range(text))
    except ValueError as error:
        raise InvalidPattern(str(error), path) from None


def _exists(operand: object, path: Path) -> Operator:
    if not isinstance(operand, bool):
        raise InvalidPattern("exists match pattern must be either true or false.", path)
    return Present() if operand else Absent()


def _numeric(operand: object, path: Path) -> Operator:
    if not isinstance(operand, list):
        raise InvalidPattern("Value of numeric must be an array.", path)
    comparison, *rest = operand or ["]"]
    if not operand or not isinstance(comparison, str):
        raise InvalidPattern(f"Invalid member in numeric match: {_token(comparison)}", path)
    if comparison not in ("=", "<", "<=", ">", ">="):
        raise InvalidPattern(f"Unrecognized numeric range operator: {comparison}", path)
    word = "equals" if comparison == "=" else comparison
    limit = _limit(rest[0] if rest else None, word, (*path, 1))
    if comparison in (">", ">="):
        return _range(comparison, limit, rest[1:], path)
    if len(rest) > 1:
        raise InvalidPattern(_TOO_MANY, path)
    if comparison == "=":
        return Equals(limit)
    return NumberRange(-inf, low_included=False, high=limit, high_included=comparison == "<=")


def _range(comparison: str, low: float, upper: list[object], path: Path) -> Operator:
    """Read what may follow a lower bound: nothing, or an upper one."""
    included = comparison == ">="
    if not upper:
        return NumberRange(low, included, inf, high_included=False)
    if not isinstance(upper[0], str):
        raise InvalidPattern(f"Bad value in numeric range: {_token(upper[0])}", (*path, 2))
    if upper[0] not in ("<", "<="):
        raise InvalidPattern(f"Bad numeric range operator: {upper[0]}", (*path, 2))
    high = _limit(upper[1] if len(upper) > 1 else None, upper[0], (*path, 3))
    if len(upper) > 2:
        raise InvalidPattern("Too many terms in numeric range expression", path)
    if low >= high:
        raise InvalidPattern("Bottom must be less than top", path)
    return NumberRange(low, included, high, high_included=upper[0] == "<=")


def _limit(value: object, word: str, path: Path) -> float:
    if not _is_number(value):
        raise InvalidPattern(f"Value of {word} must be numeric", path)
    return _comparable(value, path)


def _comparable(value: object, path: Path) -> float:
    """Return a number that the service can order; it refuses what a 64-bit float cannot hold."""
    try:
        number = scalar(value)
    except TypeError as error:
        raise InvalidPattern(str(error), path) from None
    if not isinstance(number, float):
        raise InvalidPattern(f"Cannot compare number : {number}", path)
    return number


def _anything_but(operand: object, path: Path) -> Operator:
    if isinstance(operand, dict):
        return _anything_but_like(operand, path)
    if isinstance(operand, str) or _is_number(operand):
        return AnythingBut((_excluded_value(operand, path),))
    if not isinstance(operand, list):
        raise InvalidPattern(_NOT_EXCLUDABLE, path)
    excluded = tuple(_excluded_value(item, (*path, at)) for at, item in enumerate(operand))
    if len({isinstance(item, str) for item in operand}) != 1:
        reason = (
            "Inside anything but list, either all values are number or string, "
            "mixed type is not supported"
        )
        raise InvalidPattern(reason, path)
    return AnythingBut(excluded)


def _excluded_value(item: object, path: Path) -> Equals:
    if isinstance(item, str):
        return Equals(item)
    if not _is_number(item):
        reason = "Inside anything but list, start|null|boolean is not supported."
        raise InvalidPattern(reason, path)
    return Equals(_comparable(item, path))


def _anything_but_like(operand: Mapping[object, object], path: Path) -> Operator:
    """Read {"prefix": ...}, {"suffix": ...}, {"wildcard": ...} or {"equals-ignore-case": ...}."""
    if not operand:
        raise InvalidPattern("Anything-But expression name not found", path)
    name, texts = next(iter(operand.items()))
    if not isinstance(name, str) or name not in _EXCLUSIONS:
        raise InvalidPattern(f"Unsupported anything-but pattern: {name}", path)
    read, inner = _EXCLUSIONS[name], (*path, name)
    if isinstance(texts, str) or _is_number(texts):
        excluded: tuple[Excludable, ...] = (read(texts, inner),)
    elif isinstance(texts, list):
        excluded = tuple(read(text, (*inner, at)) for at, text in enumerate(texts))
    else:
        raise InvalidPattern(_NOT_EXCLUDABLE, inner)
    if not excluded:
        raise InvalidPattern("Empty arrays are not allowed", inner)
    if len(operand) > 1:
        raise InvalidPattern(_TOO_MANY, path)
    return AnythingBut(excluded)


def _excluded_prefix(text: object, path: Path) -> Excludable:
    return Prefix(_excluded_affix(text, path), ignore_case=False)


def _excluded_suffix(text: object, path: Path) -> Excludable:
    return Suffix(_excluded_affix(text, path), ignore_case=False)


def _excluded_affix(text: object, path: Path) -> str:
    affix = _text(text, "prefix/suffix match pattern must be a string", path)
    if not affix:
        raise InvalidPattern("Null prefix/suffix not allowed", path)
    return affix


def _excluded_case(text: object, path: Path) -> Excludable:
    reason = (
        "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
    )
    return EqualsIgnoreCase(_text(text, reason, path))


def _text(operand: object, reason: str, path: Path) -> str:
    if not isinstance(operand, str):
        raise InvalidPattern(reason, path)
    return operand


def _token(value: object) -> str:
    """Return the value as the service's messages show it: a list by its bracket, for one."""
    match value:
        case list():
            return "["
        case dict():
            return "{"
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case _:
            return str(Decimal(value)) if isinstance(value, int) else type(value).__name__


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


_NOT_EXCLUDABLE = "Value of anything-but must be an array or single string/number value."

_EXCLUSIONS: dict[str, Callable[[object, Path], Excludable]] = {
    "equals-ignore-case": _excluded_case,
    "prefix": _excluded_prefix,
    "suffix": _excluded_suffix,
    "wildcard": _wildcard,
}

_READERS: dict[str, Callable[[object, Path], Operator]] = {
    "anything-but": _anything_but,
    "cidr": _cidr,
    "equals-ignore-case": _equals_ignore_case,
    "exactly": _exactly,
    "exists": _exists,
    "numeric": _numeric,
    "prefix": _prefix,
    "suffix": _suffix,
    "wildcard": _wildcard,
}
