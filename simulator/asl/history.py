"""The events of an execution in the shapes that GetExecutionHistory gives.

Stands apart because most runs do without: a run that keeps no history only counts.
Source: API reference, GetExecutionHistory and HistoryEvent.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from semantics.payload import Json, json_text
from semantics.timestamps import format_timestamp
from simulator.asl.machine import Details, Frame
from simulator.asl.run import Caught, Chose, Run

_PASSED_BY = frozenset(
    [
        "ParallelStateSucceeded",
        "MapStateSucceeded",
        "MapIterationFailed",
        "MapIterationAborted",
        *(f"{type_}StateAborted" for type_ in ("Task", "Wait", "Map", "Parallel")),
    ]
)
"""The event after one of these goes on from the one before it.
Source: Floci's tests, measured against the service (AslExecutorBranchHistoryEventsTest,
AslExecutorParallelCutTest)."""

_JSON_FIELDS = {"input", "output", "parameters"}
"""Fields that carry a payload as JSON text."""


@dataclass(slots=True)
class _Kept:
    """An event as it is kept: what it was made of, written out only when someone looks."""

    moment: int
    type: str
    number: int
    previous: int
    details_name: str
    details: Details | None


class History:
    """Keeps events as they come; `events` writes them out as boto3 returns them.

    `decisions` are what the service's events do not tell: why a state went on as it did.
    """

    __slots__ = ("_assigned", "_execution", "_kept", "decisions")

    def __init__(self, execution: Run) -> None:
        self._execution = execution
        self._kept: list[_Kept] = []
        self._assigned: Details = {}
        self.decisions: list[Chose | Caught] = []

    @property
    def events(self) -> list[Details]:
        """All events so far, timestamps as text."""
        return [_event(kept) for kept in self._kept]

    def entered(self, branch: Frame) -> None:
        """Keep that the branch has entered its state."""
        details = {"name": branch.state.name, "input": branch.input}
        self._keep(f"{branch.state.type}StateEntered", branch, "stateEnteredEventDetails", details)

    def assigned(self, values: Details) -> None:
        """Remember variables for the exit of the state that has set them."""
        self._assigned = values

    def exited(self, branch: Frame, output: Json) -> None:
        """Keep that the branch has left its state."""
        details = {"name": branch.state.name, "output": output}
        if self._assigned:
            details["assignedVariables"] = self._assigned
            self._assigned = {}
        self._keep(f"{branch.state.type}StateExited", branch, "stateExitedEventDetails", details)

    def add(self, type_: str, branch: Frame | None, details: Callable[[], Details] | None) -> None:
        """Keep any other event; without a branch it is the execution's own."""
        made = details() if details is not None else None
        self._keep(type_, branch, _details_name(type_), made)

    def _keep(
        self, type_: str, branch: Frame | None, details_name: str, details: Details | None
    ) -> None:
        execution = self._execution
        previous = 0
        if branch is not None:
            previous = branch.previous_event
            if type_ not in _PASSED_BY:
                branch.previous_event = execution.events
        self._kept.append(
            _Kept(execution.clock.now, type_, execution.events, previous, details_name, details)
        )


def _event(kept: _Kept) -> Details:
    event: Details = {
        "timestamp": format_timestamp(kept.moment),
        "type": kept.type,
        "id": kept.number,
        "previousEventId": kept.previous,
    }
    if kept.details is not None:
        event[kept.details_name] = _written(kept.details)
    return event


def _details_name(type_: str) -> str:
    return type_[0].lower() + type_[1:] + "EventDetails"


def _written(details: Details) -> Details:
    written: Details = {}
    for name, value in details.items():
        if value is None and name in ("error", "cause"):
            continue
        if name == "assignedVariables":
            written[name] = {variable: json_text(item) for variable, item in value.items()}
        else:
            written[name] = json_text(value) if name in _JSON_FIELDS else value
        if name in ("input", "output", "assignedVariables"):
            written[f"{name}Details"] = {"truncated": False}
    return written


def trace_hash(histories: list[History]) -> str:
    """A SHA-256 over all events in order: equal runs have equal hashes."""
    digest = hashlib.sha256()
    for history in histories:
        for event in history.events:
            digest.update(json_text(event).encode(errors="surrogatepass"))
    return digest.hexdigest()
