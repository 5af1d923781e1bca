"""A route's `when` must be able to hold.

A filter that no valid event passes delivers nothing, and nobody notices. So for each event of the
route a value is looked for, in each field that the filter tests, which its type allows and the
filter lets pass.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html

Wrong:
    routes: {BigOrders: {on: [OrderPlaced], when: event.amount < 5 and event.amount > 10, to: Desk}}

Right:
    routes: {BigOrders: {on: [OrderPlaced], when: event.amount > 5 and event.amount < 10, to: Desk}}
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.analysis.route_filter import Unsupported, compile_filter
from generator.diagnostics import Diagnostic
from generator.model import EnumType, Event, Field, Primitive, RecordType, ScalarType, System, Type
from generator.model.formats import pattern_of

CODE = "ROUTE401"


def check(system: System) -> Iterator[Diagnostic]:
    """Look for an event of each kind that passes each route's filter."""
    for route in system.routes:
        if route.when is None:
            continue
        pattern = compile_filter(route.when)
        if isinstance(pattern, Unsupported):
            continue  # which is said elsewhere
        for event in route.on:
            for path, items in _leaves(pattern, ()):
                if not _can_pass(_field(event, path), items):
                    name = ".".join(path)
                    message = (
                        f"{route.name} never fires: no {event.name} passes its filter on {name}"
                    )
                    yield Diagnostic(CODE, message, route.when.span)


def _leaves(
    pattern: dict[str, object], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[object]]]:
    for name, inner in pattern.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, (*path, name))
        elif isinstance(inner, list):
            yield (*path, name), inner


def _field(event: Event, path: tuple[str, ...]) -> Field | None:
    fields = event.fields
    found = None
    for name in path:
        found = next((each for each in fields if each.name == name), None)
        fields = found.type.fields if found and isinstance(found.type, RecordType) else ()
    return found


def _can_pass(field: Field | None, items: list[object]) -> bool:
    """Whether the field may be absent and pass, or hold a value that passes."""
    if field is None:
        return True  # an unknown field, which is said elsewhere
    from semantics.patterns import InvalidPattern, parse  # noqa: PLC0415  # 20 ms that few need

    try:
        pattern = parse({"field": items})
    except InvalidPattern:
        return False  # the service refuses bounds that exclude one another
    if field.is_optional and pattern.matches({}):
        return True
    if _is_text(field.type) and any(isinstance(each, dict) for each in items):
        return True  # there is always another text
    return any(pattern.matches({"field": each}) for each in _samples(field.type, items))


def _is_text(kind: Type) -> bool:
    base = kind.base if isinstance(kind, ScalarType) else kind
    return isinstance(base, Primitive) and base.name not in ("integer", "number", "boolean")


def _samples(kind: Type, items: list[object]) -> Iterator[object]:
    """Values of the type that could pass, if any does: a comparison is passed at its edges."""
    match kind:
        case EnumType():
            yield from (str(each) for each in kind.values)
        case Primitive(name="boolean"):
            yield from (True, False)
        case _ if _is_text(kind):
            yield from (each for each in items if isinstance(each, str) and _fits(each, kind))
        case _:
            yield from (each for each in _numbers(kind, items) if _fits_number(each, kind))


def _fits(text: str, kind: Type) -> bool:
    if not isinstance(kind, ScalarType):
        return True
    pattern = pattern_of(kind)
    is_short = kind.longest is None or len(text) <= kind.longest
    return is_short and (pattern is None or re.fullmatch(pattern, text) is not None)


def _numbers(kind: Type, items: list[object]) -> Iterator[float]:
    edges: list[float] = [0]
    if isinstance(kind, ScalarType):
        edges += [each for each in (kind.at_least, kind.at_most) if each is not None]
    for item in items:
        listed = next(iter(item.values())) if isinstance(item, dict) else [item]
        edges += [each for each in listed if isinstance(each, int | float)]
    whole = _is_whole(kind)
    for edge in edges:
        yield from (edge - 1, edge, edge + 1)
    if not whole:  # between any two there is another
        ordered = sorted(set(edges))
        yield from ((low + high) / 2 for low, high in pairwise(ordered))


def _is_whole(kind: Type) -> bool:
    base = kind.base if isinstance(kind, ScalarType) else kind
    return isinstance(base, Primitive) and base.name == "integer"


def _fits_number(number: float, kind: Type) -> bool:
    if not isinstance(kind, ScalarType):
        return True
    is_enough = kind.at_least is None or number >= kind.at_least
    return is_enough and (kind.at_most is None or number <= kind.at_most)
