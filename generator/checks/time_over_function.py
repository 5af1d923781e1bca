"""A state must not wait longer for a task than its function may run.

The rest of the state's time would be waited for nothing, and its own figure would be a lie in every
sum that holds it.

Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html

Wrong:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, time: {each: 40s}, next: Done}
      Done: {end: true}

Right:
    states:
      Ask: {task: Desk.Ask, with: {order_id: input.order_id}, time: {each: 20s}, next: Done}
      Done: {end: true}
"""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model import System, TaskState

CODE = "TIME203"


def check(system: System) -> Iterator[Diagnostic]:
    """Compare each task state's time with its function's."""
    timeouts = {each.name: each.timeout for each in system.functions}
    for flow in system.flows:
        for state in flow.states:
            if not isinstance(state, TaskState):
                continue
            longest = timeouts[state.task.function]
            if state.time.each > longest:
                message = (
                    f"{state.name} waits {state.time.each}s for {state.task.function},"
                    f" which is stopped after {longest}s"
                )
                yield Diagnostic(CODE, message, state.time.span)
