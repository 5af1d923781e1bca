"""An await: a task that hands a token to the inbox, and a choice by what came.

It stands apart because it is the one state of the language that the service does not have.
Invariant: it ends with a fact, or at its own time or the flow's deadline, whichever is first, and
whoever retries the arming keeps that time.
"""

from generator.emit.asl.bookkeeping import entered_variable
from generator.emit.asl.jsonata import (
    ENTERED,
    Scope,
    braces,
    condition,
    text,
    time_left,
    value,
)
from generator.emit.asl.transitions import (
    Json,
    Workshop,
    assign,
    choice,
    leaving_helper,
    passed_deadline,
    rules,
    with_assign,
)
from generator.model import Await, AwaitedFact
from generator.model.graph import failure_edge, looks_at_deadline

ARMING_TRIES = 3
NOTHING_CAME: Json = {"fact": None}


def decision_name(state: str) -> str:
    """The helper that looks which fact ended an await."""
    return f"{state}Ended"


def await_states(state: Await, workshop: Workshop) -> dict[str, Json]:
    """The task that waits, and the choice that follows it."""
    decision = decision_name(state.name)
    leaving = with_assign(workshop.books.on_leaving(state.name))
    made: Json = {"Type": "Task"}
    if state.doc:
        made["Comment"] = state.doc
    seconds = braces(f"$max([1, {_seconds(state, workshop)}])")
    made |= {
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Arguments": {
            "FunctionName": f"${{{workshop.arms}}}",
            "Payload": {"arm": _arm(state, workshop)},
        },
        "TimeoutSeconds": seconds,
        "Retry": [
            {"ErrorEquals": ["States.Timeout"], "MaxAttempts": 0},
            {
                "ErrorEquals": ["States.ALL"],
                "IntervalSeconds": 1,
                "BackoffRate": 1,
                "MaxAttempts": ARMING_TRIES - 1,
            },
        ],
        **leaving,
        "Catch": _catches(state, workshop, leaving),
        "Next": decision,
    }
    return {str(state.name): made, decision: _decision(state, workshop)}


def _arm(state: Await, workshop: Workshop) -> Json:
    correlate = workshop.flow.correlate
    key = (
        value(correlate, workshop.scope())
        if correlate
        else braces("$states.context.Execution.Name")
    )
    return {
        "key": key,
        "wait": braces(f"$states.context.State.Name & '@' & {ENTERED}"),
        "token": braces("$states.context.Task.Token"),
        "facts": [_accepted(each, state) for each in state.facts],
        "deadline": braces(
            f"$fromMillis($millis() + 1000 * $max([1, {_seconds(state, workshop)}]))"
        ),
    }


def _accepted(fact: AwaitedFact, state: Await) -> Json:
    accepted: Json = {"event": str(fact.event.name)}
    if state.since and not fact.is_shared:
        accepted["after"] = braces(f"${entered_variable(state.since)}")
    return accepted


def _seconds(state: Await, workshop: Workshop) -> str:
    """What is left of the await's own time and of the deadline, in whole seconds. It is counted
    from entering the state, or from `from`, so that arming again adds nothing.
    """
    limits = []
    if state.within is not None:
        start = _unbraced_time(state, workshop.scope())
        limits.append(f"{state.within} - ($millis() - $toMillis({start})) / 1000")
    if workshop.flow.deadline and state.name not in workshop.final:
        limits.append(time_left(workshop.flow.deadline))
    least = limits[0] if len(limits) == 1 else f"$min([{', '.join(limits)}])"
    return f"$ceil({least})"


def _unbraced_time(state: Await, scope: Scope) -> str:
    return condition(state.start, scope) if state.start else ENTERED


def _catches(state: Await, workshop: Workshop, leaving: Json) -> list[Json]:
    """The time running out is an outcome, decided with the others; a failure is not, except on the
    way out, where both go on.
    """
    ended = {"Output": NOTHING_CAME, **leaving, "Next": decision_name(state.name)}
    failure = failure_edge(workshop.flow, state, workshop.final)
    if failure is None:
        return [{"ErrorEquals": ["States.Timeout"], **ended}]
    if state.name in workshop.final:
        return [{"ErrorEquals": ["States.ALL"], **ended}]
    failed = {"ErrorEquals": ["States.ALL"], **leaving, "Next": str(failure.target)}
    return [{"ErrorEquals": ["States.Timeout"], **ended}, failed]


def _decision(state: Await, workshop: Workshop) -> Json:
    leaving = leaving_helper(workshop)
    listed: list[Json] = []
    deadline = workshop.flow.deadline
    for fact in state.facts:
        came = f"$states.input.fact = {text(fact.event.name)}"
        if deadline and looks_at_deadline(workshop.flow, state, fact.edge, workshop.final):
            late = {"Condition": braces(f"{came} and {passed_deadline(workshop)}")}
            sets = with_assign(assign(fact.edge.sets, leaving.scope))
            listed.append({**late, **sets, "Next": str(deadline.target)})
        listed.extend(rules([came], fact.edge, state.name, workshop, leaving))
    if deadline and looks_at_deadline(workshop.flow, state, state.otherwise, workshop.final):
        listed.append(
            {"Condition": braces(passed_deadline(workshop)), "Next": str(deadline.target)}
        )
    return choice(listed, list(rules([], state.otherwise, state.name, workshop, leaving)))
