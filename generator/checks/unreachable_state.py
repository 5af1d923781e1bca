"""A state must be reachable from the start.

One that is not is a change half made: the way to it was renamed or removed. The service refuses
such a definition.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html,
    MISSING_TRANSITION_TARGET and unreachable states

Wrong:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Done}
      Remind: {task: Desk.Note, with: {order_id: input.order_id}, next: Done}
      Done: {end: true}

Right:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, next: Remind}
      Remind: {task: Desk.Note, with: {order_id: input.order_id}, next: Done}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model import System
from generator.model.graph import reachable

CODE = "FLOW102"


def check(system: System) -> Iterator[Diagnostic]:
    """Walk from the start and name what was not met."""
    for flow in system.flows:
        met = reachable(flow, [flow.start])
        if not met:
            continue  # the start itself is unknown, which is said elsewhere
        for state in flow.states:
            if state.name not in met:
                message = f"no transition leads to {state.name}"
                yield Diagnostic(CODE, message, state.name.span)
