"""How the out folder is brought in line with a plan."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.write import MANIFEST, Changes, compare, write

PLAN = {"asl/a.json": "{}\n", "tasks.py": "x = 1\n"}
EVERY_FILE = (MANIFEST, "asl/a.json", "tasks.py")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that holds just what `PLAN` says."""
    folder = tmp_path / "out"
    assert write(PLAN, folder) == (Changes(added=EVERY_FILE), [])
    return folder


def contents(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_a_plan_is_written_with_the_list_of_its_files(out: Path) -> None:
    assert contents(out) == {**PLAN, MANIFEST: "asl/a.json\ntasks.py\n"}


def test_writing_the_same_plan_again_touches_no_file(out: Path) -> None:
    before = {path: path.stat() for path in out.rglob("*")}
    assert write(PLAN, out) == (Changes(), [])
    assert {path: path.stat() for path in out.rglob("*")} == before


def test_one_changed_file_leaves_the_others_alone(out: Path) -> None:
    before = (out / "asl/a.json").stat()
    changes, _ = write({**PLAN, "tasks.py": "x = 2\n"}, out)
    assert changes == Changes(changed=("tasks.py",))
    assert (out / "asl/a.json").stat() == before
    assert (out / "tasks.py").read_text() == "x = 2\n"


def test_files_no_longer_planned_are_removed_with_their_folders(out: Path) -> None:
    cache = out / "asl" / "__pycache__"
    cache.mkdir()
    (cache / "a.cpython-311.pyc").write_bytes(b"")
    changes, diagnostics = write({"tasks.py": "x = 1\n"}, out)
    assert changes == Changes(changed=(MANIFEST,), stale=("asl/a.json",))
    assert diagnostics == []
    assert contents(out) == {"tasks.py": "x = 1\n", MANIFEST: "tasks.py\n"}
    assert not (out / "asl").exists()


def test_what_a_person_put_there_is_named_and_left_alone(out: Path) -> None:
    (out / "notes.txt").write_text("mine")
    for act in (compare, write):
        changes, (diagnostic,) = act(PLAN, out)
        assert changes == Changes()
        assert (diagnostic.code, diagnostic.severity) == ("FILE004", "warning")
        assert diagnostic.span.file == f"{out}/notes.txt"
    assert (out / "notes.txt").read_text() == "mine"


def test_a_folder_that_the_generator_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    changes, (diagnostic,) = write(PLAN, tmp_path)
    assert changes == Changes()
    assert diagnostic.code == "FILE001"
    assert contents(tmp_path) == {"README.md": "mine"}


def test_an_out_folder_that_is_a_link_or_a_file_is_refused(tmp_path: Path, out: Path) -> None:
    (tmp_path / "link").symlink_to(out)
    (tmp_path / "file").write_text("")
    for name in ("link", "file"):
        changes, (diagnostic,) = write({}, tmp_path / name)
        assert (changes, diagnostic.code) == (Changes(), "FILE001")


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a/../../b", "a//b", "./a", "", "a\\b", "C:a", "a\nb", "a/"]
)
def test_a_path_that_leads_out_of_the_folder_is_refused(out: Path, path: str) -> None:
    before = contents(out.parent)
    changes, (diagnostic,) = write({**PLAN, path: "x"}, out)
    assert (changes, diagnostic.code) == (Changes(), "FILE002")
    assert contents(out.parent) == before


def test_a_path_through_a_link_is_refused(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (out / "rules").symlink_to(tmp_path / "elsewhere")
    _, (diagnostic,) = write({**PLAN, "rules/a.json": "{}"}, out)
    assert diagnostic.code == "FILE002"
    assert contents(tmp_path / "elsewhere") == {}


def test_paths_that_differ_by_case_alone_are_refused(out: Path) -> None:
    _, (diagnostic,) = write({"asl/Call.json": "1", "asl/call.json": "2"}, out)
    assert diagnostic.code == "FILE002"


def test_a_manifest_that_names_files_outside_removes_none_of_them(out: Path) -> None:
    (out.parent / "victim").write_text("here")
    (out / MANIFEST).write_text("../victim\n<<<<<<< ours\nasl/a.json\ntasks.py\n")
    changes, diagnostics = write(PLAN, out)
    assert (changes, diagnostics) == (Changes(changed=(MANIFEST,)), [])
    assert (out.parent / "victim").read_text() == "here"


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(out: Path) -> None:
    victim = out.parent / "victim"
    victim.write_text(PLAN["tasks.py"])
    (out / "tasks.py").unlink()
    (out / "tasks.py").symlink_to(victim)
    assert write(PLAN, out)[0] == Changes(changed=("tasks.py",))
    assert not (out / "tasks.py").is_symlink()


def test_a_folder_gives_way_to_a_file_and_a_file_to_a_folder(out: Path) -> None:
    plan = {"asl": "a file\n", "tasks.py/a.py": "a folder\n"}
    changes, diagnostics = write(plan, out)
    assert diagnostics == []
    assert changes == Changes(
        added=("asl", "tasks.py/a.py"), changed=(MANIFEST,), stale=("asl/a.json", "tasks.py")
    )
    assert compare(plan, out) == (Changes(), [])


def test_compare_says_what_write_would_do_and_does_nothing(out: Path) -> None:
    (out / "asl/a.json").unlink()
    (out / "tasks.py").write_text("edited")
    before = contents(out)
    plan = {**PLAN, "new.py": ""}
    expected = Changes(
        added=("new.py",), changed=(MANIFEST, "tasks.py"), missing=("asl/a.json",), stale=()
    )
    assert compare(plan, out) == (expected, [])
    assert contents(out) == before
    assert write(plan, out) == (expected, [])
    assert compare(plan, out) == (Changes(), [])


def test_compare_with_a_folder_that_is_not_there_adds_everything(tmp_path: Path) -> None:
    assert compare(PLAN, tmp_path / "out") == (Changes(added=EVERY_FILE), [])
    assert not (tmp_path / "out").exists()


def stop_at_the(number: int, error: BaseException) -> Callable[[str, str], None]:
    """An `os.replace` that fails at its n-th call."""
    calls = iter(range(1, number + 1))

    def replace(source: str, target: str) -> None:
        if next(calls) == number:
            raise error
        Path(source).rename(target)

    return replace


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_interrupt_leaves_every_file_whole_and_known(
    out: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    plan = {"asl/a.json": "changed\n", "new/b.json": "new\n"}
    monkeypatch.setattr("os.replace", stop_at_the(number, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write(plan, out)
    monkeypatch.undo()
    for path, text in contents(out).items():
        assert path == MANIFEST or text in (PLAN.get(path), plan.get(path))
    assert write(plan, out)[1] == []
    assert contents(out) == {**plan, MANIFEST: "asl/a.json\nnew/b.json\n"}


def test_an_interrupted_first_run_is_taken_up_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.replace", stop_at_the(2, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write(PLAN, tmp_path)
    monkeypatch.undo()
    assert write(PLAN, tmp_path)[1] == []
    assert compare(PLAN, tmp_path) == (Changes(), [])


def test_a_file_half_written_by_a_killed_run_is_removed(out: Path) -> None:
    (out / "tasks.py.partial").write_text("x =")
    assert write(PLAN, out) == (Changes(stale=("tasks.py.partial",)), [])


def test_a_full_disk_is_a_diagnostic_and_only_what_was_done_is_told(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(28, "No space left on device", "tasks.py")
    monkeypatch.setattr("os.replace", stop_at_the(2, full))
    changes, (diagnostic,) = write({"asl/a.json": "new\n", "tasks.py": "new\n"}, out)
    assert changes == Changes(changed=("asl/a.json",))
    assert diagnostic.code == "FILE003"
    assert diagnostic.message == "cannot go on: No space left on device"
    assert compare({"asl/a.json": "new\n", "tasks.py": PLAN["tasks.py"]}, out) == (Changes(), [])
