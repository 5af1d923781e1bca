"""Flows as Amazon States Language, in JSONata mode with variables.

It stands apart because it is what the service executes and what reviewers read. Invariant: a
state's lines depend on that state, its neighbours' names and the flow's own settings; a change in
the middle changes the middle.
"""

import json

from generator.analysis.graph import final_states
from generator.cases import snake
from generator.emit.asl.bookkeeping import keep_books
from generator.emit.asl.states import emit_state, variables_state
from generator.emit.asl.transitions import Json, Workshop
from generator.model import Flow, System


def emit_flows(system: System) -> dict[str, str]:
    """One definition for each flow; `${Function}` stands for that function's ARN."""
    return {
        f"asl/{snake(flow.name)}.asl.json": json.dumps(_definition(flow, system), indent=2) + "\n"
        for flow in system.flows
    }


def _definition(flow: Flow, system: System) -> Json:
    arms = system.inbox.arms.name if system.inbox else None
    books, final = keep_books(flow), final_states(flow)
    workshop = Workshop(flow, system.namespace, system.bus, arms, books, final)
    states: dict[str, Json] = {}
    start = str(flow.start)
    variables = variables_state(flow, workshop)
    if variables:
        first = f"{flow.name}_variables"
        states[first] = {"Type": "Pass", **variables, "Next": start}
        start = first
    for state in flow.states:
        states |= emit_state(state, workshop)
    described: Json = {"Comment": flow.doc} if flow.doc else {}
    return {
        **described,
        "QueryLanguage": "JSONata",
        "TimeoutSeconds": flow.timeout,
        "StartAt": start,
        "States": states,
    }
