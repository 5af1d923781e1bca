"""What can be seen in an expression's syntax tree without evaluating it.

Stands apart from the library, whose tree it is, and from compiling, which gives nodes a meaning.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from jsonata.parser import Parser

Node: TypeAlias = Any
"""A node of the library's syntax tree, which has no types."""


class Survey(NamedTuple):
    """`depth`: how many nodes stand within each other at most; `variables`: the names of all;
    `reads_context`: whether it may look at `$states.context`, or at `$states` as a whole;
    `reads_error_output`: whether it looks at `$states.errorOutput`.
    """

    depth: int
    variables: frozenset[str]
    reads_context: bool
    reads_error_output: bool


def survey(tree: Node) -> Survey:
    """What the whole tree holds."""
    found = list(_nodes_and_depths(tree))
    every = [node for node, _ in found]
    after_states = [names[:1] for names in _states_paths(every)]
    return Survey(
        max(depth for _, depth in found),
        frozenset(str(node.value) for node in every if node.type == "variable"),
        any(names not in (("input",), ("result",), ("errorOutput",)) for names in after_states),
        ("errorOutput",) in after_states,
    )


def _nodes_and_depths(tree: Node) -> Iterator[tuple[Node, int]]:
    """A node is found by what it is, whatever field holds it."""
    seen: set[int] = set()
    waiting = [(tree, 1)]
    while waiting:
        current, depth = waiting.pop()
        if isinstance(current, list | tuple):
            waiting.extend((item, depth) for item in current if isinstance(item, _HOLDERS))
        elif id(current) not in seen:
            seen.add(id(current))
            yield current, depth
            parts = vars(current).values()
            waiting.extend((part, depth + 1) for part in parts if isinstance(part, _HOLDERS))


_HOLDERS = (Parser.Symbol, list, tuple)


def _states_paths(every: list[Node]) -> Iterator[tuple[str, ...]]:
    """For each mention of `$states`, the names that follow it."""
    followed: set[int] = set()
    for node in every:
        if node.type == "path" and _is_states(node.steps[0]):
            followed.add(id(node.steps[0]))
            yield tuple(str(step.value) if step.type == "name" else "" for step in node.steps[1:])
    for node in every:
        if _is_states(node) and id(node) not in followed:
            yield ()


def _is_states(node: Node) -> bool:
    return bool(node.type == "variable" and node.value == "states")


def outside_names(tree: Node) -> Iterator[str]:
    """What is read from the value around the expression: names, `$` or `$$`. There is none in Step
    Functions, which refuses such an expression.

    Only a path's first step is read there; its other steps, predicates, groups and orders have the
    value before them, but the body of a function has what is around the function.
    Source: floci-io/floci's issue 2670, which measured this against the service.
    """
    match tree.type:
        case "name":
            yield str(tree.value)
        case "variable" if tree.value in ("", "$"):
            yield f"${tree.value}"
        case _:
            for part in _parts_with_the_same_context(tree):
                yield from outside_names(part)


def _parts_with_the_same_context(node: Node) -> list[Node]:
    match node.type:
        case "path":
            parts = [node.steps[0]]
        case "unary":
            parts = [node.expression, *(node.expressions or ())]
            parts += [part for pair in node.lhs_object or () for part in pair]
        case "binary" | "apply" | "bind":
            parts = [node.rhs] if node.type == "bind" else [node.lhs, node.rhs]
        case "function" | "partial":
            parts = [node.procedure, *(node.arguments or ())]
        case "lambda":
            parts = [node.body]
        case "condition":
            parts = [node.condition, node.then, node._else]  # noqa: SLF001 (its third part's name)
        case "block":
            parts = list(node.expressions)
        case _:
            parts = []
    return [part for part in parts if isinstance(part, Parser.Symbol)]
