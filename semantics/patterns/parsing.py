"""From a pattern as JSON to the branches that the matcher runs.

A pattern is an "and" of fields; each `$or` in it multiplies that into branches, as the service
itself compiles it. Within a branch the last word on a path holds, however the path is written.

Invariant: whatever is handed in, the only exception is InvalidPattern.
Source: aws/event-ruler, class JsonRuleCompiler; the recorded answers of the service.
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NoReturn

from semantics.patterns.addresses import ip_address
from semantics.patterns.invalid import InvalidPattern, Path
from semantics.patterns.matching import Field, Pattern
from semantics.patterns.operator_parsing import parse_expression
from semantics.patterns.operators import AddressRange, AnythingBut, Equals, Operator, Wildcard
from semantics.patterns.values import scalar
from semantics.patterns.wildcards import MAX_COMPLEXITY, Segments, complexity

# PutRule, parameter EventPattern (service model "events", shape EventPattern).
MAX_CHARACTERS = 4096
# Our own bounds, far above what 4,096 characters of sense can need.
MAX_DEPTH = 100
MAX_BRANCHES = 1000

# Field names that cannot stand inside `$or`, so that a misplaced operator is noticed.
# Source: aws/event-ruler, class Constants, RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP.
_RESERVED = frozenset(
    (
        *("exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists"),
        *("wildcard", "numeric", "cidr", "=", "<", "<=", ">", ">="),
        *("regex", "not-wildcard", "not-equals-ignore-case"),
        *("date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"),
        *("ip-address-in-range", "ip-address-not-in-range"),
    )
)

_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*"?')
_BRACKETS = re.compile(r"[\[\]{}]")

Branch = dict[str, Field]


def parse(pattern: object) -> Pattern:
    """Read a pattern that is already parsed JSON: dicts, lists, text, numbers, booleans, None."""
    if not isinstance(pattern, dict):
        raise InvalidPattern("Filter is not an object", ())
    branches = _parse_object([{}], pattern, (), "", inside_or=False)
    return Pattern(tuple(tuple(branch[path] for path in sorted(branch)) for branch in branches))


def parse_json(text: str) -> Pattern:
    """Read a pattern from JSON text, as strictly as PutRule: size, syntax, each key once."""
    if len(text) > MAX_CHARACTERS:
        raise InvalidPattern(f"{len(text)} characters, at most {MAX_CHARACTERS} are allowed", ())
    if _depth(text) > 2 * MAX_DEPTH:  # what is less deep than this, `parse` refuses at its place
        raise InvalidPattern(_TOO_DEEP, ())
    try:
        pattern = json.loads(
            text,
            object_pairs_hook=_object_without_duplicates,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise InvalidPattern(f"not JSON: {error}", ()) from None
    return parse(pattern)


def _depth(text: str) -> int:
    """How deep JSON is nested. Measured on the text, because Python's own limit is anybody's to set
    and far from ours.
    """
    deepest = depth = 0
    for bracket in _BRACKETS.findall(_TEXTS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object_without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise InvalidPattern(f"Path `{key}` cannot be allowed multiple times", (key,))
        found[key] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidPattern(f"not JSON: {name}", ())


def _parse_object(
    branches: list[Branch],
    node: Mapping[object, object],
    path: Path,
    prefix: str,
    *,
    inside_or: bool,
) -> list[Branch]:
    """Add an object's fields to each branch, in place, and return the branches there are then.

    `prefix` is the dotted path to the object, with its last dot.
    """
    if not node:
        raise InvalidPattern("Empty objects are not allowed", path)
    if len(path) > MAX_DEPTH:
        raise InvalidPattern(_TOO_DEEP, path)
    for key, value in node.items():
        here = (*path, _key(key, path))
        if key == "$or":
            branches = _parse_or(branches, value, here, prefix)
            continue
        if inside_or and key in _RESERVED:
            reason = f"{key} is Ruler reserved fieldName which cannot be used inside $or."
            raise InvalidPattern(reason, here)
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            branches = _parse_object(branches, value, here, f"{name}.", inside_or=inside_or)
        elif isinstance(value, list):
            field = Field.of(name, _parse_alternatives(value, here))
            for branch in branches:
                branch[name] = field
        else:
            raise InvalidPattern(f'"{key}" must be an object or an array', here)
    return branches


def _parse_or(branches: list[Branch], node: object, path: Path, prefix: str) -> list[Branch]:
    """Replace each branch by one for each alternative."""
    if not isinstance(node, list):
        raise InvalidPattern("It must be an Array followed with $or.", path)
    alternatives: list[Branch] = []
    for at, item in enumerate(node):
        here = (*path, at)
        if not isinstance(item, dict):
            reason = "Only JSON object is allowed in array of $or relationship."
            raise InvalidPattern(reason, here)
        copies = [dict(branch) for branch in branches]
        alternatives += _parse_object(copies, item, here, prefix, inside_or=True)
        if len(alternatives) > MAX_BRANCHES:
            raise InvalidPattern(f"$or multiplies to more than {MAX_BRANCHES} rules", path)
    if len(node) < 2:
        raise InvalidPattern("There must have at least 2 Objects in $or relationship.", path)
    return alternatives


def _parse_alternatives(values: list[object], path: Path) -> tuple[Operator, ...]:
    operators = tuple(_parse_value(value, (*path, at)) for at, value in enumerate(values))
    if not operators:
        raise InvalidPattern("Empty arrays are not allowed", path)
    if complexity(_wildcards(operators)) > MAX_COMPLEXITY:
        reason = (
            "Rule is too complex - try using fewer wildcard characters or fewer repeating "
            "character sequences after a wildcard character"
        )
        raise InvalidPattern(reason, path)
    return operators


def _parse_value(value: object, path: Path) -> Operator:
    if isinstance(value, dict):
        return parse_expression(value, path)
    if isinstance(value, str):
        address = ip_address(value)
        if address is not None:
            version, number = address
            return AddressRange(version, number, number)
    try:
        return Equals(scalar(value))
    except TypeError:
        reason = "Match value must be String, number, true, false, or null"
        raise InvalidPattern(reason, path) from None


def _wildcards(operators: Iterable[Operator]) -> Iterable[Segments]:
    for operator in operators:
        if isinstance(operator, Wildcard):
            yield operator.segments
        elif isinstance(operator, AnythingBut):
            yield from _wildcards(operator.excluded)


def _key(key: object, path: Path) -> str:
    if not isinstance(key, str):
        raise InvalidPattern(f"a field name must be a string, not {type(key).__name__}", path)
    return key


_TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
