"""The tour in docs/TOUR.md is true: its commands are run in a copy of the project, and what they
print is what the page says. Numbers may differ, since lines move and times change in specs/; that a
changed time changes just its lines is held by test_change_reads_like_the_change.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """Each command of the page with what it is said to print."""
    found: list[tuple[str, str]] = []
    for block in BLOCK.findall((ROOT / "docs" / "TOUR.md").read_text()):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = step.partition("\n")
            found.append((command, printed))
    return found


def without_numbers(printed: str) -> str:
    """The same for every line number and time, and so for every width of a margin."""
    return re.sub(r" +", " ", re.sub(r"\d+", "N", printed))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout that may be changed."""
    for part in ("specs", "generated", "generator", "semantics"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for command in (
        ["git", "init", "--quiet"],
        ["git", "add", "."],
        ["git", "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "start"],
    ):
        subprocess.run(command, cwd=tmp_path, check=True)
    return tmp_path


def test_the_tour_prints_what_its_page_says(project: Path) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for command, expected in steps():
        ran = subprocess.run(
            ["/bin/bash", "-c", command],
            cwd=project,
            env=os.environ | {"PATH": path, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert (command, without_numbers(ran.stdout)) == (command, without_numbers(expected))
