"""A small world for tests of the state machine: a clock, a scripted worker and the service."""

from collections.abc import Callable
from datetime import UTC, datetime

from semantics.payload import Json
from simulator.asl import (
    Execution,
    Outcome,
    StepFunctions,
    Success,
    TaskCall,
    compile_machine,
)
from simulator.clock import MICROSECONDS, Clock

START = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


class ScriptedWorker:
    """Answers each state's calls from its list, in order; without one it echoes."""

    def __init__(self, script: dict[str, list[Outcome]]) -> None:
        self.script = {state: list(outcomes) for state, outcomes in script.items()}
        self.calls: list[tuple[float, TaskCall]] = []

    def perform(self, call: TaskCall) -> Outcome:
        clock = call.execution.clock
        self.calls.append(((clock.now - call.execution.started_at) / MICROSECONDS, call))
        outcomes = self.script.get(call.state)
        return outcomes.pop(0) if outcomes else Success(call.arguments)

    def times(self) -> list[float]:
        """Seconds after the start at which tasks were called."""
        return [at for at, _ in self.calls]


class Simulation:
    """A clock, a worker and the service over them."""

    def __init__(self, script: dict[str, list[Outcome]], seed: int) -> None:
        self.clock = Clock(START, seed)
        self.worker = ScriptedWorker(script)
        self.service = StepFunctions(self.clock, self.worker)

    def run(self, definition: Json, value: Json = None) -> Execution:
        """Start an execution of the definition (its states alone will do) and run to the end."""
        execution = self.start(definition, value)
        self.clock.run()
        return execution

    def start(self, definition: Json, value: Json = None) -> Execution:
        machine = compile_machine(definition)
        return self.service.start(machine, {} if value is None else value, has_history=True)

    def token(self, call: int = 0) -> str:
        """The token of the nth call."""
        token = self.worker.calls[call][1].token
        assert token is not None
        return token

    def seconds(self, execution: Execution) -> float:
        """How long the execution took."""
        assert execution.stopped_at is not None
        return (execution.stopped_at - execution.started_at) / MICROSECONDS


Simulate = Callable[..., Simulation]
"""`simulate(script, seed)`: a world whose tasks answer as scripted."""


def cause_of(execution: Execution) -> str:
    """The cause of an execution that failed."""
    assert execution.cause is not None
    return execution.cause


def history_of(execution: Execution) -> list[dict[str, Json]]:
    """The events of an execution that keeps them."""
    assert execution.history is not None
    return execution.history.events
