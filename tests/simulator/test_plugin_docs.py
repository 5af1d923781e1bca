"""The examples of docs/testing-flows.md run as they stand there."""

import re
import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "testing-flows.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with the files that the examples name."""
    order, mock_file = examples("json")
    (pytester.path / "order.asl.json").write_text(order, encoding="utf-8")
    (pytester.path / "MockConfigFile.json").write_text(mock_file, encoding="utf-8")
    shutil.copytree(ROOT / "generated" / "asl", pytester.path / "generated" / "asl")
    return pytester


def run(folder: pytest.Pytester, **modules: str) -> pytest.RunResult:
    folder.makepyfile(**modules)
    return folder.runpytest_inprocess("--disable-plugin-autoload", "-p", "simulator.testing")


def test_every_example_passes(folder: pytest.Pytester) -> None:
    written = examples("python")
    modules = {f"test_example_{at}": text for at, text in enumerate(written)}
    run(folder, **modules).assert_outcomes(passed=len(written))
    assert len(written) == 4


def test_a_failing_example_prints_what_the_page_shows(folder: pytest.Pytester) -> None:
    _, silence, *_ = examples("python")
    wrong = re.sub(r"assert .*", 'assert run.route == ["Reserve", "Ship"]', silence)
    result = run(folder, test_wrong=wrong)
    for shown in examples("text"):
        result.stdout.fnmatch_lines([*shown.splitlines()], consecutive=True)
