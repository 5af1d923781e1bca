"""Each folder of tests/golden is a case: `spec/` goes in, and either the whole tree `out/` comes
out or exactly `stderr.txt` is said. `UPDATE_GOLDEN=1 pytest` writes the expectation anew; its
diff is then what is to be reviewed.
"""

import os
import shutil
from pathlib import Path

import pytest

from generator.__main__ import main

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
UPDATES = os.environ.get("UPDATE_GOLDEN") == "1"


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_what_its_folder_says(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(GOLDEN / case)
    out = tmp_path / "out"
    status = main(["generate", "--specs", "spec", "--out", str(out)])
    said = capsys.readouterr().err
    if UPDATES:
        rewrite(GOLDEN / case, out, said)
    assert (status == 0) == (GOLDEN / case / "out").exists(), said
    if status:
        assert said == (GOLDEN / case / "stderr.txt").read_text(encoding="utf-8")
        assert not out.exists()
    else:
        assert said == ""
        assert tree(out) == tree(GOLDEN / case / "out")


def rewrite(case: Path, out: Path, said: str) -> None:
    """Make what came out what is expected."""
    shutil.rmtree(case / "out", ignore_errors=True)
    (case / "stderr.txt").unlink(missing_ok=True)
    if out.exists():
        shutil.copytree(out, case / "out")
    else:
        (case / "stderr.txt").write_text(said, encoding="utf-8")


def test_updating_is_for_people_never_for_a_build() -> None:
    assert not (UPDATES and os.environ.get("CI"))


def specs_with(types: str, folder: Path) -> Path:
    """The smallest business, and a types.yaml beside it."""
    specs = shutil.copytree(GOLDEN / "smallest" / "spec", folder / "spec")
    (specs / "types.yaml").write_text(types, encoding="utf-8")
    return specs


@pytest.mark.parametrize(
    ("types", "said"),
    [
        ("types: " + "[" * 100_000 + "]" * 100_000, "error[SPEC009]: values are nested more than"),
        ("types: " + "{a: " * 100_000 + "}" * 100_000, "error[SPEC009]: values are nested more"),
        ("types:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 1000)), "SPEC009"),
        ("types: {A: {is: string, doc: '" + "x" * 2_000_000 + "'}}", "error[SPEC008]"),
        ("types:\n  A: &a\n    b: *a\n", "error[SPEC004]: an anchor cannot stand in a spec"),
    ],
    ids=["100,000 brackets", "100,000 braces", "1,000 levels", "2 MB", "an alias of itself"],
)
def test_a_bomb_is_one_clear_page(
    types: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = specs_with(types, tmp_path)
    assert main(["generate", "--specs", str(specs), "--out", str(tmp_path / "out")]) == 1
    page = capsys.readouterr().err
    assert said in page
    assert "types.yaml" in page
    assert len(page) < 2_000


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_form_names_every_mistake(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(GOLDEN / "misspelt_state")
    assert main(["check", "--specs", "spec", "--out", "nowhere", "--format", form]) == 1
    captured = capsys.readouterr()
    page = captured.err if form == "text" else captured.out
    for name in ("Kneed", "Rice", "Baking", "Fail", "sell"):
        assert f" {name}, which is not a state" in page
