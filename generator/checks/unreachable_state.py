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

from generator.analysis.graph import final_states, reachable, targets
from generator.diagnostics import Diagnostic
from generator.model import Flow, System

CODE = "FLOW102"


def check(system: System) -> Iterator[Diagnostic]:
    """Walk from the start and name what was not met."""
    for flow in system.flows:
        met = reachable(flow, [flow.start])
        if not _is_whole(flow):
            continue  # a way leads to no state, which is said elsewhere
        for state in flow.states:
            if state.name not in met:
                message = f"no transition leads to {state.name}"
                yield Diagnostic(CODE, message, state.name.span)


def _is_whole(flow: Flow) -> bool:
    """Whether every way leads to a state."""
    final = final_states(flow)
    led_to = {target for state in flow.states for target in targets(flow, state, final)}
    return {flow.start, *led_to} <= {each.name for each in flow.states}
