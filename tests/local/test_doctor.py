"""The doctor: what a machine lacks, each with its fix."""

from pathlib import Path

import pytest

from generator import doctor
from generator.doctor import Finding


def test_this_machine_lacks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.main() == 0
    assert "nothing is missing" in capsys.readouterr().out


def test_what_is_missing_is_shown_with_its_fix(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generator.doctor.shutil.which", lambda *_args, **_options: None)

    assert doctor.main() == 1
    told = capsys.readouterr().out
    assert "FIX  make           not found\n" in told
    assert "apt install make" in told
    assert told.endswith("1 to fix\n")


def test_a_python_that_is_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.doctor.sys.version_info", (3, 9, 2))

    assert "3.11" in doctor.find_python().fix


def test_a_python_without_ensurepip_is_told_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.doctor.importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("generator.doctor.sys.version_info", (3, 12, 1))

    finding = doctor.find_venv_module()

    assert finding.found == "this Python lacks venv and ensurepip"
    assert "apt install python3.12-venv" in finding.fix


@pytest.mark.parametrize(
    ("version", "told"), [("v20.20.2", "too old"), ("v24.1.0", "v24.1.0"), ("broken", "too old")]
)
def test_no_node_is_needed_and_an_old_one_does_no_harm(
    tmp_path: Path, version: str, told: str
) -> None:
    (tmp_path / "node").write_text(f"#!/bin/sh\necho {version}\n")
    (tmp_path / "node").chmod(0o755)

    finding = doctor.find_node(str(tmp_path))

    assert finding.is_fine
    assert told in finding.found
    assert doctor.find_node("").is_fine


def test_too_small_a_disk_is_told_unless_everything_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "NEEDED_DISK_GB", 10**9)
    assert "free" in doctor.find_disk_space(tmp_path).fix

    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "setup.stamp").touch()
    assert doctor.find_disk_space(tmp_path).is_fine


def test_another_version_of_the_cdk_is_told(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"devDependencies": {"aws-cdk": "2.1148.1"}}')
    assert doctor.find_cdk(tmp_path) == Finding("CDK", "not installed", "`make setup`")

    installed = tmp_path / "node_modules" / "aws-cdk"
    installed.mkdir(parents=True)
    (installed / "package.json").write_text('{"version": "3.0.0"}')
    assert doctor.find_cdk(tmp_path).found == "3.0.0, pinned is 2.1148.1"
