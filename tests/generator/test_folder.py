"""How a folder of specs is read."""

import os
from pathlib import Path

import pytest

from generator.load.folder import load_folder


def test_all_specs_are_read_at_any_depth_and_named_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "flows" / "night").mkdir(parents=True)
    (tmp_path / "types.yaml").write_text("a: 1\n")
    (tmp_path / "flows" / "b.yaml").write_text("a: 1\n")
    (tmp_path / "flows" / "night" / "a.yaml").write_text("a: 1\n")
    found = load_folder(tmp_path)
    assert list(found.files) == ["flows/b.yaml", "flows/night/a.yaml", "types.yaml"]
    assert found.diagnostics == []
    assert found.files["types.yaml"].span.file == f"{tmp_path.as_posix()}/types.yaml"
    assert found.sources.lines(f"{tmp_path.as_posix()}/types.yaml") == ["a: 1", ""]


def test_a_file_with_mistakes_does_not_hide_those_of_another(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [\n")
    (tmp_path / "b.yaml").write_bytes(b"\xff")
    (tmp_path / "c.yaml").write_text("c: 1\n")
    found = load_folder(tmp_path)
    assert [each.code for each in found.diagnostics] == ["SPEC001", "SPEC007"]
    assert list(found.files) == ["c.yaml"]


def test_hidden_files_editors_copies_and_texts_for_people_are_passed_over(tmp_path: Path) -> None:
    for name in (".a.yaml.swp", ".hidden.yaml", "a.yaml~", "README.md"):
        (tmp_path / name).write_text("not: [yaml")
    (tmp_path / "a.yaml").write_text("a: 1\n")
    found = load_folder(tmp_path)
    assert (list(found.files), found.diagnostics) == (["a.yaml"], [])


@pytest.mark.parametrize("name", ["flow.yml", "flow.YAML", "flow.json", "flow"])
def test_a_file_of_another_name_is_told_to_be_renamed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a: 1\n")
    (diagnostic,) = load_folder(tmp_path).diagnostics
    assert diagnostic.code == "SPEC021"
    assert name in diagnostic.message


def test_links_are_refused_so_that_no_loop_is_walked(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").write_text("a: 1\n")
    found = load_folder(tmp_path)
    assert [each.code for each in found.diagnostics] == ["SPEC021", "SPEC021"]
    assert list(found.files) == ["b.yaml"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    (diagnostic,) = load_folder(tmp_path).diagnostics
    assert diagnostic.message == "this is not a file"


def test_a_missing_folder_and_an_empty_one_are_mistakes(tmp_path: Path) -> None:
    (missing,) = load_folder(tmp_path / "nowhere").diagnostics
    (empty,) = load_folder(tmp_path).diagnostics
    assert (missing.code, empty.code) == ("SPEC020", "SPEC020")
    assert missing.message == "the folder cannot be read: No such file or directory"
    assert empty.message == "the folder holds no specs"


def test_a_file_that_cannot_be_read_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    found = load_folder(tmp_path)
    monkeypatch.undo()
    (diagnostic,) = found.diagnostics
    assert diagnostic.message == "the file cannot be read: Permission denied"
