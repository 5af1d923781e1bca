"""A transition must lead to a state of its flow.

The service refuses a definition whose `Next`, `Default` or `StartAt` names no state, and local
emulators accept it and fail when they get there.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html,
    "Transitions"

Wrong:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: WaitForPayment}

Right:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Done}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.graph import edges
from generator.diagnostics import Diagnostic, Span, did_you_mean
from generator.model import Flow, Name, System

CODE = "FLOW101"


def check(system: System) -> Iterator[Diagnostic]:
    """Look at every name that stands where a state is expected."""
    for flow in system.flows:
        known = [each.name for each in flow.states]
        for leads_to, target in _targets(flow):
            if target not in known:
                message = f"{leads_to} {target}, which is not a state"
                yield Diagnostic(CODE, message, target.span, help=did_you_mean(target, known))


def _targets(flow: Flow) -> Iterator[tuple[str, Name]]:
    yield f"{flow.name} starts with", flow.start
    if flow.deadline:
        yield "the deadline leads to", flow.deadline.target
    if flow.way_out:
        yield "the way out leads to", flow.way_out
    seen: set[Span] = set()
    for state in flow.states:
        for edge in edges(state):
            # A fact of `at_any_await` is on every await, and is one place in the file.
            if edge.target.span not in seen:
                yield f"{state.name} goes to", edge.target
            seen.add(edge.target.span)
