"""A route's `when` must be something that an event pattern can say.

A pattern compares fields of one event with fixed values, and all its tests must pass. It cannot
compare two fields, compute, or join tests by `or`; a filter that needs that belongs into the
function, and is refused rather than approximated.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html

Wrong:
    routes: {BigOrders: {on: [OrderPlaced], when: event.amount + 1 > 10, to: Desk}}

Right:
    routes: {BigOrders: {on: [OrderPlaced], when: event.amount > 9, to: Desk}}
"""

from collections.abc import Iterator

from generator.analysis.route_filter import Unsupported, compile_filter
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "ROUTE402"


def check(system: System) -> Iterator[Diagnostic]:
    """Try to compile each filter."""
    for route in system.routes:
        if route.when is None:
            continue
        pattern = compile_filter(route.when)
        if isinstance(pattern, Unsupported):
            message = f"the filter of {route.name} {pattern.problem}"
            yield Diagnostic(CODE, message, pattern.span)
