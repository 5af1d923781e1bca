"""An await: a task that hands a token to the inbox, and a choice by what came.

It stands apart because it is the one state of the language that the service does not have.
Invariant: it ends with a fact, or at its own time or the flow's deadline, whichever is first, and
whoever retries the arming keeps that time.
"""

from collections.abc import Iterator

from generator.analysis.counters import counted_edges
from generator.analysis.graph import failure_edge, looks_at_deadline, parts
from generator.analysis.timing import ARMING_TRIES, SECONDS_BETWEEN_TRIES, SHORTEST_AWAIT
from generator.emit.asl.bookkeeping import entered_variable
from generator.emit.asl.jsonata import (
    ENTERED,
    braces,
    condition,
    deadline_variable,
    text,
    value,
)
from generator.emit.asl.transitions import (
    Counted,
    Json,
    Workshop,
    assign,
    choice,
    leaving_helper,
    rule,
    rule_of,
    with_assign,
)
from generator.model import Await, AwaitedFact

NOTHING_CAME: Json = {"fact": None}


def decision_name(state: str) -> str:
    """The helper that looks what ended an await."""
    return f"{state}_ended"


def await_states(state: Await, workshop: Workshop) -> dict[str, Json]:
    """The task that waits, and the choice that follows it."""
    decision = decision_name(state.name)
    leaving = with_assign(workshop.books.on_leaving(state.name))
    made: Json = {"Type": "Task"}
    if state.doc:
        made["Comment"] = state.doc
    until = _until(state, workshop)
    made |= {
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Arguments": {
            "FunctionName": f"${{{workshop.arms}}}",
            "Payload": {"arm": _arm(state, until, workshop)},
        },
        "TimeoutSeconds": braces(f"$max([{SHORTEST_AWAIT}, $ceil(({until} - $millis()) / 1000)])"),
        **_retry(state, workshop),
        **leaving,
        "Catch": _catches(state, workshop, leaving),
        "Next": decision,
    }
    return {str(state.name): made, decision: _decision(state, workshop)}


def _arm(state: Await, until: str, workshop: Workshop) -> Json:
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
        "deadline": braces(f"$fromMillis({until})"),
    }


def _accepted(fact: AwaitedFact, state: Await) -> Json:
    accepted: Json = {"event": str(fact.event.name)}
    if state.since and not fact.is_shared:
        accepted["after"] = braces(f"${entered_variable(state.since)}")
    return accepted


def _until(state: Await, workshop: Workshop) -> str:
    """When the await ends, in milliseconds since 1970: its own time after entering the state or
    after `from`, and no later than the deadline. Arming again does not move it.
    """
    has_deadline = workshop.flow.deadline and state.name not in workshop.final
    limits = []
    if state.within is not None:
        scope = workshop.scope(state.name)
        begins = [condition(state.start, scope)] if state.start else [ENTERED]
        if state.start and not has_deadline:
            begins.append(ENTERED)  # a clock that is ahead of ours must not lengthen it
        limits = [f"$toMillis({each}) + {state.within * 1000}" for each in begins]
    if has_deadline:
        limits.append(f"${deadline_variable(workshop.flow.name)}")
    return limits[0] if len(limits) == 1 else f"$min([{', '.join(limits)}])"


def _retry(state: Await, workshop: Workshop) -> Json:
    """An arming that failed is worth another try, but not on the way out: that goes on."""
    if state.name in workshop.final:
        return {}
    again = {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": SECONDS_BETWEEN_TRIES,
        "BackoffRate": 1,
        "MaxAttempts": ARMING_TRIES - 1,
    }
    return {"Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 0}, again]}


def _catches(state: Await, workshop: Workshop, leaving: Json) -> list[Json]:
    """The time running out is an outcome, decided with the others; a failure is not, except on the
    way out, where both go on.
    """
    ended = {"Output": NOTHING_CAME, **leaving, "Next": decision_name(state.name)}
    if state.name in workshop.final:
        return [{"ErrorEquals": ["States.ALL"], **ended}]
    out_of_time = {"ErrorEquals": ["States.Timeout"], **ended}
    failure = failure_edge(workshop.flow, state, workshop.final)
    if failure is None:
        return [out_of_time]
    return [out_of_time, {"ErrorEquals": ["States.ALL"], **leaving, "Next": str(failure.target)}]


def _decision(state: Await, workshop: Workshop) -> Json:
    *_, (counter, otherwise) = counted = list(counted_edges(state))
    listed: list[Json] = []
    for fact, (name, edge) in zip(state.facts, counted, strict=False):
        came = f"$states.input.fact = {text(fact.event.name)}"
        edges = Counted(name, edge, state.name)
        listed.extend(_rules([came], edges, state, workshop, is_fact=True))
    last = _rules([], Counted(counter, otherwise, state.name), state, workshop, is_fact=False)
    return choice(listed, list(last))


def _rules(
    tests: list[str], counted: Counted, state: Await, workshop: Workshop, *, is_fact: bool
) -> Iterator[Json]:
    """An edge's rules, with a look at the deadline before the first that it may replace. The
    fact's `set` is done even then; where time ran out nothing is set.
    """
    leaving = leaving_helper(workshop)
    deadline, flow = workshop.flow.deadline, workshop.flow
    late = f"$millis() >= ${deadline_variable(flow.name)}"
    is_looked = False
    for part in parts(counted.edge):
        if deadline and not is_looked and looks_at_deadline(flow, state, part, workshop.final):
            is_looked = True
            sets = assign(part.sets, leaving.scope) if is_fact else {}
            yield rule([*tests, late], sets, deadline.target)
        yield rule_of(part, tests, counted, workshop, leaving)
