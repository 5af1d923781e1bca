"""A kept synthesis is used again only while all that it was made from is the same."""

from pathlib import Path

import pytest

from local.deploy import fingerprint

SOURCES = ("app.py", "infra")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text("app")
    (tmp_path / "infra" / "deep").mkdir(parents=True)
    (tmp_path / "infra" / "deep" / "stack.py").write_text("stack")
    return tmp_path


def test_the_same_files_have_the_same_fingerprint(root: Path) -> None:
    assert fingerprint(root, SOURCES) == fingerprint(root, SOURCES)


def test_a_change_in_any_file_is_seen(root: Path) -> None:
    before = fingerprint(root, SOURCES)

    (root / "infra" / "deep" / "stack.py").write_text("other")

    assert fingerprint(root, SOURCES) != before


def test_a_file_that_came_moved_or_went_is_seen(root: Path) -> None:
    before = fingerprint(root, SOURCES)

    (root / "infra" / "deep" / "stack.py").rename(root / "infra" / "stack.py")
    moved = fingerprint(root, SOURCES)
    (root / "infra" / "stack.py").unlink()

    assert len({before, moved, fingerprint(root, SOURCES)}) == 3


def test_what_python_caches_does_not_count(root: Path) -> None:
    before = fingerprint(root, SOURCES)

    (root / "infra" / "__pycache__").mkdir()
    (root / "infra" / "__pycache__" / "stack.pyc").write_bytes(b"cached")

    assert fingerprint(root, SOURCES) == before
