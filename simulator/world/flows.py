"""Step Functions around the generated flows: starts, tokens, and the calls that states make.

It stands apart because it joins the state machine to the world's functions and bus. Invariant: the
states language alone decides what comes next.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from generated.deployment import FLOWS
from generated.types.call_plan import CallPlan
from runtime.ports import World
from runtime.serving import Function, serve_arming, serve_task
from simulator.asl import (
    AwaitToken,
    Eventually,
    Execution,
    Failure,
    InvalidToken,
    Later,
    Outcome,
    Status,
    StepFunctions,
    Success,
    TaskCall,
    TaskTimedOut,
)
from simulator.clock import MICROSECONDS, Clock
from simulator.timing import Draws
from simulator.world.blueprint import ACCOUNT, function_of_arn, load_flow
from simulator.world.bus import EventBus
from simulator.world.deliveries import NEVER, Deliveries, late_by
from simulator.world.faults import Fault, FaultKind
from simulator.world.functions import Answer, Raised, Returned, Throttled, TimedOut
from simulator.world.trace import Kind, Trace

Arrive = Callable[[Success | Failure | AwaitToken], None]


class RunningFlows:
    """Flows, Tokens, and the worker of the state machine."""

    def __init__(  # noqa: PLR0913 - the parts of the world that a flow meets
        self,
        clock: Clock,
        draws: Draws,
        trace: Trace,
        deliveries: Deliveries,
        bus: EventBus,
        world: World,
        *,
        has_history: bool,
    ) -> None:
        self._clock, self._draws, self._trace = clock, draws, trace
        self._deliveries, self._bus, self._world = deliveries, bus, world
        self._has_history = has_history
        (row,) = FLOWS
        self._flow = load_flow(row.name)
        self._service = StepFunctions(clock, self, ACCOUNT)
        self._names: set[str] = set()
        self.live = 0
        self.transitions = 0
        self.executions: list[Execution] = []

    def start(self, plan: CallPlan) -> None:
        """Start the call's flow, named by its id; one that was started before is left alone."""
        if plan.call_id in self._names:
            return
        self._names.add(plan.call_id)
        self.live += 1
        data = plan.to_data()
        self._clock.after(
            self._draws.span(self._draws.weather.service), lambda: self._begin(plan.call_id, data)
        )

    def _begin(self, name: str, data: dict[str, object]) -> None:
        execution = self._service.start(
            self._flow.machine, data, name, has_history=self._has_history, on_end=self._ended
        )
        if self._has_history:
            self.executions.append(execution)

    def _ended(self, execution: Execution) -> None:
        self.live -= 1
        self.transitions += execution.transitions
        how = "" if execution.error is None else f" ({execution.error}: {execution.cause})"
        is_fine = execution.status is Status.SUCCEEDED
        self._trace.note(
            f"flow {execution.status.lower()} {execution.name[:10]}{how}",
            Kind.FLOW if is_fine else Kind.TROUBLE,
            execution.name,
        )
        if not is_fine and not self._has_history:
            self.executions.append(execution)

    def complete(self, token: str, output: Mapping[str, object]) -> bool:
        """Wake the execution; False if it no longer waits."""
        try:
            self._service.send_task_success(token, dict(output))
        except (TaskTimedOut, InvalidToken):
            return False
        return True

    def perform(self, call: TaskCall) -> Outcome:
        """Make the call of a Task state."""
        fault = self._deliveries.faults.strike(call.state)
        again = f" (retry {call.attempt})" if call.attempt else ""
        struck = f" [fault: {fault.kind.value}]" if fault is not None else ""
        self._trace.note(
            f"flow in {call.state}{again}{struck}",
            Kind.TROUBLE if again or struck else Kind.FLOW,
            call.execution.name,
        )
        if call.resource.endswith(":events:putEvents"):
            return self._put_events(call, fault)
        return Eventually(lambda arrive: self._invoke(call, fault, arrive))

    def _put_events(self, call: TaskCall, fault: Fault | None) -> Outcome:
        entries = call.arguments["Entries"]
        seconds = self._draws.span(self._draws.weather.service) / MICROSECONDS
        result = Success(
            {
                "Entries": [{"EventId": f"entry-{place}"} for place, _ in enumerate(entries)],
                "FailedEntryCount": 0,
            }
        )
        if fault is None:
            self._bus.put_entries(entries)
            return Later(seconds, result)
        if fault.kind is FaultKind.THROTTLE:
            return Later(seconds, _outcome(Throttled(), awaits_token=False))
        if fault.kind is FaultKind.ERROR:
            return Later(seconds, _failure(fault.error, "a fault of the simulation"))
        self._clock.after(late_by(fault), lambda: self._bus.put_entries(entries))
        is_lost = fault.kind is FaultKind.TIMEOUT
        return Later(NEVER / MICROSECONDS if is_lost else seconds + fault.late_seconds, result)

    def _invoke(self, call: TaskCall, fault: Fault | None, arrive: Arrive) -> None:
        payload = call.arguments["Payload"]
        name = function_of_arn(call.arguments["FunctionName"])
        world = self._world

        def serve(function: Function) -> Any:  # noqa: ANN401 - JSON
            if "arm" in payload:
                return serve_arming(function, payload, world)
            return serve_task(function, payload, world)

        def done(answer: Answer) -> None:
            arrive(_outcome(answer, awaits_token=call.token is not None))

        self._deliveries.invoke(fault, name, serve, done)


def _outcome(answer: Answer, *, awaits_token: bool) -> Success | Failure | AwaitToken:
    """Put a function's answer into the service's words. Source: Step Functions Developer Guide,
    "Handling errors in Step Functions workflows" and "Invoke an AWS Lambda function".
    """
    match answer:
        case Returned() if awaits_token:
            return AwaitToken()
        case Returned(value):
            return Success({"ExecutedVersion": "$LATEST", "Payload": value, "StatusCode": 200})
        case Raised(name, message):
            return _failure(name, message)
        case Throttled():
            return _failure("Lambda.TooManyRequestsException", "Rate Exceeded.")
        case TimedOut():
            return _failure("Sandbox.Timedout", "Task timed out")


def _failure(name: str, message: str) -> Failure:
    return Failure(name, json.dumps({"errorMessage": message, "errorType": name}))
