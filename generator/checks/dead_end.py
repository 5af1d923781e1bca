"""Every state must have a way to an end.

A flow that cannot end waits or turns in circles until its time-out kills it, and then no catch
runs and nothing is cleaned up.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html, "End"

Wrong:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Rest}
      Rest: {wait: 10s, next: Again}
      Again: {wait: 10s, next: {next: Rest, at_most: 3, else: Rest}}

Right:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Rest}
      Rest: {wait: 10s, next: Again}
      Again: {wait: 10s, next: {next: Rest, at_most: 3, else: Done}}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.graph import ending_states, reachable
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "FLOW103"


def check(system: System) -> Iterator[Diagnostic]:
    """Name the reachable states from which no end can be reached."""
    for flow in system.flows:
        ending, met = ending_states(flow), reachable(flow, [flow.start])
        for state in flow.states:
            if state.name in met and state.name not in ending:
                message = f"no way leads from {state.name} to an end"
                yield Diagnostic(CODE, message, state.name.span)
