"""Every file is there for somebody."""

import ast
import json
import re
from collections import Counter
from pathlib import PurePath

from tests.tidy.source_tree import (
    GOLDEN,
    files,
    module_of,
    text,
    tree,
    written_python,
)

# Found by name: started by a person or a service, or gathered from a folder.
STARTED = re.compile(
    r"app\.py|(.*/)?__main__\.py|benchmarks/.*|tests/(.*/)?(test_\w+|conftest)\.py"
    r"|generator/(checks/\w+|emit/verbatim/.*|doctor)\.py|local/setup\.py"
    r"|runtime/(entry|handlers/\w+)\.py"
)


def imported_modules(path: str) -> set[str]:
    """What a file imports, with the packages on the way, which run as well."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return {name[:end] for name in found for end in [*_dots(name), len(name)]}


def _dots(name: str) -> list[int]:
    return [at for at, letter in enumerate(name) if letter == "."]


def test_every_module_is_imported_or_started_by_name() -> None:
    imported = {name for path in written_python() for name in imported_modules(path)}
    dead = [
        path
        for path in written_python()
        if not STARTED.fullmatch(path)
        and not path.endswith("__init__.py")
        and module_of(path) not in imported
    ]
    assert dead == []


def test_every_file_of_tests_is_collected() -> None:
    tests = [path for path in written_python() if path.startswith("tests/")]
    lost = [
        path
        for path in tests
        if not PurePath(path).name.startswith("test_")
        and any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            for node in tree(path).body
        )
    ]
    assert lost == []


def test_files_of_tests_have_names_of_their_own() -> None:
    names = Counter(PurePath(path).name for path in written_python() if path.startswith("tests/"))
    names.pop("conftest.py", None)
    assert [name for name, count in names.items() if count > 1] == []


def test_tests_are_no_packages() -> None:
    packages = [path for path in files("__init__.py") if path.startswith("tests/")]
    assert [path for path in packages if not path.startswith(GOLDEN)] == []


def test_every_schema_of_specs_is_read() -> None:
    loader = text("generator/schemas/__init__.py")
    names = [PurePath(path).stem for path in files(".json") if path.startswith("generator/schemas")]
    assert [name for name in names if f'"{name}"' not in loader] == []


def test_every_definition_of_a_schema_is_referred_to() -> None:
    schemas = [text(path) for path in files(".json") if path.startswith("generator/schemas/")]
    defined = {name for each in schemas for name in json.loads(each).get("definitions", {})}
    referred = {name for each in schemas for name in re.findall(r'#/definitions/(\w+)"', each)}
    assert sorted(defined - referred) == []


def test_every_file_that_is_copied_as_it_stands_is_copied_by_somebody() -> None:
    emitters = "".join(
        text(path)
        for path in written_python()
        if path.startswith("generator/emit/") and "/verbatim/" not in path
    )
    copied = [
        path.removeprefix("generator/emit/verbatim/")
        for path in files()
        if path.startswith("generator/emit/verbatim/")
    ]
    lost = [path for path in copied if f'"{path}"' not in emitters and path != "__init__.py"]
    assert [path for path in lost if PurePath(path).name != "__init__.py"] == []
