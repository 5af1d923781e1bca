"""Runs a flow as it is emitted: states language in virtual time, the real inbox, scripted tasks.

It stands apart because every test of what flows mean needs the same world. Invariant: nothing of
the flow is interpreted here; only the engine reads what was emitted.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.emit.asl import emit_flows
from generator.load.folder import load_folder
from generator.model import Flow, System
from generator.resolve import resolve
from runtime.codec import read_arming
from runtime.procedures.inbox import arm, deliver
from runtime.state.inbox import InboxFact
from semantics.timestamps import format_timestamp
from simulator.asl import (
    AwaitToken,
    Execution,
    Failure,
    InvalidToken,
    Later,
    Machine,
    Outcome,
    StepFunctions,
    Success,
    TaskCall,
    TaskTimedOut,
    compile_machine,
)
from simulator.clock import MICROSECONDS, Clock
from tests.runtime.fakes import FakeInbox

STALL = Path(__file__).parent / "stall"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ABOUT = ("order_id", "order-1")
Json = dict[str, Any]
Script = Mapping[str, list[Outcome] | Callable[[TaskCall], Outcome]]

ORDER: Json = {
    "order_id": "order-1",
    "amount": 3,
    "due": "2026-03-01T12:01:00.000Z",
    "day": "2026-03-01",
    "lines": [],
}


def stall_flow(text: str, folder: Path) -> tuple[System, Flow]:
    """Compile one flow on the stall's ground; the text is all of it but name, input and time."""
    for source in STALL.rglob("*.yaml"):
        target = folder / source.relative_to(STALL)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text())
    head = "" if "timeout:" in text else "timeout: 1000s\n"
    head += "flow: Sell\ndoc: A test.\ninput: Order\ncorrelate: input.order_id\n"
    (folder / "flows").mkdir(exist_ok=True)
    (folder / "flows/sell.yaml").write_text(head + text)
    return compiled(folder)


def compiled(folder: Path) -> tuple[System, Flow]:
    """Resolve a folder of specs that holds one flow."""
    loaded = load_folder(folder)
    system, diagnostics = resolve(loaded.files, loaded.sources)
    told = [f"{each.code} {each.message}" for each in [*loaded.diagnostics, *diagnostics]]
    assert told == []
    assert system is not None
    (flow,) = system.flows
    return system, flow


def definition(system: System) -> Json:
    """The system's one flow as states language."""
    (text,) = emit_flows(system).values()
    made: Json = json.loads(text)
    return made


def gives(result: object = None, *, after: float = 0) -> Outcome:
    """A function's answer."""
    return _after(after, Success({"StatusCode": 200, "Payload": result}))


def raises(error: str, *, after: float = 0, **fields: object) -> Outcome:
    """A declared error, as the service wraps what a Lambda raises."""
    cause = json.dumps({"errorMessage": json.dumps(fields), "errorType": error})
    return _after(after, Failure(error, cause))


def _after(seconds: float, outcome: Success | Failure) -> Outcome:
    return Later(seconds, outcome) if seconds else outcome


class FlowWorld:
    """One execution of one flow. `script` answers each task state's calls in order, or by a
    function; whoever is not in it answers null at once. `about` is what facts are about, by the
    name of their key.
    """

    def __init__(
        self, machine: Machine, script: Script | None = None, about: tuple[str, str] = ABOUT
    ) -> None:
        self._about = about
        self.clock = Clock(START)
        self.service = StepFunctions(self.clock, self)
        self.machine = machine
        self.inbox = FakeInbox()
        self.calls: list[tuple[float, TaskCall]] = []
        self.told: list[Json] = []
        self._script = {
            state: list(answers) if isinstance(answers, list) else answers
            for state, answers in (script or {}).items()
        }
        self.execution: Execution

    def tell(
        self, fact: str, at: float, /, *, happened: float | None = None, **data: object
    ) -> None:
        """Let a fact reach the inbox so many virtual seconds from now; told twice with the same
        time of happening it is a duplicate.
        """
        moment = self._now() + at if happened is None else happened
        timestamp = START + timedelta(seconds=moment)
        name, key = self._about
        told = InboxFact(f"{fact}@{moment}", fact, timestamp, {name: key, **data})
        delay = round(at * MICROSECONDS)
        self.clock.after(delay, lambda: deliver(key, told, self.inbox, self))

    def run(self, value: Json = ORDER, *, until: float | None = None) -> Execution:
        """Start the execution and run it to its end, or to a virtual second."""
        self.execution = self.service.start(
            self.machine, value, name="execution-1", has_history=True
        )
        start = self.execution.started_at
        self.clock.run(None if until is None else start + round(until * MICROSECONDS))
        return self.execution

    def perform(self, call: TaskCall) -> Outcome:
        """Be Lambda and EventBridge to the engine."""
        self.calls.append((self._now(), call))
        answers = self._script.get(call.state)
        if callable(answers):
            return answers(call)
        if answers:
            return answers.pop(0)
        if call.resource.endswith("putEvents"):
            self.told += [each["Detail"] for each in call.arguments["Entries"]]
            return Success({"FailedEntryCount": 0})
        if call.token is None:
            return gives()
        return self.arm(call)

    def arm(self, call: TaskCall) -> Outcome:
        """Be the function that arms awaits."""
        key, wait = read_arming(call.arguments["Payload"]["arm"])
        arm(key, wait, self.inbox, self)
        return AwaitToken()

    def complete(self, token: str, output: Mapping[str, object]) -> bool:
        """Be the port through which the inbox wakes executions."""
        try:
            self.service.send_task_success(token, dict(output))
        except (TaskTimedOut, InvalidToken):
            return False
        return True

    def route(self) -> list[str]:
        """The author's states in the order in which they were entered."""
        return [each for each in self.entered() if "_" not in each]

    def entered(self) -> list[str]:
        """All states in the order in which they were entered."""
        assert self.execution.history is not None
        return [
            each["stateEnteredEventDetails"]["name"]
            for each in self.execution.history.events
            if each["type"].endswith("StateEntered")
        ]

    def inputs(self, state: str) -> list[Json]:
        """What the calls of a task state were given."""
        return [each.arguments["Payload"]["input"] for _, each in self.calls if each.state == state]

    def times(self, state: str) -> list[float]:
        """At which virtual seconds a state called."""
        return [at for at, each in self.calls if each.state == state]

    def seconds(self) -> float:
        """How long the execution took."""
        assert self.execution.stopped_at is not None, self.execution.status
        return (self.execution.stopped_at - self.execution.started_at) / MICROSECONDS

    def _now(self) -> float:
        return (self.clock.now - round(START.timestamp() * MICROSECONDS)) / MICROSECONDS


def at(second: float) -> str:
    """A virtual second as a timestamp."""
    return format_timestamp(round((START.timestamp() + second) * MICROSECONDS))


def stall(text: str, folder: Path) -> Machine:
    """One flow on the stall's ground, ready to run."""
    return compile_machine(definition(stall_flow(text, folder)[0]))
