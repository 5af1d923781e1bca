"""Stories in the folders that the ini option `stories` names are tests of their own."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[3]

STORY = """
story: A person agrees
hotels:
  INN:
    behaves:
      calls: [{rings: 5s, then: desk}]
      parts:
        desk:
          says: The Inn, good morning.
          replies: [{hears: folio, says: "Sure, I will send it."}]
records:
  REC-1: {hotel: INN}
expect:
  timeline: [INN answers, FolioAgreed REC-1]
  statuses: {REC-1: AGREED_TO_SEND}
"""
OF_THE_SAMPLES = """
story: A hotel of the samples
hotels_of_the_samples: [HTL-001]
records:
  REC-1: {hotel: HTL-001}
expect:
  statuses: {REC-1: AGREED_TO_SEND}
"""


@pytest.fixture(autouse=True)
def finds_the_simulator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def run(pytester: pytest.Pytester, *arguments: str, **stories: str) -> pytest.RunResult:
    """Run pytest on a folder `told` with these stories. It is a process of its own: one in this
    process would import the system's classes a second time.
    """
    folder = pytester.mkdir("told")
    for name, text in stories.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return pytester.runpytest_subprocess(
        "--disable-plugin-autoload", "-p", "simulator.testing", *arguments
    )


def test_each_story_is_a_test(pytester: pytest.Pytester) -> None:
    result = run(pytester, "-o", "stories=told", "-v", plain=STORY, sampled=OF_THE_SAMPLES)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["told/plain.yaml::plain PASSED*"])


def test_without_the_option_nothing_is_collected(pytester: pytest.Pytester) -> None:
    run(pytester, plain="no story: at all").assert_outcomes()


def test_other_folders_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", other="no story: at all")
    run(pytester, "-o", "stories=told", plain=STORY).assert_outcomes(passed=1)


def test_a_failing_story_prints_its_transcript_and_the_first_difference(
    pytester: pytest.Pytester,
) -> None:
    wrong = STORY.replace("FolioAgreed", "FolioRefused")
    result = run(pytester, "-o", "stories=told", plain=STORY, wrong=wrong)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*told/wrong.yaml*",
            "A person agrees",
            "0:*  INN answers",
            "first difference: after 'INN answers' there is no 'FolioRefused REC-1'*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


def test_an_unreadable_story_tells_its_problems_and_the_others_run(
    pytester: pytest.Pytester,
) -> None:
    broken = STORY.replace("{hotel: INN}", "{hotel: IN}")
    result = run(pytester, "-o", "stories=told", plain=STORY, broken=broken, list="- a list")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["told/broken.yaml:12:18: hotel 'IN' is not one of INN"])
    result.stdout.fnmatch_lines(["told/list.yaml:1:1: *"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_story_that_is_no_text_is_named(pytester: pytest.Pytester) -> None:
    (pytester.mkdir("binary") / "it.yaml").write_bytes(b"story: \xff")
    result = run(pytester, "-o", "stories=binary")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["binary/it.yaml: byte 8 is no UTF-8 text"])


def test_a_folder_that_is_not_there_is_refused(pytester: pytest.Pytester) -> None:
    result = run(pytester, "-o", "stories=tolled", plain=STORY)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*stories: there is no file or folder *tolled"])
