"""Recordings of the real service are replayed: those of its own making and those of ours."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, StepFunctions, compile_machine
from simulator.clock import Clock
from simulator.conform.asl import RecordedWorker
from simulator.recordings.events import read_recording
from simulator.replay.route import Verdict
from simulator.replay.run import replay
from tests.simulator.asl.asl_world import START, history_of

EXECUTIONS = Path(__file__).parents[4] / "shared/conformance/asl/execution.jsonl"
pytestmark = pytest.mark.skipif(
    not EXECUTIONS.exists(), reason="the recorded executions are not beside the checkout"
)


@pytest.fixture(scope="module")
def rows() -> list[Json]:
    """The judged rows that the simulator runs."""
    lines = EXECUTIONS.read_text("utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [row for row in read if row["trust"] in "ABC" and compiles(row)]


def compiles(row: Json) -> bool:
    try:
        compile_machine(row["definition"])
    except DefinitionError:
        return False
    return True


def test_each_definition_replays_the_run_that_our_engine_makes_of_it(rows: list[Json]) -> None:
    wrong = {}
    for row in rows:
        clock = Clock(START)
        machine = compile_machine(row["definition"])
        service = StepFunctions(clock, RecordedWorker(row["mocks"] or {}))
        execution = service.start(machine, row["input"], has_history=True)
        clock.run()
        found = replay(read_recording(history_of(execution)), machine)
        is_distributed = "distributed Map" in found.today
        if (found.verdict is not Verdict.SAME_ROUTE and not is_distributed) or found.differences:
            wrong[row["name"]] = found
    assert wrong == {}


def test_each_straight_recorded_trace_takes_the_same_route(rows: list[Json]) -> None:
    """Where the row's tasks are called once a visit, its trace is a whole history."""
    straight = [row for row in rows if is_straight(row)]
    wrong = {}
    for row in straight:
        events = list(service_events(row))
        found = replay(read_recording(events), compile_machine(row["definition"]))
        if found.verdict is not Verdict.SAME_ROUTE:
            wrong[row["name"]] = found
    assert wrong == {}
    assert len(straight) > 150


def is_straight(row: Json) -> bool:
    trace = row.get("trace") or []
    entered = Counter(step["enter"] for step in trace if "enter" in step)
    states = row["definition"]["States"]
    mocks = row["mocks"] or {}
    is_plain = trace and all(name in states for name in entered)
    once = all(entered[name] == len(answers) for name, answers in mocks.items())
    tasks = [name for name in entered if states.get(name, {}).get("Type") == "Task"]
    forks = [name for name in entered if states.get(name, {}).get("Type") in ("Map", "Parallel")]
    return bool(is_plain and once and set(tasks) == set(mocks) and not forks)


def service_events(row: Json) -> Iterator[Json]:
    """The row's trace in the shapes of GetExecutionHistory; the trace holds no moments."""
    answers = {name: iter(each) for name, each in (row["mocks"] or {}).items()}
    number = 1
    stamp = START.isoformat()
    details = {"input": json.dumps(row["input"])}
    yield {
        "id": 1,
        "previousEventId": 0,
        "timestamp": stamp,
        "type": "ExecutionStarted",
        "executionStartedEventDetails": details,
    }

    def event(type_: str, name: str, details: Json) -> Json:
        nonlocal number
        number += 1
        made = {"id": number, "previousEventId": number - 1, "timestamp": stamp, "type": type_}
        return {**made, name: details}

    for step in row["trace"]:
        if "enter" in step:
            name = step["enter"]
            details = {"name": name, "input": json.dumps(step["input"])}
            yield event(f"{step['type']}StateEntered", "stateEnteredEventDetails", details)
            if name in answers:
                yield event("TaskScheduled", "taskScheduledEventDetails", {})
                yield answer(next(answers[name]), event)
        else:
            type_ = row["definition"]["States"][step["exit"]]["Type"]
            details = {"name": step["exit"], "output": json.dumps(step["output"])}
            yield event(f"{type_}StateExited", "stateExitedEventDetails", details)
    yield end(row["expected"], event)


def answer(recorded: Json, event: Json) -> Json:
    if "Return" in recorded:
        details = {"output": json.dumps(recorded["Return"])}
        return event("TaskSucceeded", "taskSucceededEventDetails", details)
    thrown = recorded["Throw"]
    details = {"error": thrown["Error"], "cause": thrown.get("Cause")}
    return event("TaskFailed", "taskFailedEventDetails", details)


def end(expected: Json, event: Json) -> Json:
    if expected["status"] == "SUCCEEDED":
        details = {"output": json.dumps(expected.get("output"))}
        return event("ExecutionSucceeded", "executionSucceededEventDetails", details)
    kind = "ExecutionTimedOut" if expected["status"] == "TIMED_OUT" else "ExecutionFailed"
    name = kind[0].lower() + kind[1:] + "EventDetails"
    return event(kind, name, {"error": expected.get("error"), "cause": expected.get("cause")})
