"""What counts a bounded edge must have a name that the service takes.

A bounded edge is counted in a variable, and where its state cannot choose, in a helper state; both
are named after the state and what the edge is taken for, so that a diff shows whose they are. The
service takes no name of a state or a variable above 80 characters.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, "State name", and
    https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html, "Limits"

Wrong:
    states:
      AskTheCustomerForTheMoneyThatIsOwedToUs:
        choose:
          - when: input.amount > 5
            next: AskTheCustomerForTheMoneyThatIsOwedToUsAgain
            at_most: 2
            else: Done
        otherwise: Done
      AskTheCustomerForTheMoneyThatIsOwedToUsAgain:
        task: Desk.Ask
        with: {order_id: input.order_id}
        next: AskTheCustomerForTheMoneyThatIsOwedToUs
      Done: {end: true}

Right:
    states:
      Ask:
        choose:
          - {when: input.amount > 5, next: AskAgain, at_most: 2, else: Done}
        otherwise: Done
      AskAgain: {task: Desk.Ask, with: {order_id: input.order_id}, next: Ask}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.analysis.counters import counted_edges
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "AWS501"

LONGEST_NAME = 80


def check(system: System) -> Iterator[Diagnostic]:
    """Measure the name of each edge that is counted."""
    for flow in system.flows:
        for state in flow.states:
            for name, edge in counted_edges(state):
                if edge.bound is None or len(name) <= LONGEST_NAME:
                    continue
                message = (
                    f"this would be counted as {name}, which has {len(name)} characters, and "
                    f"{LONGEST_NAME} are allowed"
                )
                hint = f"shorten {state.name}, or what the edge is named after"
                yield Diagnostic(CODE, message, edge.bound.span, help=hint)
