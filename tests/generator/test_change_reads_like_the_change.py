"""A change of the specs is reviewed as the diff of generated/, so that diff reads like the change:
it touches what the change is about, and no other line.
"""

import difflib
import json
from pathlib import Path

import pytest

from tests.generator.edited_specs import FLOW, Edited, as_it_is

ASL = "asl/call_handler.asl.json"
PAGE = "docs/flows/call_handler.md"


class Diff:
    """The lines taken away and added, by file."""

    def __init__(self, edited: Edited) -> None:
        compiled = edited.compile()
        assert not compiled.diagnostics
        self.old, self.new = as_it_is().files, compiled.files
        self.removed: dict[str, list[str]] = {}
        self.added: dict[str, list[str]] = {}
        for path in sorted(self.old.keys() | self.new.keys()):
            old, new = self.old.get(path, ""), self.new.get(path, "")
            if old != new:
                lines = list(difflib.ndiff(old.splitlines(), new.splitlines()))
                self.removed[path] = [line[2:] for line in lines if line.startswith("- ")]
                self.added[path] = [line[2:] for line in lines if line.startswith("+ ")]

    @property
    def files(self) -> set[str]:
        """The files that changed."""
        return set(self.added)

    def states(self) -> tuple[dict[str, object], dict[str, object]]:
        """The flow's states, before and after."""
        return json.loads(self.old[ASL])["States"], json.loads(self.new[ASL])["States"]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    return Edited(tmp_path)


def test_another_time_out_of_an_await_changes_its_two_lines(edited: Edited) -> None:
    edited.replace(FLOW, "    within: 30s\n", "    within: 40s\n")
    diff = Diff(edited)
    assert diff.files == {ASL, PAGE}
    before, after = diff.old[ASL].splitlines(), diff.new[ASL].splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.split(":")[0].strip() for _, new in changed] == ['"deadline"', '"TimeoutSeconds"']
    assert all(old == new.replace("40000", "30000") for old, new in changed)
    assert len(diff.added[PAGE]) == len(diff.removed[PAGE]) == 1


def test_another_time_out_of_a_task_changes_one_line(edited: Edited) -> None:
    edited.replace(
        FLOW,
        "  EndCall:\n    task: CallInitiator.EndCall\n    with: {call_id: input.call_id}\n"
        "    time: {each: 5s, tries: 2}\n",
        "  EndCall:\n    task: CallInitiator.EndCall\n    with: {call_id: input.call_id}\n"
        "    time: {each: 4s, tries: 2}\n",
    )
    diff = Diff(edited)
    assert diff.files == {ASL, PAGE}
    assert diff.removed[ASL] == ['      "TimeoutSeconds": 5,']
    assert diff.added[ASL] == ['      "TimeoutSeconds": 4,']


def test_a_state_in_the_middle_is_its_own_lines_and_its_neighbours_target(edited: Edited) -> None:
    edited.replace(
        FLOW,
        "    set: {answer: result}\n    next: RouteAnswer\n",
        "    set: {answer: result}\n    next: DoubtAnswer\n\n"
        "  DoubtAnswer:\n"
        "    choose: [{when: answer.confidence < 0.3, next: SkipRecord}]\n"
        "    otherwise: RouteAnswer\n",
    )
    diff = Diff(edited)
    assert diff.files == {ASL, PAGE, "schemas/specs/flow.json"}
    before, after = diff.states()
    assert [name for name in after if name not in before] == ["DoubtAnswer"]
    assert [name for name in before if before[name] != after[name]] == ["AnalyzeResponse"]
    assert list(after).index("DoubtAnswer") == list(after).index("AnalyzeResponse") + 1
    own = json.dumps({"DoubtAnswer": after["DoubtAnswer"]}, indent=2).count("\n") - 1
    assert diff.removed[ASL] == ['      "Next": "RouteAnswer"']
    assert len(diff.added[ASL]) == own + 1
    assert diff.added["schemas/specs/flow.json"] == ['        "DoubtAnswer",']


def test_a_removed_state_takes_its_lines_along_and_no_others(edited: Edited) -> None:
    edited.replace(
        FLOW,
        "    next: WaitForHangUp\n\n"
        "  WaitForHangUp:\n"
        "    await:\n"
        "      CallEnded: {set: {ended: event}, next: StoreOutcome}      # why we hung up is ours"
        " to say\n"
        "    within: 8s\n"
        "    otherwise: StoreOutcome\n",
        "    next: StoreOutcome\n",
    )
    edited.replace(FLOW, "on_error: WaitForHangUp", "on_error: StoreOutcome")
    before, after = Diff(edited).states()
    assert set(before) - set(after) == {"WaitForHangUp", "WaitForHangUp_ended"}
    assert [name for name in after if before[name] != after[name]] == ["EndCall"]


def test_an_event_with_a_route_adds_lines_where_it_is_told_and_heard(edited: Edited) -> None:
    edited.replace(
        "events/record.yaml",
        "  FolioRefused:\n",
        "  FolioPromised:\n    doc: The hotel promised it for a day.\n    fields:\n      by: date\n"
        "  FolioRefused:\n",
    )
    edited.replace(
        "functions.yaml",
        "emits: [ConnectionAnalyzed, ",
        "emits: [ConnectionAnalyzed, FolioPromised, ",
    )
    edited.replace(
        "routes.yaml",
        "  RedeliverFacts:\n",
        "  RemindOfPromises:\n    on: [FolioPromised]\n    to: Scheduler\n  RedeliverFacts:\n",
    )
    diff = Diff(edited)
    assert diff.files - diff.old.keys() == {
        "events/folio_promised.py",
        "rules/remind_of_promises.json",
        "schemas/events/FolioPromised.json",
    }
    changed = {
        path for path in diff.files & diff.old.keys() if not path.startswith("schemas/specs")
    }
    assert changed == {
        "deployment.py",
        "docs/events.md",
        "docs/system.md",
        "events/__init__.py",
        "functions/scheduler.py",
        "functions/voice_analyzer.py",
    }
    rewritten = {path: lines for path, lines in diff.removed.items() if lines}
    # A table's row and a union's line hold several names; they are rewritten with one name more.
    assert {path: len(lines) for path, lines in rewritten.items()} == {
        "docs/system.md": 2,
        "functions/scheduler.py": 1,
    }


def test_a_new_record_field_touches_its_type_and_the_schemas_that_hold_it(edited: Edited) -> None:
    edited.replace(
        "types.yaml",
        "      arrival: date\n      departure: date\n  CallPlan:\n",
        "      arrival: date\n      departure: date\n      room: {type: Phrase, optional: true}\n"
        "  CallPlan:\n",
    )
    diff = Diff(edited)
    assert "types/folio_request.py" in diff.files
    assert ASL not in diff.files
    assert not any(path.startswith(("rules/", "functions/")) for path in diff.files)


def test_no_name_in_a_flow_is_a_serial_number() -> None:
    states = json.loads(as_it_is().files[ASL])["States"]
    assert not [name for name in states if any(letter.isdigit() for letter in name)]


def test_no_order_of_events_or_functions_in_a_file_moves_other_lines(edited: Edited) -> None:
    """An entry that is moved moves its own lines."""
    edited.replace(
        "routes.yaml", "  QueueNewRecords:\n    on: [RecordCreated]\n    to: Scheduler\n", ""
    )
    edited.replace(
        "routes.yaml",
        "queues:\n",
        "  QueueNewRecords:\n    on: [RecordCreated]\n    to: Scheduler\nqueues:\n",
    )
    diff = Diff(edited)
    assert not any(path.startswith(("asl/", "events/", "types/", "rules/")) for path in diff.files)
    assert sorted(diff.removed["deployment.py"]) == sorted(diff.added["deployment.py"])
