"""An awaited fact must be put into the inbox by somebody.

A flow sees the facts that lie in its inbox; one that no function `delivers` never comes, and the
await always ends at its time.

Source: docs/ARCHITECTURE.md, "How a fact reaches a flow"

Wrong:
    states:
      Charge: {task: Desk.Charge, with: {order_id: input.order_id}, next: WaitForPayment}
      WaitForPayment:
        await: {OrderPlaced: Done}
        within: 20s
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

from generator.diagnostics import Diagnostic
from generator.model import Await, System

CODE = "EVENT301"


def check(system: System) -> Iterator[Diagnostic]:
    """Compare what is awaited with what is delivered; each place in a file is named once."""
    delivered = {each.name for function in system.functions for each in function.delivers or ()}
    for flow in system.flows:
        told = set()
        for state in flow.states:
            if not isinstance(state, Await):
                continue
            for fact in state.facts:
                if fact.event.name in delivered or fact.edge.span in told:
                    continue
                told.add(fact.edge.span)
                message = f"{state.name} waits for {fact.event.name}, which no function delivers"
                hint = f"add {fact.event.name} to the `delivers` of the function that hears of it"
                yield Diagnostic(CODE, message, fact.edge.span, help=hint)
