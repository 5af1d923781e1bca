"""generated/ is what specs/ give, byte for byte, whoever generates it where and when; and `check`
says so, or says what is not, and changes nothing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.pipeline import compile_specs
from generator.write import MANIFEST

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
GENERATED = ROOT / "generated"


def tree(folder: Path) -> dict[str, bytes]:
    """Every generated file below a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if "__pycache__" not in path.parts
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of generated/, which a test may spoil."""
    ignored = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(GENERATED, tmp_path / "generated", ignore=ignored)


def test_generated_is_what_the_specs_give() -> None:
    compiled = compile_specs(SPECS)
    assert not compiled.diagnostics
    planned = {path: text.encode() for path, text in compiled.files.items()}
    found = tree(GENERATED)
    found.pop(MANIFEST)
    assert found == planned


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "random", "PYTHONUTF8": "0", "LANG": "C", "LC_ALL": "POSIX"},
    ],
    ids=lambda surroundings: surroundings["PYTHONHASHSEED"],
)
def test_another_hash_seed_place_and_language_give_the_same_bytes(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    specs = shutil.copytree(SPECS, tmp_path / "elsewhere" / "specs")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    command = [sys.executable, "-m", "generator", "generate", "--out", "fresh"]
    ran = subprocess.run(
        command, cwd=specs.parent, env=environment, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert tree(specs.parent / "fresh") == tree(GENERATED)


def check(out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the command, which must change nothing."""
    before = tree(out)
    status = main(["check", "--specs", str(SPECS), "--out", str(out)])
    assert tree(out) == before
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def test_check_says_that_all_is_current(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = check(copy, capsys)
    assert (status, said) == (0, f"{copy}: all files are current\n")


def test_check_notices_a_changed_file(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "deployment.py").write_text("spoilt")
    status, said = check(copy, capsys)
    assert status == 1
    assert "deployment.py is not what the specs give" in said


def test_check_notices_a_missing_file(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "asl" / "call_handler.asl.json").unlink()
    status, said = check(copy, capsys)
    assert status == 1
    assert "asl/call_handler.asl.json is missing" in said


def test_check_notices_a_stale_file(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "rules" / "old.json").write_text("{}")
    manifest = copy / MANIFEST
    manifest.write_text(
        "".join(sorted([*manifest.read_text().splitlines(keepends=True), "rules/old.json\n"]))
    )
    status, said = check(copy, capsys)
    assert status == 1
    assert "rules/old.json is stale" in said


def test_check_names_a_strange_file_and_leaves_it(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "notes.txt").write_text("mine")
    _, said = check(copy, capsys)
    assert "notes.txt" in said


def test_generating_again_touches_nothing(copy: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    assert main(["generate", "--specs", str(SPECS), "--out", str(copy)]) == 0
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == times


def test_a_broken_spec_leaves_the_generated_files_alone(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = shutil.copytree(SPECS, tmp_path / "specs")
    (specs / "routes.yaml").write_text("routes: [")
    before = tree(copy)
    assert main(["generate", "--specs", str(specs), "--out", str(copy)]) == 1
    assert tree(copy) == before
    assert "error[SPEC001]" in capsys.readouterr().err
