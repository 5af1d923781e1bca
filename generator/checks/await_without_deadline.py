"""An await must have an end: `within`, or the flow's deadline.

A fact that never comes would hang the execution until its own time-out, and no alarm sees it.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-stuck-execution.html

Wrong:
    states:
      Charge: {task: Desk.Charge, with: {order_id: input.order_id}, next: WaitForPayment}
      WaitForPayment:
        await: {OrderPaid: Done}
        otherwise: Done
      Done: {end: true}

Right:
    states:
      Charge: {task: Desk.Charge, with: {order_id: input.order_id}, next: WaitForPayment}
      WaitForPayment:
        await: {OrderPaid: Done}
        within: 20s
        otherwise: Done
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.graph import final_states
from generator.diagnostics import Diagnostic
from generator.model import Await, System

CODE = "TIME201"


def check(system: System) -> Iterator[Diagnostic]:
    """On the way out the deadline has passed, so there an await needs its own time."""
    for flow in system.flows:
        final = final_states(flow)
        for state in flow.states:
            if not isinstance(state, Await) or state.within is not None:
                continue
            if flow.deadline is None:
                message = f"{state.name} may wait for ever"
            elif state.name in final:
                message = f"{state.name} lies on the way out, where the deadline no longer ends it"
            else:
                continue
            yield Diagnostic(CODE, message, state.name.span, help="say `within: 30s`")
