"""What a Lambda carries: our own code, and the libraries that its row names."""

import json
from pathlib import Path

import pytest

from generated import deployment as rows
from infra import code
from infra.code import copy_code, install_libraries, list_libraries
from tests.infra.synthesis import synthesize


def test_the_code_is_the_python_of_our_packages_and_nothing_else(tmp_path: Path) -> None:
    copy_code(tmp_path)

    copied = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.relative_to(tmp_path).parts[0] for path in copied} == {"generated", "runtime"}
    assert {path.suffix for path in copied} == {".py"}
    assert (tmp_path / "runtime" / "entry.py").exists()


def test_each_function_carries_the_layers_of_its_libraries(tmp_path: Path) -> None:
    def install(library: str, function: rows.FunctionRow) -> Path:
        folder = tmp_path / f"{library}-{function.architecture}"
        folder.mkdir(exist_ok=True)
        (folder / "library.py").write_text(library)
        return folder

    template = synthesize("dev", tmp_path / "out", install)

    functions = template.named("Lambda::Function", "FunctionName")
    for row in rows.FUNCTIONS:
        layers = [layer["Ref"] for layer in functions[row.physical_name]["Layers"]]
        carried = zip(layers, list_libraries(row), strict=True)
        assert all(layer.startswith(f"Libraries{library}") for layer, library in carried)


def test_without_layers_a_function_has_none(tmp_path: Path) -> None:
    template = synthesize("local", tmp_path)

    assert template.all("Lambda::LayerVersion") == {}


def test_libraries_are_installed_once_from_their_lock_for_the_functions_own_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], *, check: bool) -> None:
        assert check
        commands.append(command)
        Path(command[command.index("--target") + 1]).mkdir(parents=True)

    monkeypatch.setattr(code, "ROOT", tmp_path)
    monkeypatch.setattr("infra.code.subprocess.run", run)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime-core.txt").write_text("lock")

    first = install_libraries("core", rows.FUNCTIONS[0])
    again = install_libraries("core", rows.FUNCTIONS[0])
    (tmp_path / "requirements" / "runtime-core.txt").write_text("another lock")
    changed = install_libraries("core", rows.FUNCTIONS[0])

    assert first == again != changed
    assert len(commands) == 2
    assert {"--require-hashes", "manylinux2014_aarch64", "3.13"} <= set(commands[0])
    assert (first / "python").is_dir()


def test_the_same_code_makes_the_same_asset(tmp_path: Path) -> None:
    def hashes(folder: Path) -> list[str]:
        synthesize("local", folder)
        return sorted(json.loads((folder / "Folio.assets.json").read_text())["files"])

    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
