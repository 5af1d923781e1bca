"""Two businesses for the tests, apart from specs/, which belongs to its authors: `hotel_calls`, a
large one with a call of many states, and a library, which has no journal, no inbox and no API.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.load.folder import load_folder
from generator.model import System
from generator.pipeline import compile_specs
from generator.resolve import resolve

LENDING = Path(__file__).parent / "lending"
HOTEL_CALLS = Path(__file__).parent / "hotel_calls"


@pytest.fixture(scope="session")
def library() -> System:
    """What the library's specs mean."""
    return resolved(LENDING)


@pytest.fixture(scope="session")
def hotel_calls() -> System:
    """What the specs of the hotel calls mean."""
    return resolved(HOTEL_CALLS)


def resolved(specs: Path) -> System:
    folder = load_folder(specs)
    system, diagnostics = resolve(folder.files, folder.sources)
    assert diagnostics == []
    assert system is not None
    return system


@pytest.fixture(scope="session")
def library_files() -> dict[str, str]:
    """What is generated for the library."""
    compiled = compile_specs(LENDING)
    assert compiled.diagnostics == []
    return compiled.files


@pytest.fixture(scope="session")
def library_folder(
    library_files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A folder from which `library_generated` can be imported."""
    folder = tmp_path_factory.mktemp("library")
    for path, text in library_files.items():
        file = folder / "library_generated" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
