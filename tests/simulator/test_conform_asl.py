"""`python -m simulator conform asl`: its verdicts, and files that it cannot use."""

import json
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.__main__ import main

PASS = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
TASK = {
    "StartAt": "T",
    "States": {"T": {"Type": "Task", "Resource": "arn:x:function:f", "End": True}},
}


def row(**changes: Json) -> str:
    base = {
        "name": "r",
        "trust": "A",
        "definition": PASS,
        "input": {"a": 1},
        "type": "STANDARD",
        "expected": {"status": "SUCCEEDED", "output": {"a": 1}},
        "mocks": None,
        "recorded": "31-12-2024, 23:59:59",
    }
    return json.dumps({**base, **changes})


@pytest.fixture
def conform(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Conform":
    return Conform(tmp_path / "rows.jsonl", capsys)


class Conform:
    """Runs the command on lines: its exit code and what it printed."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self.capsys = capsys

    def __call__(self, *lines: str) -> tuple[int, list[str]]:
        self.file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        code = main(["conform", "asl", str(self.file)])
        printed = self.capsys.readouterr()
        return code, [
            line.removeprefix(f"{self.file}:") for line in (printed.out + printed.err).splitlines()
        ]


def test_rows_that_are_right_pass(conform: Conform) -> None:
    assert conform(row(), row(trust="C")) == (0, ["passed 2 of 2"])


def test_a_row_that_is_wrong_is_told_with_its_difference(conform: Conform) -> None:
    wrong = row(expected={"status": "SUCCEEDED", "output": 7})
    assert conform(wrong, row()) == (1, ['r [A]: output {"a":1}, not 7', "passed 1 of 2"])


def test_what_the_simulator_refuses_is_told_in_one_line(conform: Conform) -> None:
    map_state = {"Type": "Map", "ItemProcessor": PASS, "ItemReader": {}, "End": True}
    refused = row(definition={"StartAt": "M", "States": {"M": map_state}})
    assert conform(refused) == (
        1,
        ["r [A]: refused: /States/M/ItemReader: ItemReader is not simulated", "passed 0 of 1"],
    )


def test_rows_of_trust_d_are_run_and_not_counted(conform: Conform) -> None:
    assert conform(row(trust="D", expected={"status": "FAILED"}), row()) == (0, ["passed 1 of 1"])


def test_a_task_fails_as_recorded_even_without_a_name(conform: Conform) -> None:
    unnamed = row(
        definition=TASK, mocks={"T": [{"Throw": {}}]}, expected={"status": "FAILED", "error": None}
    )
    assert conform(unnamed) == (0, ["passed 1 of 1"])


def test_every_line_that_is_no_row_is_told_and_counts_as_failed(conform: Conform) -> None:
    code, printed = conform(
        row(),
        '{"name": ',
        "[]",
        row(trust="E"),
        row(recorded="yesterday"),
        row(mocks={"T": [{"Give": 1}]}),
        row(mocks={"T": 1}),
        row(calls=["T"]),
        json.dumps({"name": "r", "trust": "A"}),
        "[" * 100_000,
    )
    assert code == 2
    assert printed == [
        "2:10: no JSON: Expecting value",
        "3: an object is needed: one recorded row",
        "4: trust: A, B, C or D is needed, not 'E'",
        "5: recorded: a moment such as 31-12-2024, 23:59:59 is needed, not 'yesterday'",
        "6: mocks: null or lists of Return and Throw by state is needed, not {'T': [{'Give': 1}]}",
        "7: mocks: null or lists of Return and Throw by state is needed, not {'T': 1}",
        "8: calls: null or a list of objects with state and input is needed, not ['T']",
        "9: fields are missing: definition, input, type, expected, mocks, recorded",
        "10: it is nested too deeply to be read",
        "passed 1 of 10",
    ]


def test_a_mark_of_the_encoding_and_ends_of_lines_do_not_matter(conform: Conform) -> None:
    assert conform(f"\ufeff{row()}\r", "\r", f"{row()}\r") == (0, ["passed 2 of 2"])


def test_a_file_without_rows_cannot_be_used(conform: Conform, tmp_path: Path) -> None:
    code, (problem,) = conform()
    assert (code, problem.endswith("this file holds no rows")) == (2, True)
    assert main(["conform", "asl", str(tmp_path / "missing")]) == 2
