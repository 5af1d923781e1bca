"""A flow must not wait for what cannot come.

A task's `enables` names the facts that only it makes possible: nobody answers a call that was not
placed. An await that can be reached without such a task, and whose facts all need one, only wastes
its time.

Source: docs/ARCHITECTURE.md, "What is proven about a flow"

Wrong:
    states:
      WaitForPayment:
        await: {OrderPaid: Charge}
        within: 20s
        otherwise: Charge
      Charge: {task: Desk.Charge, with: {order_id: input.order_id}, next: Done}
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

from generator.analysis.graph import reachable
from generator.diagnostics import Diagnostic
from generator.model import Await, Flow, System, TaskState

CODE = "EVENT304"


def check(system: System) -> Iterator[Diagnostic]:
    """Name the awaits that can be reached before any of their facts has become possible."""
    needs: dict[str, set[str]] = {}
    for function in system.functions:
        for task in function.tasks:
            for event in task.enables:
                needs.setdefault(event.name, set()).add(task.name)
    for flow in system.flows:
        for state in flow.states:
            if isinstance(state, Await) and _is_vain(flow, state, needs):
                facts = " or ".join(each.event.name for each in state.facts)
                message = f"{state.name} can be reached before {facts} can come"
                yield Diagnostic(CODE, message, state.name.span)


def _is_vain(flow: Flow, state: Await, needs: dict[str, set[str]]) -> bool:
    enablers = [needs.get(each.event.name, set()) for each in state.facts]
    if not all(enablers):
        return False  # a fact that nothing enables may come at any time
    tasks = set[str]().union(*enablers)
    enabling = frozenset(
        each.name for each in flow.states if isinstance(each, TaskState) and each.task.name in tasks
    )
    return state.name in reachable(flow, [flow.start], without=enabling)
