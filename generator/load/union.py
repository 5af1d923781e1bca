"""Finds the branch of a union (`anyOf`) that an author meant.

It stands apart because a state that fits none of ten branches has one mistake, not ten. What
tells branches apart are their marks: the fields that some of them require and others do not
(`task`, `await`), and fields with fixed values (`kind: fact`). Invariant: a branch that is set
aside here could not have fitted.
"""

from collections.abc import Sequence

from generator.diagnostics import closest
from generator.load.schema import Plain, Rule
from generator.load.tree import Mapping, Node, Scalar

_SCALAR_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def type_of(node: Node) -> str:
    """Name a node's type as JSON Schema does; a whole number is an "integer"."""
    if isinstance(node, Scalar):
        return _SCALAR_TYPES[type(node.value)]
    return "object" if isinstance(node, Mapping) else "array"


def has_type(node: Node, rule: Rule) -> bool:
    """Whether a node is of one of a rule's types."""
    if rule.types is None:
        return True
    kind = type_of(node)
    return kind in rule.types or (kind == "integer" and "number" in rule.types)


def has_value(node: Node, values: tuple[Plain, ...]) -> bool:
    """Whether a node is one of the values; true is not 1, though Python thinks so."""
    if not isinstance(node, Scalar):
        return False
    return any(
        node.value == each and isinstance(node.value, bool) == isinstance(each, bool)
        for each in values
    )


def cannot_fit(node: Node, rule: Rule) -> bool:
    """Whether a glance is enough to see that a node breaks a rule."""
    if not has_type(node, rule):
        return True
    if rule.values is not None and not has_value(node, rule.values):
        return True
    if isinstance(node, Scalar):
        text = node.value
        return bool(rule.pattern and isinstance(text, str) and not rule.pattern.search(text))
    if isinstance(node, Mapping):
        return any(name not in node.entries for name in rule.required) or any(
            name in node.entries and cannot_fit(node.entries[name].value, each)
            for name, each in rule.properties.items()
            if each.values is not None
        )
    return False


def marks(branch: Rule, branches: Sequence[Rule]) -> list[str]:
    """List the fields that a branch requires and that not all branches require."""
    return [name for name in branch.required if not all(name in each.required for each in branches)]


def fixed_field(node: Mapping, branches: Sequence[Rule]) -> tuple[str, list[Rule]] | None:
    """Find a field of the node whose fixed value tells branches apart, and those branches."""
    for name in node.entries:
        sharing = [
            each for each in branches if name in each.properties and each.properties[name].values
        ]
        if len(sharing) > 1:
            return name, sharing
    return None


def branch_meant(node: Mapping, branches: Sequence[Rule]) -> Rule | None:
    """Find the branch with the most marks in the node, misspelt ones if there are no others.

    Of equals it is the one whose mark the author wrote first; None if nothing points to any.
    """
    by_mark = {name: each for each in branches for name in marks(each, branches)}
    written = [name for name in node.entries if name in by_mark] or [
        mark for name in node.entries for mark in by_mark if closest(name, [mark])
    ]
    if not written:
        return None
    candidates = [by_mark[name] for name in written]
    return max(candidates, key=lambda each: sum(name in each.required for name in written))
