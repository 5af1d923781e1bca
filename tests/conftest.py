"""All tests may `simulate`; the stories of tests/stories (pyproject.toml, `stories`) are tests."""

import venv
from pathlib import Path

import pytest

pytest_plugins = ["simulator.testing"]


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with nothing installed."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=True)
    return folder / "bin" / "python"
