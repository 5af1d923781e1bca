"""What may happen once must not be tried again.

A task whose effect cannot be taken back (a call placed, a message left) is not retried when it is
unknown whether it happened: neither by `tries`, nor by an error's edge that leads back to it.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html, "Retry";
    a Lambda may run to its end after its state has timed out

Wrong:
    states:
      Charge:
        task: Desk.Charge
        with: {order_id: input.order_id}
        catch: {OutcomeUnknown: {next: Charge, at_most: 2, else: Done}}
        next: Done
      Done: {end: true}

Right:
    states:
      Charge:
        task: Desk.Charge
        with: {order_id: input.order_id}
        catch: {OutcomeUnknown: Done}
        next: Done
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model import System, TaskState

CODE = "SAFE601"


def check(system: System) -> Iterator[Diagnostic]:
    """Look at the tries and the errors' edges of each task with a `once` effect."""
    for flow in system.flows:
        for state in flow.states:
            if not isinstance(state, TaskState) or state.task.effect != "once":
                continue
            once = f"{state.task.name} may happen once"
            if state.time.tries > 1:
                message = f"{once}, and {state.name} tries it {state.time.tries} times"
                yield Diagnostic(CODE, message, state.time.span, help="say `tries: 1`")
            ways = [(f"after {each.error}", each.edge) for each in state.catches]
            ways += [("after any error", state.on_error)] if state.on_error else []
            for when, edge in ways:
                if edge.target == state.name:
                    message = f"{once}, and {state.name} goes to itself {when}"
                    yield Diagnostic(CODE, message, edge.target.span)
