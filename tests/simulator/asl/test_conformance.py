"""The state machine gives what the real service recorded."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, NotSimulated, StepFunctions, compile_machine
from simulator.clock import Clock
from simulator.conform.asl import RecordedWorker, Verdict, judge_rows, main
from simulator.conform.matching import is_match
from tests.simulator.asl.asl_world import history_of

SHARED = Path(__file__).resolve().parents[4] / "shared" / "conformance" / "asl"
ROWS = SHARED / "execution.jsonl"
MISSES = Path(__file__).with_name("conformance_misses.txt")
MOST_MISSES = 3
CALLS_THAT_DIFFER = 2
"""One row names a function by a word in place of a placeholder; one is older than RedriveCount."""

pytestmark = pytest.mark.skipif(
    not ROWS.exists(), reason="the recorded executions (../shared/conformance) are not here"
)


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return list(judge_rows(ROWS))


def known_misses() -> dict[str, str]:
    """Each listed row and the reason why it is missed."""
    lines = MISSES.read_text(encoding="utf-8").splitlines()
    entries = [line.partition(" # ") for line in lines if line and not line.startswith("#")]
    return {name: reason for name, _, reason in entries}


def recorded_rows() -> Iterator[Json]:
    with ROWS.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.mark.parametrize("trust", ["A", "B"])
def test_every_row_without_placeholders_is_right(verdicts: list[Verdict], trust: str) -> None:
    wrong = [v for v in verdicts if v.trust == trust and v.problems]
    assert not wrong, wrong[0]


def test_at_least_95_percent_of_the_rows_with_placeholders_are_right(
    verdicts: list[Verdict],
) -> None:
    judged = [v for v in verdicts if v.trust == "C"]
    assert sum(not v.problems for v in judged) >= 0.95 * len(judged)


def test_the_list_of_misses_is_exact(verdicts: list[Verdict]) -> None:
    assert known_misses().keys() == {v.name for v in verdicts if v.is_judged and v.problems}


def test_every_miss_has_a_reason_and_the_list_only_shrinks() -> None:
    misses = known_misses()
    assert all(misses.values())
    assert len(misses) <= MOST_MISSES


def test_tasks_are_sent_what_the_service_sent(verdicts: list[Verdict]) -> None:
    differing = [v.name for v in verdicts if v.is_judged and v.remarks]
    assert len(differing) <= CALLS_THAT_DIFFER, differing


def test_states_are_entered_and_left_with_the_recorded_values() -> None:
    compared = 0
    for row in recorded_rows():
        if row["trust"] != "A" or not row["trace"] or "state:Parallel" in row["features"]:
            continue
        route = run_with_history(row)
        assert len(route) == len(row["trace"]), row["name"]
        for recorded, ours in zip(row["trace"], route, strict=True):
            assert is_match(recorded, {name: ours.get(name) for name in recorded}), row["name"]
        compared += 1
    assert compared > 100


def run_with_history(row: Json) -> list[dict[str, Json]]:
    """The run's entries and exits in the corpus's shape."""
    clock = Clock(datetime.strptime(row["recorded"], "%d-%m-%Y, %H:%M:%S").replace(tzinfo=UTC))
    worker = RecordedWorker(row["mocks"] or {})
    service = StepFunctions(clock, worker)
    execution = service.start(compile_machine(row["definition"]), row["input"], has_history=True)
    clock.run()
    assert execution.history is not None
    route: list[dict[str, Json]] = []
    for event in history_of(execution):
        if entered := event.get("stateEnteredEventDetails"):
            type_ = event["type"].removesuffix("StateEntered")
            value = json.loads(entered["input"])
            route.append({"enter": entered["name"], "type": type_, "input": value})
        if exited := event.get("stateExitedEventDetails"):
            assigned = exited.get("assignedVariables", {})
            route.append(
                {
                    "exit": exited["name"],
                    "output": json.loads(exited["output"]),
                    "assigned": {name: json.loads(text) for name, text in assigned.items()},
                }
            )
    return route


def test_the_command_ends_with_the_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(str(ROWS)) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"passed {501 - len(known_misses())} of 501"


def test_published_definitions_compile_or_say_what_is_not_simulated() -> None:
    refused = []
    with (SHARED / "realworld.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            try:
                compile_machine(row["definition"])
            except NotSimulated:
                continue
            except DefinitionError as error:
                refused.append(f"{row['name']}: {error}")
    assert len(refused) == 1, refused
    assert "/States/QueryLanguage" in refused[0]  # QueryLanguage stands among the states there
