"""Our pattern semantics against recorded truth: the service's answers, and its open matcher's.

The rows are described in ../shared/conformance/README.md. Rows `ls/*` are the service's own.
"""

from pathlib import Path

import pytest

from simulator.conform.events import failures_of, main, read_rows

RECORDED = Path(__file__).parents[2].parent / "shared" / "conformance" / "events"

pytestmark = pytest.mark.skipif(
    not RECORDED.is_dir(), reason=f"recorded truth is not beside this checkout: no {RECORDED}"
)

# Rows that we fail, and why. The list may only shrink.
MISSES = {
    # Its refused number was 1E-325 ("ruler_error"); the file holds 0.0, which is a valid number.
    "er/JsonRuleCompilerTest#testNumericExpressions/5: expected refused, got accepted",
}


def test_every_recorded_row_but_the_known_misses_passes() -> None:
    rows, problems = read_rows(RECORDED / "patterns.jsonl")
    assert set(failures_of(rows)) == MISSES
    assert (len(rows), problems) == (582, [])


def test_every_generated_row_passes() -> None:
    rows, problems = read_rows(RECORDED / "random.jsonl")
    assert failures_of(rows) == []
    assert (len(rows), problems) == (1000, [])


def test_the_command_prints_failing_rows_and_ends_with_the_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(str(RECORDED / "patterns.jsonl")) == 1
    assert capsys.readouterr().out.splitlines() == [*MISSES, "passed 581 of 582"]
