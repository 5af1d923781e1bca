"""What the documents say is there, is there."""

import re
from pathlib import Path

import pytest

from tests.tidy.source_tree import ROOT, files, text

DOCUMENTS = [path for path in files(".md") if not path.startswith(("tests/", "generator/"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
COMMAND = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)
MODULE = re.compile(r"python3? -m ([a-z.]+)(?: ([a-z]+))?")


def anchors(document: str) -> set[str]:
    """The headings of a document as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    broken = []
    for link in LINK.findall(text(document)):
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (ROOT / document).parent / path if path else ROOT / document
        is_there = target.exists()
        if not is_there or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_in_code_marks_exist(document: str) -> None:
    top = {each.name for each in ROOT.iterdir()}
    named = [path for path in PATH.findall(text(document)) if path.split("/")[0] in top]
    assert [path for path in named if not any_exists(ROOT, path)] == []


def any_exists(root: Path, path: str) -> bool:
    """Whether it is a file, a folder, or a module named without its ending."""
    return (root / path).exists() or (root / f"{path}.py").exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_of_make_are_in_the_makefile(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert set(COMMAND.findall(text(document))) <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_modules_that_are_started_exist(document: str) -> None:
    modules = {module for module, _ in MODULE.findall(text(document))} - {"pytest"}
    paths = {module: module.replace(".", "/") for module in modules}
    missing = [
        module
        for module, path in paths.items()
        if not (ROOT / f"{path}.py").exists() and not (ROOT / path / "__main__.py").exists()
    ]
    assert missing == []


def test_the_readme_shows_every_command_of_the_makefile_that_a_user_types() -> None:
    targets = re.findall(r"^([a-z]+): .*## ", text("Makefile"), re.MULTILINE)
    internal = {"help", "setup", "lock", "clean"}  # done by the others, or for maintainers
    shown = set(COMMAND.findall(text("README.md")))
    assert set(targets) - internal <= shown
