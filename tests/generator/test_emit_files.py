"""Emission as a whole: one system, one set of files, the same bytes everywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.emit import emit
from generator.emit.types import emit_types
from generator.model import System

LENDING = Path(__file__).parent / "lending"
ROOT = Path(__file__).parents[2]
PRINT_FILES = f"""
import json
from generator.pipeline import compile_specs
print(json.dumps(compile_specs({str(LENDING)!r}).files))
"""


def test_a_business_without_journal_inbox_and_api_comes_out(library_files: dict[str, str]) -> None:
    assert {
        "asl/lend.asl.json",
        "deployment.py",
        "docs/events.md",
        "docs/flows/lend.md",
        "docs/system.md",
        "events/book_lent.py",
        "functions/desk.py",
        "rules/watch_dear_books.json",
        "schemas/events/BookLent.json",
        "schemas/specs/flow.json",
        "types/copy.py",
        "values.py",
    } <= library_files.keys()
    assert "rules/journal.json" not in library_files


def test_another_hash_seed_gives_the_same_bytes(library_files: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Kathmandu"}
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_FILES],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(printed.stdout) == library_files


def test_every_text_file_says_that_it_is_generated(library_files: dict[str, str]) -> None:
    for path, text in library_files.items():
        if path.endswith((".py", ".md")):
            assert "python -m generator generate" in text.splitlines()[0]


def test_a_keyword_of_python_is_no_hindrance_to_an_events_name(
    library_files: dict[str, str],
) -> None:
    assert "events/return_.py" in library_files
    assert '"Return": "return_"' in library_files["events/__init__.py"]


def test_two_emitters_that_write_one_file_are_refused(
    library: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.emit.EMITTERS", (emit_types, emit_types))
    with pytest.raises(ValueError, match=r"two emitters write types/__init__\.py"):
        emit(library)
