"""The words in which a shape is demanded and a value is named.

It stands apart so that the shape check reads as rules. Invariant: no word of JSON Schema or Python
reaches the author of a spec.
"""

from collections.abc import Iterable

from generator.diagnostics import quote
from generator.load.schema import Plain, Rule
from generator.load.tree import Mapping, Node, Scalar, Sequence

MOST_VALUES_LISTED = 12

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
    "object": "a mapping",
    "array": "a list",
}
_LIMITS = {
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minProperties": "at least {} fields",
    "maxProperties": "at most {} fields",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "at least {}",
    "maximum": "at most {}",
}


def expected(rule: Rule) -> str:
    """Say what a rule wants to find."""
    if rule.expected:
        return rule.expected
    if rule.values is not None:
        return either(named(each) for each in rule.values)
    if rule.branches:
        return either(dict.fromkeys(expected(each) for each in rule.branches))
    if rule.pattern:
        return f"text like {rule.pattern.pattern}"
    return either(text for name, text in _TYPES.items() if name in (rule.types or ()))


def found(node: Node) -> str:
    """Say what stands there instead."""
    match node:
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"
        case Scalar(value=str() as text):
            return quote(text)
        case Scalar(value=None, raw=""):
            return "nothing"
        case Scalar():
            return node.raw


def limit(keyword: str, bound: float) -> str:
    """Put a bound as a demand: "at least 1 item"."""
    text = _LIMITS[keyword].format(f"{bound:g}")
    return text.removesuffix("s") if bound == 1 else text


def either(texts: Iterable[str]) -> str:
    """Join as `a, b or c`; a long list ends in "or one of N others"."""
    listed = list(texts)
    if len(listed) > MOST_VALUES_LISTED:
        rest = len(listed) - MOST_VALUES_LISTED
        return f"{', '.join(listed[:MOST_VALUES_LISTED])} or one of {rest} others"
    return " or ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def named(value: Plain) -> str:
    """Write a value that the schema gives, as the author would type it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return quote(value)
        case _:
            return str(value)
