"""Every loop must be bounded.

A loop whose edges say nothing about how often they may be taken turns until the flow's time-out,
or until the service's 25,000 history events are used up, and no catch sees either. Bounds are
`at_most` on an edge of the loop (with `per: STATE` where STATE lies outside it), or a variable that
only grows on the way round and is compared with a limit.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html,
    "Execution history size"

Wrong:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Rest}
      Rest: {wait: 10s, next: Look}
      Look:
        choose: [{when: input.amount > 100, next: Rest}]
        otherwise: Done
      Done: {end: true}

Right:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Rest}
      Rest: {wait: 10s, next: Look}
      Look:
        choose: [{when: input.amount > 100, next: Rest, at_most: 5, else: Done}]
        otherwise: Done
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.graph import ending_states
from generator.analysis.loops import unbounded_loops
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "FLOW104"


def check(system: System) -> Iterator[Diagnostic]:
    """Name each loop by its states, in the author's order."""
    for flow in system.flows:
        ending = ending_states(flow)
        for loop in unbounded_loops(flow):
            if not loop & ending:
                continue  # a loop that cannot be left is a dead end, which is said elsewhere
            states = [each for each in flow.states if each.name in loop]
            names = ", ".join(each.name for each in states)
            message = f"nothing bounds the loop through {names}"
            yield Diagnostic(
                CODE, message, states[0].name.span, help="put `at_most` on the edge that closes it"
            )
