"""The conformance command's own behaviour, on rows made for the purpose."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.__main__ import main


def row(**changes: object) -> str:
    base: dict[str, object] = {
        "name": "r",
        "pattern": {"a": [1]},
        "event": {"a": 1},
        "matches": True,
        "invalid": False,
    }
    return json.dumps({**base, **changes})


@pytest.fixture
def conform(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """`conform(line, ...)`: the exit code and what the command printed."""

    def run(*lines: str) -> tuple[int, str]:
        file = tmp_path / "rows.jsonl"
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        code = main(["conform", "events", str(file)])
        printed = capsys.readouterr()
        return code, (printed.out + printed.err).replace(f"{file}:", "")

    return run


Conform = Callable[..., tuple[int, str]]


def test_a_row_fails_where_the_verdict_differs(conform: Conform) -> None:
    assert conform(row()) == (0, "passed 1 of 1\n")
    failed = "r: expected does not match, got matches\npassed 0 of 1\n"
    assert conform(row(matches=False)) == (1, failed)


def test_a_row_about_refusal_fails_where_the_pattern_is_accepted(conform: Conform) -> None:
    assert conform(row(pattern={"a": []}, invalid=True)) == (0, "passed 1 of 1\n")
    failed = "r: expected refused, got accepted\npassed 0 of 1\n"
    assert conform(row(invalid=True, event=None)) == (1, failed)


def test_an_unexpected_refusal_is_printed_with_its_reason(conform: Conform) -> None:
    _, printed = conform(row(pattern={"a": []}))
    assert "r: expected matches, got refused (Empty arrays are not allowed)\n" in printed


def test_a_number_that_no_float_holds_is_refused(conform: Conform) -> None:
    tiny = row(pattern={"a": [{"numeric": ["=", 0.5]}]}, invalid=True).replace("0.5", "1E-325")
    assert conform(tiny) == (0, "passed 1 of 1\n")


def test_a_line_that_is_no_row_is_told_and_counts_as_failed(conform: Conform) -> None:
    code, printed = conform(row(), '{"name": ', '{"x": 1}', row(invalid=None))
    assert (code, printed.splitlines()) == (
        2,
        [
            "2:10: no JSON: Expecting value",
            "3: fields are missing: name, pattern, event, matches, invalid",
            "4: invalid: true or false is needed, not None",
            "passed 1 of 4",
        ],
    )


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conform", "events", str(tmp_path / "missing")]) == 2
    assert "missing" in capsys.readouterr().err
