"""The longest way through a flow must fit in its time-out.

When an execution times out, no catch runs: the call that it placed stays up and nothing is cleaned
up. So the deadline, the longest stretch of states from one look at it to the next, and the way out
must fit together. A loop counts as often as its bounds allow; one that a variable alone bounds must
hold a look at the deadline.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html,
    "States.Timeout" is not caught when the execution itself times out

Wrong:
    flow: {timeout: 30s}
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Rest}
      Rest: {wait: 25s, next: Done}
      Done: {end: true}

Right:
    flow: {timeout: 60s}
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Rest}
      Rest: {wait: 25s, next: Done}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.loops import unbounded_loops
from generator.analysis.timing import worst_case
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "TIME202"


def check(system: System) -> Iterator[Diagnostic]:
    """Add up each flow's longest way."""
    for flow in system.flows:
        if unbounded_loops(flow):
            continue  # which is said elsewhere, and has no longest way
        worst = worst_case(flow)
        for loop in worst.loops:
            names = ", ".join(each.name for each in flow.states if each.name in loop)
            message = f"how long the loop through {names} takes is not known"
            hint = "put an await, or a look at the flow's deadline, into it"
            yield Diagnostic(CODE, message, flow.timeout_span, help=hint)
        if not worst.loops and worst.seconds > flow.timeout:
            message = f"{flow.name} can take {worst.seconds}s of {flow.timeout}s: {worst}"
            yield Diagnostic(CODE, message, flow.timeout_span)
