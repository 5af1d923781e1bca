"""Common JSONata expressions as plain functions of the variables.

Stands apart from the library's evaluation because it is only speed: a node that is not known here
raises NotCompiled when it is compiled, and a value that is out of the ordinary (a wrong type, a
list where a path with a filter expects an object) raises Unsure when it is met; both times the
library decides. So whatever is returned from here must equal the library's answer, which
tests/semantics/test_jsonata_properties.py proves.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from semantics.jsonata.functions import FUNCTIONS
from semantics.jsonata.lambdas import keep_items
from semantics.jsonata.operators import BINARY, join, negate
from semantics.jsonata.paths import walk, walk_variable
from semantics.jsonata.values import (
    UNDEFINED,
    Bindings,
    Evaluate,
    Unsure,
    World,
    is_truthy,
    pick,
)
from semantics.payload import Json

__all__ = ["NotCompiled", "Unsure", "compile_node"]

Node: TypeAlias = Any
"""A node of the library's syntax tree, which has no types."""


class NotCompiled(Exception):  # noqa: N818 (a signal, not an error)
    """The library evaluates this kind of node."""


def compile_node(node: Node) -> Evaluate:
    """The node as a function; raises NotCompiled."""
    compiler = _COMPILERS.get(node.type)
    if compiler is None or _is_decorated(node):
        raise NotCompiled
    evaluate = compiler(node)
    for predicate in node.predicate or ():
        evaluate = _filtered(evaluate, predicate)
    return evaluate


def _is_decorated(node: Node) -> bool:
    """Grouping, binding of context, parents, `[]`: the library's."""
    return bool(
        node.group
        or node.focus
        or node.index
        or node.tuple
        or node.ancestor
        or node.seeking_parent
        or node.keep_array
        or node.keep_singleton_array
        or node.thunk
    )


def _literal(node: Node) -> Evaluate:
    constant = node.value
    return lambda _bindings, _world: constant


def _variable(node: Node) -> Evaluate:
    name = str(node.value)
    if name in ("", "$"):
        raise NotCompiled
    return lambda bindings, _world: bindings.get(name, UNDEFINED)


def _path(node: Node) -> Evaluate:
    first, *steps = node.steps
    if first.type not in ("variable", "function", "block") or first.stages or not steps:
        raise NotCompiled
    evaluate = compile_node(first)
    segments = _segments(steps)
    for at, (names, stages) in enumerate(segments):
        is_last = at == len(segments) - 1 and not stages
        if at == 0 and first.type == "variable" and not first.predicate:
            evaluate = walk_variable(str(first.value), names, is_last=is_last)
        else:
            evaluate = walk(evaluate, names, is_last=is_last)
        for stage in stages:
            evaluate = _filtered(evaluate, stage)
    return evaluate


def _segments(steps: list[Node]) -> list[tuple[tuple[str, ...], list[Node]]]:
    """The names up to each filter, or to the end, and the filters there."""
    segments: list[tuple[tuple[str, ...], list[Node]]] = []
    names: list[str] = []
    for step in steps:
        if step.type != "name" or step.predicate or _is_decorated(step):
            raise NotCompiled
        names.append(str(step.value))
        if step.stages or step is steps[-1]:
            segments.append((tuple(names), step.stages or []))
            names = []
    return segments


def _filtered(base: Evaluate, predicate: Node) -> Evaluate:
    """What is compiled names variables only, so a predicate means the same for each item."""
    if predicate.type != "filter":
        raise NotCompiled
    positions = compile_node(predicate.expr)

    def evaluate(bindings: Bindings, world: World) -> Json:
        return pick(base(bindings, world), positions(bindings, world))

    return evaluate


def _binary(node: Node) -> Evaluate:
    if str(node.value) == "&":
        return join([compile_node(part) for part in _joined(node)])
    combine = BINARY.get(str(node.value))
    if combine is None:
        raise NotCompiled
    return combine(compile_node(node.lhs), compile_node(node.rhs))


def _joined(node: Node) -> list[Node]:
    """The operands of a chain of `&`, from left to right."""
    is_chain = node.type == "binary" and str(node.value) == "&" and not node.predicate
    return [*_joined(node.lhs), node.rhs] if is_chain else [node]


def _unary(node: Node) -> Evaluate:
    match str(node.value):
        case "-":
            return negate(compile_node(node.expression))
        case "[":
            return _array(node)
        case "{":
            return _object(node)
        case _:
            raise NotCompiled


def _array(node: Node) -> Evaluate:
    items = [(compile_node(item), str(item.value) == "[") for item in node.expressions]

    def evaluate(bindings: Bindings, world: World) -> Json:
        array: list[Json] = []
        for item, is_nested in items:
            value = item(bindings, world)
            if type(value) is list and not is_nested:
                array.extend(value)
            elif value is not UNDEFINED:
                array.append(value)
        return array

    return evaluate


def _object(node: Node) -> Evaluate:
    if any(key.type != "string" or key.predicate for key, _ in node.lhs_object):
        raise NotCompiled
    fields = [(str(key.value), compile_node(value)) for key, value in node.lhs_object]
    if len({name for name, _ in fields}) < len(fields):
        raise NotCompiled

    def evaluate(bindings: Bindings, world: World) -> Json:
        made = {name: value(bindings, world) for name, value in fields}
        return {name: value for name, value in made.items() if value is not UNDEFINED}

    return evaluate


def _condition(node: Node) -> Evaluate:
    condition, then = compile_node(node.condition), compile_node(node.then)
    alternative = node._else  # noqa: SLF001 (so the library calls the node's third part)
    otherwise = None if alternative is None else compile_node(alternative)

    def evaluate(bindings: Bindings, world: World) -> Json:
        if is_truthy(condition(bindings, world)):
            return then(bindings, world)
        return UNDEFINED if otherwise is None else otherwise(bindings, world)

    return evaluate


def _block(node: Node) -> Evaluate:
    steps = [
        (str(step.lhs.value), compile_node(step.rhs))
        if step.type == "bind" and not _is_decorated(step) and not step.predicate
        else (None, compile_node(step))
        for step in node.expressions
    ]
    if len(steps) == 1:
        return steps[0][1]

    def evaluate(bindings: Bindings, world: World) -> Json:
        inner: dict[str, Json] = dict(bindings)
        value: Json = UNDEFINED
        for name, step in steps:
            value = step(inner, world)
            if name is not None:
                inner[name] = value
        return value

    return evaluate


def _bind(node: Node) -> Evaluate:
    """A bind on its own gives its value; nothing follows that could read the name."""
    return compile_node(node.rhs)


def _function(node: Node) -> Evaluate:
    if node.procedure.type != "variable" or _is_decorated(node.procedure):
        raise NotCompiled
    name, arguments = str(node.procedure.value), node.arguments or []
    call = _filter_call(arguments) if name == "filter" else _call(name, arguments)

    def evaluate(bindings: Bindings, world: World) -> Json:
        if name in bindings:  # a variable of that name hides the function
            raise Unsure
        return call(bindings, world)

    return evaluate


def _filter_call(arguments: list[Node]) -> Evaluate:
    if len(arguments) != 2 or arguments[1].type != "lambda" or arguments[1].signature:
        raise NotCompiled
    items, function = arguments
    parameters = [str(parameter.value) for parameter in function.arguments]
    return keep_items(compile_node(items), parameters, compile_node(function.body))


def _call(name: str, nodes: list[Node]) -> Evaluate:
    known = FUNCTIONS.get((name, len(nodes)))
    if known is None:
        raise NotCompiled
    arguments = [compile_node(argument) for argument in nodes]
    apply: Callable[..., Json] = known
    match arguments:
        case []:
            return lambda _b, w: apply(w)
        case [one]:
            return lambda b, w: apply(one(b, w))
        case _:
            return lambda b, w: apply(*[argument(b, w) for argument in arguments])


_COMPILERS: dict[Any, Callable[[Node], Evaluate]] = {
    "string": _literal,
    "number": _literal,
    "value": _literal,
    "variable": _variable,
    "path": _path,
    "binary": _binary,
    "unary": _unary,
    "condition": _condition,
    "block": _block,
    "bind": _bind,
    "function": _function,
}
