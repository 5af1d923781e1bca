"""Setting up: what is installed is what the locks say, or it is not believed."""

import ast
import subprocess
from pathlib import Path

import pytest

from local import setup
from local.aws import ROOT
from local.errors import LocalError
from local.setup import Tools


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/dev.txt", "requirements/node.txt", "package.json"):
        (tmp_path / name).write_text(name)
    (tmp_path / "package-lock.json").write_text("lock")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "PYTHON_LOCK", tmp_path / "requirements" / "dev.txt")
    monkeypatch.setattr(setup, "NODE_LOCK", tmp_path / "requirements" / "node.txt")
    return tmp_path


@pytest.fixture
def steps(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take the place of the slow steps: each leaves the folder that it would fill."""
    taken: list[str] = []

    def take(what: str, _command: list[str], path_first: Path | None = None) -> None:
        taken.append(what.partition(" (")[0])
        (checkout / (".venv" if path_first is None else "node_modules")).mkdir(exist_ok=True)

    node = checkout / "node"
    node.write_text("#!/bin/sh\n")
    monkeypatch.setattr(setup, "run", take)
    monkeypatch.setattr(setup, "find_system_node", lambda: str(node))
    return taken


def test_everything_is_installed_once(steps: list[str]) -> None:
    assert setup.main([]) == 0
    assert setup.main([]) == 0

    assert steps == [
        "making .venv",
        "installing the Python packages",
        "compiling the generator",
        "installing the AWS CDK",
    ]


def test_a_changed_lock_is_installed_anew(steps: list[str], checkout: Path) -> None:
    setup.main([])
    steps.clear()
    (checkout / "package-lock.json").write_text("another lock")

    setup.main([])

    assert steps == ["installing the AWS CDK"]


def test_an_interrupted_installation_is_not_believed(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    take = setup.run

    def stop(what: str, command: list[str], path_first: Path | None = None) -> None:
        take(what, command, path_first)
        if what.startswith("installing the Python packages"):
            raise KeyboardInterrupt

    monkeypatch.setattr(setup, "run", stop)
    assert setup.main([]) == 130
    monkeypatch.setattr(setup, "run", take)
    steps.clear()

    assert setup.main([]) == 0

    assert steps[0] == "making .venv"


def test_a_machine_with_a_supported_node_gets_no_second_one(steps: list[str]) -> None:
    setup.main([])

    assert not [step for step in steps if "Node.js" in step]


def test_check_says_what_is_stale_and_installs_nothing(
    steps: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert setup.main(["check"]) == 1

    assert capsys.readouterr().out == "missing or not what the locks say: .venv, node_modules\n"
    assert steps == []


def test_a_failing_step_shows_the_tools_own_words(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / ".run").mkdir()

    with pytest.raises(LocalError, match="no such package"):
        setup.run("failing", ["sh", "-c", "echo no such package; exit 3"])

    assert "setup: failing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("version", "is_taken"),
    [("v20.20.2", False), ("v22.0.0", True), ("v24.19.0", True), ("", False)],
)
def test_a_node_that_the_cdk_does_not_support_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, *, is_taken: bool
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert setup.find_system_node() == (str(tmp_path / "node") if is_taken else None)


def test_our_own_node_is_not_taken_for_the_machines(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = checkout / ".venv" / "node"
    own.mkdir(parents=True)
    for name in ("node", "npm"):
        (own / name).write_text("#!/bin/sh\necho v24.0.0\n")
        (own / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(own))

    assert setup.find_system_node() is None


def test_a_stamp_holds_for_one_key_only(tmp_path: Path) -> None:
    Tools(tmp_path, "one").confirm()

    assert Tools(tmp_path, "one").are_whole()
    assert not Tools(tmp_path, "another").are_whole()


@pytest.mark.parametrize(
    "file",
    ["local/setup.py", "local/steps.py", "local/lock.py", "local/errors.py", "generator/doctor.py"],
)
def test_a_python_that_is_too_old_can_read_what_tells_it_so(file: str) -> None:
    ast.parse((ROOT / file).read_text(), feature_version=(3, 8))


def test_what_runs_before_anything_is_installed_needs_nothing_installed() -> None:
    command = ["-S", "-c", "import local.setup, generator.doctor"]

    subprocess.run([setup.machine_python(), *command], cwd=ROOT, check=True)
