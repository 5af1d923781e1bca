"""`python -m simulator run` and `coverage`: what is printed, and the exit codes."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.__main__ import main

ROOT = Path(__file__).parents[2]
PLAIN = """
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


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    file = tmp_path / "plain.yaml"
    file.write_text(PLAIN, encoding="utf-8")
    return file


def test_a_story_that_comes_out_is_reported(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["run", str(plain)])

    assert (code, "AGREED_TO_SEND" in capsys.readouterr().out) == (0, True)


def test_a_trace_shows_virtual_times(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(plain), "--trace"])

    assert "0:00:00." in capsys.readouterr().out


def test_a_story_is_written_as_a_page(plain: Path, tmp_path: Path) -> None:
    page = tmp_path / "story.html"
    code = main(["run", str(plain), "--html", str(page)])

    assert (code, "<h1>A person agrees</h1>" in page.read_text("utf-8")) == (0, True)
    assert [each.name for each in tmp_path.iterdir() if each != plain] == ["story.html"]


@pytest.mark.parametrize(
    ("place", "reason"),
    [("nowhere/story.html", "No such file or directory"), (".", "Is a directory")],
)
def test_a_page_that_cannot_be_written_is_told(
    plain: Path, place: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = plain.parent / place

    assert main(["run", str(plain), "--html", str(page)]) == 2
    assert capsys.readouterr().err == f"cannot write {page}: {reason}\n"
    assert [each.name for each in plain.parent.iterdir()] == ["plain.yaml"]


def test_a_page_is_written_where_a_link_leads(plain: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "page.html")

    assert main(["run", str(plain), "--html", str(link)]) == 0
    assert link.is_symlink()
    assert "<h1>A person agrees</h1>" in (tmp_path / "page.html").read_text("utf-8")


def test_a_page_does_not_take_the_place_of_a_pipe_or_device(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    assert main(["run", str(plain), "--html", str(pipe)]) == 2
    assert pipe.is_fifo()
    told = f"cannot write {pipe}: a device or pipe is there; name a file\n"
    assert capsys.readouterr().err == told


def test_half_a_pair_of_characters_is_shown_as_it_is_written(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "story.html"
    plain.write_text(PLAIN.replace("The Inn, good", r'"Inn \ud83d"#'), encoding="utf-8")

    main(["run", str(plain), "--trace", "--html", str(page)])
    assert r"INN says: Inn \ud83d" in capsys.readouterr().out
    assert r"Inn \ud83d" in page.read_text("utf-8")


def test_an_output_that_takes_no_more_is_told(
    plain: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("simulator.report.report", full)

    assert main(["run", str(plain)]) == 2
    assert capsys.readouterr().err == "cannot print: No space left on device\n"


def test_a_story_that_comes_out_otherwise_names_the_first_difference(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain.write_text(PLAIN.replace("FolioAgreed REC-1", "FolioRefused REC-1"), encoding="utf-8")
    code = main(["run", str(plain)])

    told = capsys.readouterr().out
    assert code == 1
    assert "first difference: after 'INN answers' there is no 'FolioRefused REC-1'" in told
    assert "0:00:15.9  INN answers\n" in told  # the transcript, though nobody asked for --trace


def test_a_mistake_in_a_story_is_told_with_its_place(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain.write_text(PLAIN.replace("{hotel: INN}", "{hotel: IN}"), encoding="utf-8")
    code = main(["run", str(plain)])

    assert code == 2
    assert "plain.yaml:12:18: hotel 'IN' is not one of INN" in capsys.readouterr().err


def test_a_story_without_a_record_is_refused(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PLAIN.replace("records:\n  REC-1: {hotel: INN}", "records: {}").partition("expect:")[0]
    plain.write_text(f"{text}expect: {{timeline: [INN answers]}}\n", encoding="utf-8")

    assert main(["run", str(plain)]) == 2
    assert "plain.yaml:11:10: a story needs a record" in capsys.readouterr().err


@pytest.mark.parametrize("begins", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_a_beginning_at_the_end_of_the_calendar_is_refused(
    plain: Path, begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plain.write_text(f"{PLAIN}begins: {begins}\n", encoding="utf-8")

    assert main(["run", str(plain)]) == 2
    told = f"plain.yaml:16:9: {begins} does not lie between 1970 and 2100"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["InitiateCall", "InitiateCall:slow", "Nowhere:timeout"])
def test_a_fault_that_cannot_be_is_refused(
    plain: Path, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(plain), "--fault", flag]) == 2
    assert capsys.readouterr().err.startswith("--fault: ")


@pytest.mark.parametrize(
    "mistake", ["REC-1: {hotel: INN, arrival: tomorrow}", "REC 1: {hotel: INN}"]
)
def test_a_mistake_in_a_record_brings_no_other_with_it(
    plain: Path, mistake: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = mistake.partition(":")[0]
    text = PLAIN.replace("REC-1: {hotel: INN}", mistake).replace("{REC-1: AGR", f"{{{record}: AGR")
    plain.write_text(text, encoding="utf-8")

    assert main(["run", str(plain)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_story_that_is_not_there_is_told_with_a_guess(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "calback"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("there is no story calback in tests/stories; did you mean callback?")


def test_a_file_in_a_folder_needs_no_suffix(plain: Path) -> None:
    assert main(["run", str(plain.rename(plain.with_suffix("")))]) == 0


def test_the_samples_are_worked_through(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["run", "samples"])

    assert (code, "30 records: 13 AGREED_TO_SEND" in capsys.readouterr().out) == (0, True)


def test_coverage_names_what_a_story_did_not_reach(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["coverage", str(plain)])
    told = capsys.readouterr().out

    assert "not reached: RouteByConnectionType -> LeaveVoicemail" in told
    assert "not reached: RequestFolio -> WaitForResponse" not in told


def test_a_fault_of_an_arrow_strikes(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(plain), "--trace", "--fault", "Journal:late=20s*1"]) == 0
    assert "Journal [fault: late]" in capsys.readouterr().out


def test_a_fault_that_struck_nothing_is_told(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", str(plain), "--fault", "NavigateIVR:throttle", "--fault", "EndCall:late=1s"])
    told = capsys.readouterr().out
    assert "NavigateIVR:throttle struck nothing" in told
    assert "EndCall:late struck nothing" not in told


def test_a_story_says_that_its_fault_of_an_arrow_is_for_the_simulator_only(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flag = 'faults: ["Journal:late=20s*1"]\n'
    plain.write_text(PLAIN + flag, encoding="utf-8")
    assert main(["run", str(plain)]) == 2
    assert "plain.yaml:16:9: Journal is an arrow, which only" in capsys.readouterr().err
    plain.write_text(f"{PLAIN}{flag}simulator_only: the bus is slow\n", encoding="utf-8")
    assert main(["run", str(plain)]) == 0


def test_a_reader_that_has_enough_is_no_mistake(plain: Path) -> None:
    command = [sys.executable, "-m", "simulator", "run", str(plain), "--trace"]
    reads, writes = os.pipe()
    os.close(reads)
    ran = subprocess.run(
        command, cwd=ROOT, stdout=writes, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writes)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "at_work"),
    [
        (["run", "callback"], "simulator.stories.telling.tell"),
        (["coverage", "callback"], "simulator.stories.telling.tell"),
        (["replay", "history.json"], "simulator.replay.command.replay_file"),
    ],
)
def test_ctrl_c_stops_it_without_a_traceback(
    arguments: list[str],
    at_work: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(at_work, interrupted)

    assert main(arguments) == 130
    assert capsys.readouterr().err == "\nstopped\n"


def test_the_simulator_points_to_the_doctor_where_nothing_is_installed(bare_python: Path) -> None:
    asked = subprocess.run(
        [bare_python, "-m", "simulator", "run", "callback"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.stderr == "yaml is not installed; `python -m generator doctor` says how\n"
    assert asked.returncode == 2
