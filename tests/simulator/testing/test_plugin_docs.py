"""The examples of docs/testing-flows.md run as they stand there."""

import re
import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "testing-flows.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with the files that the examples name, from which the simulator is found."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    order, mock_file = examples("json")
    (pytester.path / "order.asl.json").write_text(order, encoding="utf-8")
    (pytester.path / "MockConfigFile.json").write_text(mock_file, encoding="utf-8")
    shutil.copytree(ROOT / "generated" / "asl", pytester.path / "generated" / "asl")
    return pytester


def run(folder: pytest.Pytester, **modules: str) -> pytest.RunResult:
    """Run these in a process of its own: the examples import the system's classes."""
    folder.makepyfile(**modules)
    return folder.runpytest_subprocess("--disable-plugin-autoload", "-p", "simulator.testing")


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


def test_the_story_passes_and_fails_as_the_page_shows(folder: pytest.Pytester) -> None:
    (settings,), (story,), (shown,) = examples("toml"), examples("yaml"), examples("console")
    (folder.path / "pyproject.toml").write_text(settings, encoding="utf-8")
    stories = folder.mkdir("stories")
    (stories / "agrees.yaml").write_text(story, encoding="utf-8")
    refused = story.replace("FolioAgreed", "FolioRefused")
    (stories / "refused.yaml").write_text(refused, encoding="utf-8")
    unreadable = story.replace("hotel: HTL-001", "hotel: HTL-1")
    (stories / "unreadable.yaml").write_text(unreadable, encoding="utf-8")
    result = folder.runpytest_subprocess("--disable-plugin-autoload")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines_random(shown.splitlines())
