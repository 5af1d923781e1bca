"""What a condition proves to be there.

It stands apart because the typing of `and`, the rules of a `choose` and the ways between states
use the same facts. A fact is the text of a path (`answer.callback_at`). Invariant: a fact speaks of
a path whose every part keeps its value until a variable in it is set.
"""

import re
from collections.abc import Iterable

from generator.model.expressions import (
    Binary,
    Constant,
    Expression,
    Has,
    Item,
    Member,
    Not,
    Root,
)

Facts = frozenset[str]
NOTHING: Facts = frozenset()

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_PASSING_ROOTS = frozenset(("result", "event", "error"))


def path(of: Expression) -> str | None:
    """A path's text; None for what is no path, or counts with something that moves on."""
    match of:
        case Root():
            return str(of.name)
        case Member():
            before = path(of.of)
            return f"{before}.{of.name}" if before else None
        case Item():
            before, position = path(of.of), path(of.position)
            return f"{before}[{position}]" if before and position else None
        case Constant():
            return str(of.value)
        case _:
            return None


def proven(condition: Expression, *, holds: bool) -> Facts:
    """What is certainly there if a condition holds, or if it does not."""
    match condition:
        case Has() if holds:
            return _with_owners(condition.of)
        case Not():
            return proven(condition.of, holds=not holds)
        case Binary(operator="and" | "or"):
            left, right = (proven(each, holds=holds) for each in (condition.left, condition.right))
            return left | right if (condition.operator == "and") == holds else left & right
        case _:
            return NOTHING


def after_setting(facts: Facts, variables: Iterable[str]) -> Facts:
    """What is still known once these variables have new values."""
    changed = frozenset(variables)
    return frozenset(fact for fact in facts if changed.isdisjoint(_WORD.findall(fact)))


def lasting(facts: Facts) -> Facts:
    """What is still known in the next state, where `result`, `event` and `error` are others."""
    return after_setting(facts, _PASSING_ROOTS)


def _with_owners(of: Expression) -> Facts:
    """A value that is there has everything around it there as well."""
    found = set()
    at = of
    while isinstance(at, Root | Member | Item):
        text = path(at)
        if text:
            found.add(text)
        if isinstance(at, Root):
            break
        at = at.of
    return frozenset(found)
