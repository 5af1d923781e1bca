"""`python -m simulator replay`: files, messages and exit codes."""

import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.__main__ import main
from simulator.asl import Failure
from simulator.recordings.events import read_recording
from tests.simulator.asl.asl_world import Simulate, history_of

FLOW: Json = json.loads((files("generated") / "asl/call_handler.asl.json").read_text("utf-8"))
OTHER: Json = {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": True}}}


@pytest.fixture
def events(simulation: Simulate) -> list[Json]:
    """A call that the policy blocks."""
    world = simulation({"CheckCallPolicy": [Failure("BlockedByPolicy", "closed")]})
    return history_of(world.run(FLOW, {"call_id": "c-1"}))


@pytest.fixture
def history(events: list[Json], tmp_path: Path) -> Path:
    return write(tmp_path / "history.json", {"events": events})


def write(path: Path, content: Json) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


def refusal(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The message of a command that is refused with exit code 2."""
    assert main(["replay", *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_the_generated_flow_is_found_by_the_states_of_the_history(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(history)]) == 0
    out = capsys.readouterr().out
    assert out == (
        "same route: 3 states, SUCCEEDED\n  definition: generated/asl/call_handler.asl.json\n"
    )


def test_the_generated_flow_is_found_by_the_name_of_its_version(
    events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arn = "arn:aws:states:us-east-1:123456789012:stateMachine:folio-call-handler:7"
    events[0]["executionStartedEventDetails"]["stateMachineVersionArn"] = arn
    assert main(["replay", str(write(tmp_path / "h.json", events))]) == 0
    assert "generated/asl/call_handler.asl.json" in capsys.readouterr().out


def test_a_divergence_shows_place_and_both_values(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    today = json.loads(json.dumps(FLOW))
    today["States"]["CheckCallPolicy"]["Catch"][0]["Next"] = "EndCall"
    definition = write(tmp_path / "today.json", today)
    assert main(["replay", str(history), "--definition", str(definition)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "diverges at CheckCallPolicy, after 2 states"
    assert lines[1].startswith("  the old run:         entered StoreOutcome (Task) with {")
    assert lines[2].startswith("  today's definition:  enters EndCall (Task) with {")


def test_an_unknown_history_asks_for_its_definition(
    simulation: Simulate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "h.json", history_of(simulation().run(OTHER)))
    message = refusal([str(path)], capsys)
    assert message.endswith("name its file with --definition FILE\n")


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "none.json")
    assert refusal([path], capsys) == f"cannot read {path}: No such file or directory\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is no JSON file"),
        ("\x00\x01", "is no JSON file"),
        ("{}", 'an object with "events", or a list of events, is needed'),
        ("[]", "the first event is not ExecutionStarted"),
        ("[1]", "an event has no number as its id"),
        ('[{"id": "", "type": "PassStateExited"}]', "an event has no number as its id"),
        ('[{"id": 1}]', "event 1 has no type"),
        (
            '[{"id": 1, "type": "ExecutionStarted", "aEventDetails": 3}]',
            "details must be an object",
        ),
        ('[{"id": 1, "type": "ExecutionStarted"}]', "hold no inputs: fetch it with --include-exec"),
        ('[{"id": 2, "type": "PassStateExited"}]', "fetch all pages"),
        ('{"events": [], "nextToken": "x"}', "pages are missing"),
    ],
)
def test_a_bad_history_is_refused_with_its_reason(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "h.json"
    path.write_text(content, "utf-8")
    assert told in refusal([str(path)], capsys)


def test_a_missing_page_is_noticed(
    events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "h.json", events[:3] + events[5:])
    assert "which is missing: fetch all pages" in refusal([str(path)], capsys)


def test_an_incomplete_event_is_named(
    events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del events[1]["stateEnteredEventDetails"]["name"]
    path = write(tmp_path / "h.json", events)
    assert "event 2 (PassStateEntered) has no name" in refusal([str(path)], capsys)


def test_the_end_of_a_call_that_has_not_begun_is_noticed(
    events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scheduled = next(each for each in events if each["type"] == "TaskScheduled")
    scheduled["type"] = "TaskSubmitted"
    path = write(tmp_path / "h.json", events)
    told = f"event {scheduled['id'] + 1} (TaskStarted) does not follow from those before it"
    assert told in refusal([str(path)], capsys)


@pytest.mark.parametrize("stamp", [1e30, -1e30, "yesterday", None])
def test_a_moment_that_no_calendar_has_is_named(
    stamp: Json, events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events[0]["timestamp"] = stamp
    path = write(tmp_path / "h.json", events)
    assert f"event 1: {stamp!r} is no timestamp" in refusal([str(path)], capsys)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_history_may_begin_with_a_mark_of_its_encoding(
    encoding: str, events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "h.json"
    path.write_text(json.dumps(events), encoding)
    assert main(["replay", str(path)]) == 0
    assert capsys.readouterr().out.startswith("same route: 3 states, SUCCEEDED\n")


def test_a_truncated_payload_is_named(
    events: list[Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events[1]["stateEnteredEventDetails"]["inputDetails"] = {"truncated": True}
    path = write(tmp_path / "h.json", events)
    assert "event 2: the input is truncated" in refusal([str(path)], capsys)


def test_a_bad_definition_is_refused_with_its_place(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = write(tmp_path / "d.json", {"StartAt": "A", "States": {}})
    message = refusal([str(history), "--definition", str(definition)], capsys)
    assert message.startswith(f"{definition}: /StartAt")


def test_timestamps_are_read_as_the_cli_and_boto3_write_them(events: list[Json]) -> None:
    moments = set()
    text = events[0]["timestamp"]
    moment = datetime.fromisoformat(text)
    for stamp in (text, moment, moment.timestamp(), str(moment), moment.isoformat()):
        events[0]["timestamp"] = stamp
        moments.add(read_recording(events).started_at)
    assert len(moments) == 1


def test_a_parallels_end_may_hang_on_the_last_event_of_a_branch(simulation: Simulate) -> None:
    """So the service writes it; our own history hangs it on the Parallel's start."""
    inner: Json = {"StartAt": "In", "States": {"In": {"Type": "Pass", "End": True}}}
    parallel = {"Type": "Parallel", "Branches": [inner], "Next": "After"}
    after = {"Type": "Pass", "End": True}
    made = history_of(
        simulation().run({"StartAt": "Both", "States": {"Both": parallel, "After": after}})
    )
    ended = next(event for event in made if event["type"] == "ParallelStateSucceeded")
    ended["previousEventId"] = ended["id"] - 1
    root = read_recording(made).root
    assert [visit.name for visit in root.visits] == ["Both", "After"]
    assert [visit.name for visit in root.visits[0].lanes[0, "In"].visits] == ["In"]


def test_the_simulators_command_line_replays(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(history)]) == 0
    assert capsys.readouterr().out.startswith("same route")


def test_a_recorded_run_is_written_as_a_page_with_the_verdict(
    history: Path, tmp_path: Path
) -> None:
    page = tmp_path / "run.html"
    assert main(["replay", str(history), "--html", str(page)]) == 0
    html = page.read_text("utf-8")
    assert '<p class="notice">same route: 3 states, SUCCEEDED</p>' in html
    assert 'class="name">CheckCallPolicy' in html


def test_a_page_that_cannot_be_written_is_told(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = str(history.parent / "nowhere" / "run.html")
    message = refusal([str(history), "--html", page], capsys)
    assert message == f"cannot write {page}: No such file or directory\n"
