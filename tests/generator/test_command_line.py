"""The commands as they are run: what they print where, their exit codes, what they change."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.pages import pages
from tests.generator.edited_specs import SPECS

ROOT = Path(__file__).parents[2]
POTTERY = ROOT / "tests" / "golden" / "pottery" / "spec"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "system.yaml").write_text("system: Small\nnamespace: small\nbus: small-bus\n")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(command: str, specs: Path, out: Path, form: str = "text") -> int:
    return main([command, "--specs", str(specs), "--out", str(out), "--format", form])


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_generate_writes_and_the_second_time_finds_all_current(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("generate", specs, out) == 0
    assert "added" in capsys.readouterr().out
    before = snapshot(out)
    assert run("generate", specs, out) == 0
    assert capsys.readouterr().out == f"{out}: all files are current\n"
    assert snapshot(out) == before


def test_generate_writes_nothing_if_the_specs_have_a_mistake(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (specs / "system.yaml").write_text("system: small\nnamespace: small\nbus: small-bus\n")
    assert run("generate", specs, out) == 1
    assert not out.exists()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "error[SPEC033]: expected a name like CallHandler" in shown.err


def test_check_is_content_with_what_generate_wrote(specs: Path, out: Path) -> None:
    run("generate", specs, out)
    assert run("check", specs, out) == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_text("mine"), "is not what the specs give"),
    ],
)
def test_check_names_a_file_that_was_touched_and_changes_nothing(
    change: object, told: str, specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("generate", specs, out)
    assert callable(change)
    change(out / "deployment.py")
    before = snapshot(out)
    assert run("check", specs, out) == 1
    assert f"error[FILE005]: deployment.py {told}" in capsys.readouterr().err
    assert snapshot(out) == before


def test_check_names_files_that_the_specs_no_longer_give(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (specs / "types.yaml").write_text("types:\n  Place: {is: string}\n")
    run("generate", specs, out)
    (specs / "types.yaml").unlink()
    assert run("check", specs, out) == 1
    assert "place.py is stale: the specs no longer give it" in capsys.readouterr().err


def test_check_before_anything_was_generated_names_what_is_to_come(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", specs, out) == 1
    assert "is not generated yet" in capsys.readouterr().err
    assert not out.exists()


def test_json_is_one_object_on_standard_output_whether_or_not_all_is_well(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("generate", specs, out, "json") == 0
    assert json.loads(capsys.readouterr().out) == {"diagnostics": []}
    (out / "deployment.py").unlink()
    assert run("check", specs, out, "json") == 1
    [told] = json.loads(capsys.readouterr().out)["diagnostics"]
    assert told["code"] == "FILE005"


def test_github_gets_an_annotation_for_each_mistake(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (specs / "types.yaml").write_text("types:\n  Place: {fields: {town: Twon}}\n")
    assert run("check", specs, out, "github") == 1
    shown = capsys.readouterr().out
    assert shown.startswith(f"::error file={specs}/types.yaml,line=2,endLine=2,col=26,")


def test_a_folder_without_specs_is_a_mistake(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", tmp_path / "nowhere", out) == 1
    assert "SPEC020" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["generat"], ["generate", "--format", "xml"], ["check", "specs"]]
)
def test_a_command_that_is_used_wrongly_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_explain_prints_a_codes_page_whatever_its_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "type205"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("TYPE205: ")
    assert "Wrong:" in shown


def test_explain_lists_every_code_with_its_first_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "FLOW101  A transition must lead to a state of its flow." in listed
    assert len(listed) == len(pages())


def test_explain_suggests_a_code_that_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "TYPE2O5"]) == 2
    assert 'did you mean "TYPE205"?' in capsys.readouterr().err


def run_on(python: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-m", "generator", command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_doctor_speaks_where_nothing_is_installed(bare_python: Path) -> None:
    asked = run_on(bare_python, "doctor")
    assert asked.returncode in (0, 1)
    assert "Python" in asked.stdout
    assert asked.stderr == ""


def test_generate_points_to_the_doctor_where_nothing_is_installed(bare_python: Path) -> None:
    asked = run_on(bare_python, "generate")
    assert asked.returncode == 2
    assert asked.stderr == "yaml is not installed; `python -m generator doctor` says how\n"


def test_generating_twice_in_new_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "generator", "generate", "--specs", POTTERY, "--out", out],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        made.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*.*")})
    assert made[0] == made[1]


def test_a_reader_that_has_enough_is_no_mistake() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "explain"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_sound_specs_load_nothing_that_only_a_mistake_needs(out: Path) -> None:
    """Each takes milliseconds of the quarter of a second that the whole process has."""
    report = (
        "import sys; from generator.__main__ import main; main(sys.argv[1:]);"
        " heavy = {'ast', 'dataclasses', 'difflib', 'inspect', 'pathlib'};"
        " print(sorted(heavy & sys.modules.keys()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", report, "generate", "--specs", str(SPECS), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_ctrl_c_stops_it_without_a_traceback_and_writes_nothing(
    specs: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.pipeline.compile_specs", interrupted)

    assert run("generate", specs, out) == 130
    assert capsys.readouterr().err == "\nstopped\n"
    assert not out.exists()
