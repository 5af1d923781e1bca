"""The conformance command's own behaviour, on rows made for the purpose."""

import json
from pathlib import Path

import pytest

from simulator.conform_events import conform, main


def row(**changes: object) -> str:
    base: dict[str, object] = {
        "name": "r",
        "pattern": {"a": [1]},
        "event": {"a": 1},
        "matches": True,
        "invalid": False,
    }
    return json.dumps({**base, **changes})


def test_a_row_fails_where_the_verdict_differs() -> None:
    assert conform(row()) == ([], 1)
    assert conform(row(matches=False)) == (["r: expected does not match, got matches"], 1)


def test_a_row_about_refusal_fails_where_the_pattern_is_accepted() -> None:
    assert conform(row(pattern={"a": []}, invalid=True)) == ([], 1)
    assert conform(row(invalid=True, event=None)) == (["r: expected refused, got accepted"], 1)


def test_an_unexpected_refusal_is_printed_with_its_reason() -> None:
    failures, _ = conform(row(pattern={"a": []}))
    assert failures == ["r: expected matches, got refused (Empty arrays are not allowed)"]


def test_a_file_that_holds_no_rows_of_the_kind_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text('{"x": 1}\n', encoding="utf-8")
    assert main(str(wrong)) == 2
    assert "wrong.jsonl: not a file of recorded rows" in capsys.readouterr().err
    assert main(str(tmp_path / "missing")) == 2
