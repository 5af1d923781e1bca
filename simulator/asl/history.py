"""The events of an execution in the shapes that GetExecutionHistory gives.

Stands apart because most runs do without: a run that keeps no history only counts.
Source: API reference, GetExecutionHistory and HistoryEvent.
"""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from semantics.payload import Json, json_text
from semantics.timestamps import format_timestamp

if TYPE_CHECKING:
    from simulator.asl.branch import Branch
    from simulator.asl.execution import Execution

Details = dict[str, Json]

_JSON_FIELDS = {"input", "output", "parameters"}
"""Fields that carry a payload as JSON text."""


class History:
    """`events` are dicts as boto3 returns them, with the timestamp as text."""

    __slots__ = ("_assigned", "_execution", "events")

    def __init__(self, execution: "Execution") -> None:
        self._execution = execution
        self.events: list[Details] = []
        self._assigned: Details = {}

    def entered(self, branch: "Branch") -> None:
        details = {"name": branch.state.name, "input": branch.input}
        self._append(
            f"{branch.state.type}StateEntered", branch, "stateEnteredEventDetails", details
        )

    def assigned(self, values: Details) -> None:
        """Variables set by the state that is about to exit."""
        self._assigned = values

    def exited(self, branch: "Branch", output: Json) -> None:
        details = {"name": branch.state.name, "output": output}
        if self._assigned:
            details["assignedVariables"] = {k: json_text(v) for k, v in self._assigned.items()}
            details["assignedVariablesDetails"] = {"truncated": False}
            self._assigned = {}
        self._append(f"{branch.state.type}StateExited", branch, "stateExitedEventDetails", details)

    def add(
        self, type_: str, branch: "Branch | None", details: Callable[[], Details] | None
    ) -> None:
        made = details() if details is not None else None
        self._append(type_, branch, _details_name(type_), made)

    def _append(
        self, type_: str, branch: "Branch | None", details_name: str, details: Details | None
    ) -> None:
        number = self._execution.events
        event: Details = {
            "timestamp": format_timestamp(self._execution.clock.now),
            "type": type_,
            "id": number,
            "previousEventId": branch.previous_event if branch is not None else 0,
        }
        if details is not None:
            event[details_name] = _written(details)
        if branch is not None:
            branch.previous_event = number
        self.events.append(event)


def _details_name(type_: str) -> str:
    return type_[0].lower() + type_[1:] + "EventDetails"


def _written(details: Details) -> Details:
    written: Details = {}
    for name, value in details.items():
        if value is None and name in ("error", "cause"):
            continue
        written[name] = json_text(value) if name in _JSON_FIELDS else value
        if name in ("input", "output"):
            written[f"{name}Details"] = {"truncated": False}
    return written


def trace_hash(histories: list[History]) -> str:
    """A SHA-256 over all events in order: equal runs have equal hashes."""
    digest = hashlib.sha256()
    for history in histories:
        for event in history.events:
            digest.update(json_text(event).encode(errors="surrogatepass"))
    return digest.hexdigest()
