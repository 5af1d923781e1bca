"""The events of a task's call: one family for Lambda ARNs, one for activities, one for the rest.

Stands apart because only the history tells the families apart. The numbers of events matter even
where no history is kept: causes name the event at which a state was entered.
Source: API reference, HistoryEvent; recorded executions.
"""

from dataclasses import dataclass

from semantics.payload import Json
from simulator.asl.errors import StatesError
from simulator.asl.machine import Details, Frame
from simulator.asl.worker import TaskCall


@dataclass(frozen=True, slots=True)
class EventFamily:
    """`prefix` of the event types; `common` details of each; `label` in the payload limit's text.

    `is_integration`: a service integration, which tells its resource in every event;
    `goes_on`: one that is not over when its request was accepted.
    """

    prefix: str
    label: str
    common: Details
    is_integration: bool
    goes_on: bool

    def note_request(self, branch: Frame, call: TaskCall) -> None:
        """Record that the task was scheduled and started."""
        branch.note(f"{self.prefix}Scheduled", lambda: self._scheduled(call))
        branch.note(f"{self.prefix}Started", self._details)

    def note_submitted(self, branch: Frame) -> None:
        """Record that the request was accepted and the task goes on."""
        if self.goes_on:
            branch.note("TaskSubmitted", self._details)

    def note_success(self, branch: Frame, result: Json) -> None:
        """Record the result."""
        branch.note(f"{self.prefix}Succeeded", lambda: {**self.common, "output": result})

    def note_failure(self, branch: Frame, error: StatesError) -> None:
        """Record the error."""
        branch.note(f"{self.prefix}Failed", lambda: self._failed(error))

    def note_timeout(self, branch: Frame, error: StatesError) -> None:
        """Record that time or a heartbeat ran out."""
        branch.note(f"{self.prefix}TimedOut", lambda: self._failed(error))

    def _details(self) -> Details:
        return dict(self.common)

    def _failed(self, error: StatesError) -> Details:
        return {**self.common, "error": error.name, "cause": error.cause}

    def _scheduled(self, call: TaskCall) -> Details:
        details: Details = {**self.common}
        if self.is_integration:
            details |= {"region": "us-east-1", "parameters": call.arguments}
        else:
            details |= {"resource": call.resource, "input": call.arguments}
        if isinstance(call.credentials, dict) and "RoleArn" in call.credentials:
            details["taskCredentials"] = {"roleArn": call.credentials["RoleArn"]}
        if call.timeout_seconds is not None:
            details["timeoutInSeconds"] = call.timeout_seconds
        if call.heartbeat_seconds is not None:
            details["heartbeatInSeconds"] = call.heartbeat_seconds
        return details


def family_of(resource: str) -> EventFamily:
    """The family for a Resource: an integration is `arn:aws:states:::service:action`."""
    if ":states:::" in resource:
        service, _, action = resource.partition(":states:::")[2].rpartition(":")
        if action.isdigit():  # the 2 of startExecution.sync:2 belongs to the action
            service, _, name = service.rpartition(":")
            action = f"{name}:{action}"
        common = {"resourceType": service, "resource": action}
        goes_on = action.endswith(".waitForTaskToken") or ".sync" in action
        return EventFamily("Task", service, common, is_integration=True, goes_on=goes_on)
    prefix = "Activity" if ":activity:" in resource else "LambdaFunction"
    return EventFamily(prefix, resource, {}, is_integration=False, goes_on=False)
