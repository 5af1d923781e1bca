"""The same seed gives the same trace, whatever Python's hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]

PROGRAM = """
import sys
from datetime import UTC, datetime
from simulator.asl import *
from simulator.clock import Clock

class Worker:
    def perform(self, call):
        chance = call.execution.clock.random.random()
        if chance < 0.3:
            return Failure("Unlucky")
        return Later(chance * 10, Success({"chance": chance, "names": sorted({"a", "b", "c"})}))

task = {"Type": "Task", "Resource": "arn:aws:lambda:f", "End": True,
        "Retry": [{"ErrorEquals": ["Unlucky"], "JitterStrategy": "FULL", "MaxAttempts": 9}]}
machine = compile_machine({"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {
    "Type": "Map", "MaxConcurrency": 3, "Next": "Both",
    "ItemProcessor": {"StartAt": "Item", "States": {"Item": task}}},
  "Both": {"Type": "Parallel", "End": True, "Output": "{% {'id': $uuid(), 'n': $states.result} %}",
    "Branches": [{"StartAt": "A", "States": {"A": task}},
                 {"StartAt": "B", "States": {"B": task}}]}}})

def trace(seed):
    service = StepFunctions(Clock(datetime(2026, 1, 1, tzinfo=UTC), seed), Worker())
    runs = [service.start(machine, list(range(5)), has_history=True) for _ in range(3)]
    service.clock.run()
    return trace_hash([run.history for run in runs])

print(trace(7), trace(7), trace(8))
"""


def hashes(hash_seed: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split()


@pytest.fixture(scope="module")
def traces() -> list[list[str]]:
    return [hashes(hash_seed) for hash_seed in ("0", "1", "4242")]


def test_the_trace_is_the_same_under_any_hash_seed(traces: list[list[str]]) -> None:
    assert traces[0] == traces[1] == traces[2]


def test_the_trace_is_the_same_when_run_again_in_one_process(traces: list[list[str]]) -> None:
    first, again, _ = traces[0]
    assert first == again


def test_another_seed_gives_another_trace(traces: list[list[str]]) -> None:
    first, _, other = traces[0]
    assert first != other
