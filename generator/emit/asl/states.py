"""The author's states as states of the service.

One author's state is one state under the author's name. An await needs a helper that looks which
fact came, and a bounded edge of a state that cannot choose needs one that counts; both are named
after their owner.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
"""

from typing import assert_never

from generator.analysis.counters import counted_edges
from generator.analysis.graph import failure_edge
from generator.analysis.timing import EMIT_SECONDS, SECONDS_BETWEEN_TRIES
from generator.emit.asl.awaits import await_states
from generator.emit.asl.jsonata import ENTERED, Scope, braces, condition, value
from generator.emit.asl.transitions import (
    Counted,
    Json,
    Workshop,
    assign,
    choice,
    leaving_choice,
    leaving_helper,
    rules,
    with_assign,
)
from generator.model import (
    Await,
    Choose,
    Edge,
    Emit,
    End,
    Fail,
    Flow,
    State,
    TaskState,
    Wait,
)

# Whatever leaves open whether a task's effect happened: no answer in time, a function that died, a
# request to Lambda that broke. Sources:
# https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
# https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html, transient errors
OUTCOME_UNKNOWN = [
    "States.Timeout",
    "Sandbox.Timedout",
    "Runtime.ExitError",
    "Lambda.Unknown",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.ClientExecutionTimeoutException",
    "OutcomeUnknown",
]
HEX_OF_128_BITS = 32


def emit_state(state: State, workshop: Workshop) -> dict[str, Json]:
    """A state and its helpers, by name."""
    match state:
        case TaskState():
            return _task(state, workshop)
        case Await():
            return await_states(state, workshop)
        case Choose():
            made = _choose(state, workshop)
        case Emit():
            return _emit(state, workshop)
        case Wait():
            return _wait(state, workshop)
        case End():
            made = {"Type": "Succeed"}
        case Fail():
            made = {"Type": "Fail", "Error": state.error, "Cause": state.cause}
        case _:
            assert_never(state)
    return {str(state.name): _described(made, state.doc)}


def variables_state(flow: Flow, workshop: Workshop) -> Json:
    """The helper that gives every variable its first value."""
    scope = workshop.scope()
    starts: Json = {}
    for each in flow.variables:
        if each.starts:
            starts[str(each.name)] = value(each.starts, scope)
        elif each.is_optional:
            starts[str(each.name)] = None
    return with_assign(starts | workshop.books.start())


def _choose(state: Choose, workshop: Workshop) -> Json:
    leaving = leaving_choice(state.name, workshop)
    tests = [*([condition(each.when, leaving.scope)] for each in state.rules), []]
    listed = [
        list(rules(test, Counted(counter, edge, state.name), workshop, leaving))
        for test, (counter, edge) in zip(tests, counted_edges(state), strict=True)
    ]
    return choice([each for group in listed[:-1] for each in group], listed[-1])


def _described(made: Json, doc: str) -> Json:
    if not doc:
        return made
    return {"Type": made["Type"], "Comment": doc} | made


def _task(state: TaskState, workshop: Workshop) -> dict[str, Json]:
    scope = workshop.scope(state.name)
    made: Json = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {
            "FunctionName": f"${{{state.task.function}}}",
            "Payload": {
                "task": str(state.task.name),
                "command": braces(command()),
                **correlation(workshop),
                "input": {str(name): value(each, scope) for name, each in state.arguments},
            },
        },
        "TimeoutSeconds": state.time.each,
    }
    if state.time.tries > 1:
        made["Retry"] = retry(state)
    leaving = workshop.books.on_leaving(state.name)
    made |= with_assign(leaving | assign(state.sets, scope))
    return _lead_on(state, made, workshop, scope)


def retry(state: TaskState) -> list[Json]:
    """Every error but the declared ones is worth another try."""
    declared: list[Json] = [
        {"ErrorEquals": [str(each.name) for each in state.task.raises], "MaxAttempts": 0}
    ]
    again = {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": SECONDS_BETWEEN_TRIES,
        "BackoffRate": 1,
        "MaxAttempts": state.time.tries - 1,
    }
    return [*(declared if state.task.raises else []), again]


def command() -> str:
    """What names one entry of a state for ever; whatever is retried within it has the same."""
    return f"$states.context.Execution.Name & '/' & $states.context.State.Name & '/' & {ENTERED}"


def correlation(workshop: Workshop) -> Json:
    """What the facts of this execution have in common."""
    if workshop.flow.correlate is None:
        return {"correlation_id": braces("$states.context.Execution.Name")}
    return {"correlation_id": value(workshop.flow.correlate, workshop.scope())}


def _emit(state: Emit, workshop: Workshop) -> dict[str, Json]:
    scope = workshop.scope(state.name)
    data = {str(name): value(each, scope) for name, each in state.arguments}
    detail: Json = {
        "event_id": braces(f"$substring($hash({command()}, 'SHA-256'), 0, {HEX_OF_128_BITS})"),
        "event_type": str(state.event.name),
        "schema_version": state.event.version,
        "aggregate_type": str(state.event.aggregate.name),
        "aggregate_id": data[state.event.aggregate.key.name],
        "timestamp": braces(ENTERED),
        **correlation(workshop),
        "causation_id": braces("$states.context.Execution.Name"),
        "source": workshop.source,
        "data": data,
    }
    entry = {
        "EventBusName": workshop.bus,
        "Source": workshop.source,
        "DetailType": str(state.event.name),
        "Detail": detail,
    }
    made: Json = {
        "Type": "Task",
        "Resource": "arn:aws:states:::events:putEvents",
        "Arguments": {"Entries": [entry]},
        "TimeoutSeconds": EMIT_SECONDS,
    }
    made |= with_assign(workshop.books.on_leaving(state.name) | assign(state.sets, scope))
    return _lead_on(state, made, workshop, scope)


def _wait(state: Wait, workshop: Workshop) -> dict[str, Json]:
    scope = workshop.scope(state.name)
    made: Json = {"Type": "Wait"}
    if state.until:
        limits = f"$toMillis({condition(state.until, scope)}), $toMillis({ENTERED})"
        made["Timestamp"] = braces(f"$fromMillis($min([{limits} + {state.seconds * 1000}]))")
    else:
        made["Seconds"] = state.seconds
    made |= with_assign(workshop.books.on_leaving(state.name))
    return _lead_on(state, made, workshop, scope)


def _lead_on(
    state: TaskState | Emit | Wait, made: Json, workshop: Workshop, scope: Scope
) -> dict[str, Json]:
    """Finish a state that cannot choose: its catches, and where it goes."""
    helpers: dict[str, Json] = {}
    if not isinstance(state, Wait):
        caught = _catches(state, workshop, scope, helpers)
        made |= {"Catch": caught} if caught else {}
    if state.next is None:
        made["End"] = True
    else:
        counted = Counted(_counter(state, state.next), state.next, state.name)
        target, assigned = _land(counted, workshop, scope, helpers)
        made |= with_assign(made.pop("Assign", {}) | assigned)
        made["Next"] = target
    return {str(state.name): _described(made, state.doc), **helpers}


def _counter(state: State, wanted: Edge) -> str:
    return next((name for name, edge in counted_edges(state) if edge is wanted), "")


def _land(
    counted: Counted, workshop: Workshop, scope: Scope, helpers: dict[str, Json]
) -> tuple[str, Json]:
    """Where an edge of a state that cannot choose leads, and what it assigns on the way. A bounded
    one leads to a helper that counts.
    """
    edge = counted.edge
    if edge.bound is None:
        return str(edge.target), assign(edge.sets, scope)
    *bounded, last = rules([], counted, workshop, leaving_helper(workshop))
    helpers[counted.counter] = choice(bounded, [last])
    return counted.counter, {}


def _catches(
    state: TaskState | Emit, workshop: Workshop, scope: Scope, helpers: dict[str, Json]
) -> list[Json]:
    ways: list[tuple[list[str], Edge]] = []
    if isinstance(state, TaskState):
        for each in state.catches:
            unknown = each.error == "OutcomeUnknown"
            ways.append((OUTCOME_UNKNOWN if unknown else [str(each.error)], each.edge))
    failure = failure_edge(workshop.flow, state, workshop.final)
    if failure:
        ways.append((["States.ALL"], failure))
    leaving = workshop.books.on_leaving(state.name)
    caught = []
    for errors, edge in ways:
        counted = Counted(_counter(state, edge), edge, state.name)
        target, assigned = _land(counted, workshop, scope, helpers)
        caught.append({"ErrorEquals": errors, **with_assign(leaving | assigned), "Next": target})
    return caught
