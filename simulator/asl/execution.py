"""One execution of a machine: its status, its clock, its events and its end.

Stands apart from the branches that run in it: they share what is here. An item of a distributed
Map is an execution of its own, with events of its own.
"""

from collections.abc import Callable
from typing import Protocol

from semantics.payload import MAX_HISTORY_EVENTS, Json
from semantics.timestamps import format_timestamp
from simulator.asl.errors import QUERY_EVALUATION, RUNTIME, StatesError
from simulator.asl.history import History
from simulator.asl.machine import Block, Details, Frame, Machine
from simulator.asl.run import Caught, Chose, Status
from simulator.asl.surroundings import Surroundings
from simulator.asl.tokens import Tokens
from simulator.clock import MICROSECONDS, Clock, Timer

LAST_FREE_EVENT = MAX_HISTORY_EVENTS - 1
"""The event after this one ends the execution, well or badly."""


class Root(Protocol):
    """The branch that is the execution's own."""

    def start(self, block: Block, value: Json) -> None:
        """Run from the block's start until it blocks or ends."""

    def cancel(self) -> None:
        """Nobody waits for it any more."""


class Execution:
    """`output` is set when it succeeded, `error` and `cause` (either may be None) when it failed.

    `started_at` and `stopped_at` are the clock's microseconds. `events` counts the history, which
    is kept in `history` only when asked for. `transitions` counts what the service bills: each
    state entered, and each retry.
    """

    __slots__ = (
        "_context",
        "_machine_context",
        "_on_end",
        "_root",
        "_timeout",
        "cause",
        "clock",
        "error",
        "events",
        "history",
        "id",
        "input",
        "machine",
        "name",
        "output",
        "started_at",
        "status",
        "stopped_at",
        "surroundings",
        "transitions",
    )

    def __init__(
        self,
        surroundings: Surroundings,
        machine: Machine,
        name: str,
        value: Json,
        *,
        has_history: bool,
        on_end: Callable[["Execution"], None] | None = None,
    ) -> None:
        self.surroundings = surroundings
        self.clock: Clock = surroundings.clock
        self.machine = machine
        self.name = name
        self.id = surroundings.execution_arn(machine.name, name, is_express=machine.is_express)
        self.input = value
        self.history = History(self) if has_history else None
        self._on_end = on_end
        self._context: dict[str, Json] | None = None
        self._machine_context = surroundings.machine(machine.name)
        self._root: Root | None = None
        self._timeout: Timer | None = None
        self.events = 0
        self.transitions = 0
        self.started_at = self.clock.now
        self.stopped_at: int | None = None
        self.status = Status.RUNNING
        self.output: Json = None
        self.error: str | None = None
        self.cause: str | None = None

    def run(self, root: Root) -> None:
        """Record the start and run the root branch until it blocks or ends."""
        self._root = root
        seconds = self.machine.timeout_seconds
        if seconds is not None:
            self._timeout = self.clock.after(round(seconds * MICROSECONDS), self.time_out)
        self.note("ExecutionStarted", None, self._start_details)
        root.start(self.machine.block, self.input)

    @property
    def machine_name(self) -> str:
        """The name of the machine that runs."""
        return self.machine.name

    @property
    def keeps_history(self) -> bool:
        """Whether somebody reads its events."""
        return self.history is not None

    @property
    def tokens(self) -> Tokens:
        """The tokens of its service."""
        return self.surroundings.tokens

    def context(self) -> dict[str, Json]:
        """The parts of the context object that all branches share, in an object of its own."""
        if self._context is None:
            self._context = self._make_context()
        return {"Execution": self._context, "StateMachine": self._machine_context}

    def note(
        self, type_: str, branch: Frame | None, details: Callable[[], Details] | None = None
    ) -> None:
        """Count an event, and keep it where the history is kept.

        Where no event is free it is the last of all: the execution no longer runs afterwards.
        """
        if self.events >= LAST_FREE_EVENT and self.status is Status.RUNNING:
            self.exhaust_history()
            return
        self.events += 1
        if self.history is not None:
            self.history.add(type_, branch, details)

    def note_evaluation_failure(self, branch: Frame, error: StatesError) -> None:
        """Record that an expression failed, where that is the error, once."""
        if error.name == QUERY_EVALUATION and error.field is not None:
            field, error.field = error.field, None
            self.note(
                "EvaluationFailed",
                branch,
                lambda: {
                    "error": error.name,
                    "cause": error.cause,
                    "location": field,
                    "state": branch.state.name,
                },
            )

    def branch_succeeded(self, branch: Frame, output: Json) -> None:
        """End well with the root branch's output."""
        self.output = output
        self._end(Status.SUCCEEDED, branch, self._output_details)

    def branch_failed(self, branch: Frame, error: StatesError) -> None:
        """End with the error that nothing caught."""
        self.error, self.cause = error.name, error.cause
        self._end(Status.FAILED, branch, self._error_details)

    def time_out(self) -> None:
        """The machine's TimeoutSeconds is over: neither error nor cause is reported (recorded)."""
        self._end(Status.TIMED_OUT, None, lambda: {"error": "States.Timeout"})

    def stop(self, error: str | None = None, cause: str | None = None) -> None:
        """Abort it, as StopExecution does."""
        self.error, self.cause = error, cause
        self._end(Status.ABORTED, None, self._error_details)

    def decided(self, decision: Chose | Caught) -> None:
        """Keep why a state went on as it did, where the history is kept."""
        if self.history is not None:
            self.history.decisions.append(decision)

    def exhaust_history(self) -> None:
        """Event 25,000 is the failure, unless the execution succeeds with it."""
        if self.status is not Status.RUNNING:
            return
        self.error = RUNTIME
        self.cause = (
            f"The execution reached the maximum number of history events ({MAX_HISTORY_EVENTS})."
        )
        self._end(Status.FAILED, None, self._error_details)

    def _end(self, status: Status, branch: Frame | None, details: Callable[[], Details]) -> None:
        if self.status is not Status.RUNNING:
            return
        self.status = status
        self.stopped_at = self.clock.now
        if self._timeout is not None:
            self._timeout.cancel()
        if self._root is not None:
            self._root.cancel()
        self.note(_END_EVENTS[status], branch, details)
        if self._on_end is not None:
            self._on_end(self)

    def _make_context(self) -> dict[str, Json]:
        execution: dict[str, Json] = {
            "Id": self.id,
            "Input": self.input,
            "StartTime": format_timestamp(self.started_at),
            "Name": self.name,
            "RoleArn": self.surroundings.role_arn,
        }
        if not self.machine.is_express:
            execution["RedriveCount"] = 0
        return execution

    def _start_details(self) -> Details:
        return {"input": self.input, "roleArn": self.surroundings.role_arn}

    def _output_details(self) -> Details:
        return {"output": self.output}

    def _error_details(self) -> Details:
        return {"error": self.error, "cause": self.cause}


_END_EVENTS = {
    Status.SUCCEEDED: "ExecutionSucceeded",
    Status.FAILED: "ExecutionFailed",
    Status.TIMED_OUT: "ExecutionTimedOut",
    Status.ABORTED: "ExecutionAborted",
}
