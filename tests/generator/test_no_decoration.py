"""Nothing in a spec is decoration: whatever is changed, the generated files change as well, or a
diagnostic says why it cannot be. Never neither, and never an exception.
"""

from functools import cache
from pathlib import Path

import pytest

from generator import schemas
from generator.load.folder import Folder, load_folder
from generator.pipeline import compile_folder
from tests.generator.spec_edits import Edit, alternatives, places

ROOT = Path(__file__).resolve().parents[2]
FOLIO = ROOT / "specs"
POTTERY = ROOT / "tests" / "golden" / "pottery" / "spec"

FOR_READERS = ("docs/", "schemas/specs/")
"""What is generated for people and editors; only what is said to people may change it alone."""

SAID_TO_PEOPLE = ("doc", "cause")
PROMISES = {
    "functions: functions/*/tasks/*/enables": "it only forbids: a wait for what cannot come yet",
}
"""Fields that may change no generated file, each with what they do instead."""


@cache
def folder(specs: Path) -> Folder:
    """The specs as trees, read once."""
    return load_folder(specs)


@cache
def files(specs: Path) -> dict[str, str]:
    """What the specs give as they are."""
    compiled = compile_folder(folder(specs))
    assert not compiled.diagnostics
    return compiled.files


def outcome(specs: Path, edit: Edit) -> str:
    """What an edit does: it is "refused", or changes "files", files "for readers", or "nothing"."""
    compiled = compile_folder(edit.apply(folder(specs)))
    if compiled.diagnostics:
        return "refused"
    before = files(specs)
    changed = {
        path
        for path in before.keys() | compiled.files.keys()
        if before.get(path) != compiled.files.get(path)
    }
    if not changed:
        return "nothing"
    return "for readers" if all(path.startswith(FOR_READERS) for path in changed) else "files"


def decorations(specs: Path, edits: list[Edit]) -> list[str]:
    """The edits that nobody would notice."""
    outcomes = {edit: outcome(specs, edit) for edit in edits}
    seen = {(edit.file, edit.path) for edit, result in outcomes.items() if result == "files"}
    found = []
    for edit, result in outcomes.items():
        is_allowed = {
            "refused": True,
            "files": True,
            "for readers": edit.field.split(" ")[1].endswith(SAID_TO_PEOPLE),
            "nothing": says_a_default(edit, seen) or is_promise(edit),
        }
        if not is_allowed[result]:
            found.append(f"{edit.file} {edit.path} -> {edit.value!r} changes {result}")
    return found


def says_a_default(edit: Edit, seen: set[tuple[str, tuple[str | int, ...]]]) -> bool:
    """Whether what is left out held a value that matters: then it was what holds anyway."""
    is_left_out = edit.value is None
    return is_left_out and any(
        file == edit.file and path[: len(edit.path)] == edit.path for file, path in seen
    )


def is_promise(edit: Edit) -> bool:
    return any(edit.field.startswith(promise) for promise in PROMISES)


def edits_of(specs: Path) -> dict[str, list[Edit]]:
    """For each field the first thing to try at each of its places."""
    found: dict[str, list[Edit]] = {}
    for field, edits in alternatives(folder(specs)):
        found.setdefault(field, []).extend(edits[:1])
    return found


def test_nothing_in_the_pottery_is_decoration() -> None:
    """Of each field the first eight values, and two that are left out or renamed."""
    edits = [
        edit
        for each in edits_of(POTTERY).values()
        for number, edit in enumerate(each)
        if number < 2 or (number < 8 and edit.value is not None and not edit.is_key)
    ]
    assert decorations(POTTERY, edits) == []


def test_nothing_in_our_specs_is_decoration() -> None:
    """What the pottery does not have, once for each field: our specs are large."""
    covered = edits_of(POTTERY)
    edits = [
        edit for field, each in edits_of(FOLIO).items() if field not in covered for edit in each[:1]
    ]
    assert decorations(FOLIO, edits) == []


def rules_of(kind: schemas.Kind) -> set[str]:
    """Every place of a kind's schema that asks for something, by its path in its definition."""
    whole = schemas.read(kind)
    found: set[str] = set()
    waiting: list[tuple[str, schemas.Schema]] = [(kind, whole), *whole["definitions"].items()]
    while waiting:
        path, schema = waiting.pop()
        waiting += [(path, each) for each in schema.get("anyOf", ())]
        inside = [*schema.get("properties", {}).items()]
        inside += (
            [("*", schema["additionalProperties"])] if schema.get("additionalProperties") else []
        )
        inside += [("[]", schema["items"])] if "items" in schema else []
        for step, inner in inside:
            found.add(f"{path}/{step}")
            waiting.append((f"{path}/{step}", inner))
    return found


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_our_specs_and_the_pottery_use_all_of_the_language(kind: schemas.Kind) -> None:
    used = {place.rule for specs in (FOLIO, POTTERY) for place in places(folder(specs))}
    assert rules_of(kind) - used == set()
