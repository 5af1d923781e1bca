"""Scalars and enums: types that hold no other type.

They stand apart because their constraints are checked here, once, and believed from then on.
Invariant: a pattern compiles, and some value can keep every constraint.
"""

import re

from generator.diagnostics import quote
from generator.load.tree import Node
from generator.model import EnumType, Name, ScalarType
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.expressions.fitting import DEFAULT_LONGEST, PRIMITIVES
from generator.resolve.naming import check_member


def read_enum(name: Name, node: Node, draft: Draft) -> EnumType:
    """`{one_of: [a, b]}`."""
    values = draft.once_each(reading.names(reading.child(node, "one_of")))
    for each in values:
        check_member(draft, each)
    return EnumType(name, tuple(values), reading.doc(node))


def read_scalar(name: Name, node: Node, draft: Draft) -> ScalarType | None:
    """`{is: string, pattern: ...}`."""
    base = PRIMITIVES.get(reading.text(reading.child(node, "is")))
    if base is None:
        return None
    longest = reading.whole(reading.child(node, "longest")) or DEFAULT_LONGEST
    least, most = (reading.number(reading.child(node, each)) for each in ("at_least", "at_most"))
    if least is not None and most is not None and least > most:
        message = f"at least {least:g} is more than at most {most:g}"
        draft.complain("TYPE217", message, name.span)
    form = reading.text(reading.child(node, "format"))
    return ScalarType(
        name,
        base,
        reading.doc(node),
        pattern=_pattern(node, draft),
        format="e164" if form == "e164" else "email" if form == "email" else None,
        longest=longest if base.name == "string" else None,
        at_least=least,
        at_most=most,
    )


def _pattern(node: Node, draft: Draft) -> str | None:
    pattern = reading.name(reading.child(node, "pattern"))
    if pattern is None:
        return None
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{quote(pattern)} is not a regular expression: {error}"
        draft.complain("SPEC042", message, pattern.span)
        return None
    return str(pattern)
