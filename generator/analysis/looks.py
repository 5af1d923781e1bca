"""Where a flow looks at its deadline: what leaves a state without a look, and what after one.

It stands apart because the longest way is cut at the looks, and a look that some ways around it
pass by proves nothing. Invariant: a way counts as looked at only if no execution takes it without
having compared the time with the deadline first.
"""

from generator.analysis.arrows import Arrow, arrows
from generator.analysis.graph import looks_at_deadline, parts
from generator.model.expressions import Binary, Call, Constant, Expression
from generator.model.flows import Await, Choose, Deadline, Edge, Flow


def unlooked_ways(flow: Flow, final: frozenset[str]) -> tuple[list[Arrow], set[str]]:
    """The ways that are taken without a look at the deadline, and the states that are entered
    right after one.
    """
    open_ways: list[Arrow] = []
    after_look: set[str] = set()
    for arrow in arrows(flow):
        if flow.deadline and arrow.edge and _is_looked(flow, arrow, arrow.edge, final):
            after_look.add(arrow.target)
        else:
            open_ways.append(arrow)
    return open_ways, after_look


def _is_looked(flow: Flow, arrow: Arrow, edge: Edge, final: frozenset[str]) -> bool:
    match flow.state(arrow.source):
        case Await() as state:
            # A failure leads to the way out, which is final.
            return looks_at_deadline(flow, state, edge, final)
        case Choose() as state:
            return flow.deadline is not None and _is_after_look(state, edge, flow.deadline)
        case _:
            return False


def _is_after_look(state: Choose, edge: Edge, deadline: Deadline) -> bool:
    """Whether it is the edge of the rule that asks, or of what is decided after that."""
    for rule in state.rules:
        asks = rule.edge.target == deadline.target and _asks_if_passed(rule.when, deadline)
        if asks:
            return True
        if any(edge is part for part in parts(rule.edge)):
            return False
    return False


def _asks_if_passed(when: Expression, deadline: Deadline) -> bool:
    """Whether a condition certainly holds once the deadline has passed. elapsed() is rounded down
    and time_left() up, to whole seconds.
    """
    match when:
        case Binary("or", left, right):
            return any(_asks_if_passed(each, deadline) for each in (left, right))
        case Binary(operator, Call() as clock, Constant(value=int(limit))):
            return _holds_late(clock.function, operator, limit, deadline)
        case Binary(operator, Constant(value=int(limit)), Call() as clock):
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
            return _holds_late(clock.function, turned, limit, deadline)
        case _:
            return False


def _holds_late(clock: str, operator: str, limit: int, deadline: Deadline) -> bool:
    match clock, operator:
        case "elapsed", ">=":
            return limit <= deadline.after
        case "elapsed", ">":
            return limit < deadline.after
        case "time_left", "<=":
            return limit >= 0
        case "time_left", "<":
            return limit > 0
        case _:
            return False
