"""Transitions a second through the state machine, beside other interpreters of the same ASL.

    python -m benchmarks.bench_asl

MiniStack, moto (with its extra `stepfunctions`) and sfnx are peers where they are installed; they
run the same definitions in the same process and must give the same output, so the ratios hold on
any machine. They keep a history (sfnx the names of states), so ours is also measured keeping one.
Our times are CPU time; moto runs an execution in threads of its own, so its time is wall time.
"""

import importlib
import importlib.util
import itertools
import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from simulator.asl import Outcome, StepFunctions, Success, TaskCall, compile_machine
from simulator.clock import Clock

SECONDS = 1.0
ROUNDS = 400

Run = Callable[[], object]


def counting_loop(rounds: int) -> dict[str, Any]:
    """Count in JSONPath mode: a Choice and a Pass with an intrinsic function a round."""
    return {
        "StartAt": "Init",
        "States": {
            "Init": {"Type": "Pass", "Result": 0, "ResultPath": "$.i", "Next": "More"},
            "More": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.i", "NumericLessThan": rounds, "Next": "Add"}],
                "Default": "Done",
            },
            "Add": {
                "Type": "Pass",
                "Parameters": {"i.$": "States.MathAdd($.i, 1)"},
                "Next": "More",
            },
            "Done": {"Type": "Succeed"},
        },
    }


def counting_loop_jsonata(rounds: int) -> dict[str, Any]:
    """Count in JSONata mode: a Choice and a Pass that assigns a variable a round."""
    condition = f"{{% $i < {rounds} %}}"
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Init",
        "States": {
            "Init": {"Type": "Pass", "Assign": {"i": 0}, "Next": "More"},
            "More": {
                "Type": "Choice",
                "Choices": [{"Condition": condition, "Next": "Add"}],
                "Default": "Done",
            },
            "Add": {"Type": "Pass", "Assign": {"i": "{% $i + 1 %}"}, "Next": "More"},
            "Done": {"Type": "Pass", "Output": "{% {'i': $i} %}", "End": True},
        },
    }


class NoTasks:
    """These definitions have none."""

    def perform(self, call: TaskCall) -> Outcome:
        """Echo."""
        return Success(call.arguments)


def ours(definition: dict[str, Any], *, has_history: bool) -> Run:
    """Return a function that runs the definition once and gives its output."""
    machine = compile_machine(definition)
    service = StepFunctions(Clock(datetime(2026, 1, 1, tzinfo=UTC)), NoTasks())

    def run() -> object:
        execution = service.start(machine, {}, has_history=has_history)
        service.clock.run()
        return execution.output

    return run


def ministack(definition: dict[str, Any]) -> Run | None:
    """Return the same for MiniStack's interpreter, called without its HTTP server."""
    if importlib.util.find_spec("ministack") is None:
        return None
    peer: Any = importlib.import_module("ministack.services.stepfunctions")
    name = f"bench-{id(definition)}"
    made = peer._create_state_machine(  # noqa: SLF001 (the request handlers are its only door)
        {"name": name, "definition": json.dumps(definition), "roleArn": "arn:aws:iam::1:role/r"}
    )
    arn = json.loads(made[2])["stateMachineArn"]

    def run() -> object:
        answer = peer._start_sync_execution({"stateMachineArn": arn, "input": "{}"})  # noqa: SLF001 (its one door)
        described = json.loads(answer[2])
        return json.loads(described["output"]) if "error" not in described else described

    return run


def moto(definition: dict[str, Any]) -> Run | None:
    """Return the same for moto's interpreter, started through boto3 and polled."""
    if importlib.util.find_spec("moto") is None or importlib.util.find_spec("antlr4") is None:
        return None
    boto3: Any = importlib.import_module("boto3")
    mock = importlib.import_module("moto").mock_aws(
        config={"stepfunctions": {"execute_state_machine": True}}
    )
    mock.start()
    client = boto3.client(
        "stepfunctions", region_name="us-east-1",
        aws_access_key_id="bench", aws_secret_access_key="bench",  # noqa: S106 (moto's are made up)
    )  # fmt: skip
    arn = client.create_state_machine(
        name=f"bench-{id(definition)}",
        definition=json.dumps(definition),
        roleArn="arn:aws:iam::123456789012:role/bench",
    )["stateMachineArn"]

    numbers = itertools.count()

    def run() -> object:
        execution = client.start_execution(
            stateMachineArn=arn, input="{}", name=f"run-{next(numbers)}"
        )["executionArn"]
        while True:
            described = client.describe_execution(executionArn=execution)
            if described["status"] != "RUNNING":
                return json.loads(described["output"]) if "output" in described else described
            time.sleep(0.002)

    return run


def sfnx(definition: dict[str, Any]) -> Run | None:
    """Return the same for sfnx's local runs, which know JSONata mode alone."""
    if importlib.util.find_spec("sfnx") is None:
        return None
    peer: Any = importlib.import_module("sfnx.testing")

    def run() -> object:
        try:
            return peer.run(definition, {}).output
        except peer.Unsupported as refusal:
            return str(refusal)

    return run


def rate(run: Run, transitions: int, now: Callable[[], float]) -> float:
    """Transitions a second over at least SECONDS, after one warm run."""
    run()
    runs, started = 0, now()
    while (spent := now() - started) < SECONDS:
        run()
        runs += 1
    return runs * transitions / spent


def report(title: str, definition: dict[str, Any]) -> None:
    """Print one line an interpreter, with how many times faster ours is (keeping a history)."""
    transitions = 2 * ROUNDS + 3
    expected = {"i": ROUNDS}
    sys.stdout.write(f"{title}\n")
    bare = rate(ours(definition, has_history=False), transitions, time.process_time)
    kept = rate(ours(definition, has_history=True), transitions, time.process_time)
    sys.stdout.write(f"  ours                {bare:>10,.0f} transitions/s\n")
    sys.stdout.write(f"  ours, with history  {kept:>10,.0f}\n")
    for name, peer, now in (
        ("MiniStack", ministack(definition), time.process_time),
        ("sfnx", sfnx(definition), time.process_time),
        ("moto", moto(definition), time.perf_counter),
    ):
        if peer is None:
            sys.stdout.write(f"  {name:<19} not installed\n")
        elif (output := peer()) != expected:
            sys.stdout.write(f"  {name:<19} cannot run it: {str(output)[:60]}\n")
        else:
            theirs = rate(peer, transitions, now)
            sys.stdout.write(
                f"  {name:<19} {theirs:>10,.0f}   ours is {kept / theirs:,.0f} times as fast\n"
            )


def main() -> None:
    """Run both loops."""
    logging.disable()  # moto logs what it cannot run; the line printed here says it
    report("JSONPath: Choice + Pass with States.MathAdd", counting_loop(ROUNDS))
    report("JSONata: Choice + Pass with Assign", counting_loop_jsonata(ROUNDS))


if __name__ == "__main__":
    main()
