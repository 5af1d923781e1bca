"""The fifteen ordinary mistakes that authors of state machines make (and that asl-validator,
cfn-lint, SAM and the editors' services find between none and eight of), each made in a copy of the
hotel calls' specs: each is found, on its line, with words that help. Where the language leaves no
room for a mistake, the test shows that.
"""

import json
import re
import shutil
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.diagnostics.render import render_text
from generator.pipeline import compile_specs
from tests.generator.edited_specs import FLOW, Edited, as_it_is

ASL = "asl/call_handler.asl.json"
ROOT = Path(__file__).resolve().parents[2]


class Mistake(NamedTuple):
    """An edit of a spec, what is said of it, and the text that stands on the line it is said of."""

    story: str
    old: str
    new: str
    code: str
    says: str
    stands_on: str
    help: str = ""
    file: str = FLOW


MISTAKES = [
    Mistake(
        "a target that is no state",
        "CallConnected: {set: {connected: event}, next: WaitForGreeting}",
        "CallConnected: {set: {connected: event}, next: WaitForGreting}",
        "FLOW101",
        "WaitForConnection goes to WaitForGreting, which is not a state",
        "next: WaitForGreting}",
        'did you mean "WaitForGreeting"?',
    ),
    Mistake(
        "a misspelt field",
        "    within: 30s\n",
        "    witin: 30s\n",
        "SPEC030",
        'unknown field "witin"',
        "witin: 30s",
        'did you mean "within"?',
    ),
    Mistake(
        "an unreachable state",
        "{when: kind = voicemail, next: LeaveVoicemail}",
        "{when: kind = voicemail, next: EndCall}",
        "FLOW102",
        "no transition leads to LeaveVoicemail",
        "  LeaveVoicemail:",
    ),
    Mistake(
        "a wrong start",
        "start: CheckCallPolicy",
        "start: CheckPolicy",
        "FLOW101",
        "CheckPolicy, which is not a state",
        "start: CheckPolicy",
        'did you mean "CheckCallPolicy"?',
    ),
    Mistake(
        "an await without a deadline",
        "    within: 8s\n",
        "",
        "TIME201",
        "WaitForHangUp lies on the way out, where the deadline no longer ends it",
        "  WaitForHangUp:",
        "say `within: 30s`",
    ),
    Mistake(
        "a placeholder that nobody fills: an input that a task is not given",
        "phone: input.phone, ring_for: 45s, ",
        "phone: input.phone, ",
        "TYPE211",
        'CallInitiator.InitiateCall needs "ring_for", which it is not given',
        "task: CallInitiator.InitiateCall",
        "add ring_for to with",
    ),
    Mistake(
        "a placeholder that nobody fills: a name that nobody declares",
        'with: {call_id: input.call_id, request: "input.requests[position]", heard: heard}',
        'with: {call_id: input.call_id, request: "input.requests[place]", heard: heard}',
        "NAME110",
        '"place"',
        "input.requests[place]",
    ),
    Mistake(
        "a malformed expression",
        "- {when: position < count(input.requests), next: RequestFolio}",
        "- {when: position < count(input.requests, next: RequestFolio}",
        "TYPE201",
        'expected ",", found the end',
        "count(input.requests,",
    ),
    Mistake(
        "a malformed path",
        "      - {when: step.action = on_hold, next: WaitForPerson}",
        "      - {when: step..action = on_hold, next: WaitForPerson}",
        "TYPE201",
        '".." does not belong here',
        "step..action",
    ),
    Mistake(
        "a path to a field that is not there",
        "      - {when: step.action = on_hold, next: WaitForPerson}",
        "      - {when: step.acton = on_hold, next: WaitForPerson}",
        "TYPE204",
        'IvrStep has no field "acton"',
        "step.acton",
        'did you mean "action"?',
    ),
    Mistake(
        "a condition on something that nobody wrote",
        "    set: {kind: result.kind}\n",
        "",
        "FLOW110",
        '"kind" is read, and not set on the way',
        "kind = ivr",
    ),
    Mistake(
        "a loop without an exit",
        "        next: NavigateIVR\n        at_most: 7\n"
        "        else: {set: {outcome: ivr_loop}, next: EndCall}\n",
        "        next: NavigateIVR\n",
        "FLOW104",
        "nothing bounds the loop through NavigateIVR, RouteIvrStep, WaitForMenu",
        "  NavigateIVR:",
        "put `at_most` on the edge that closes it",
    ),
    Mistake(
        "a state's time-out over its function's",
        "    with: {plan: input}\n    catch:\n",
        "    with: {plan: input}\n    time: {each: 40s}\n    catch:\n",
        "TIME203",
        "CheckCallPolicy waits 40s for CallInitiator, which is stopped after 30s",
        "time: {each: 40s}",
    ),
    Mistake(
        "waits over the machine's time-out",
        "  after: 540s",
        "  after: 590s",
        "TIME202",
        "of 600s: 590s deadline",
        "timeout: 600s",
    ),
    Mistake(
        "a wrong type in quotes",
        "    within: 30s\n",
        '    within: "90"\n',
        "SPEC033",
        'expected a duration like 30s, 10m, 24h or 7d, found "90"',
        'within: "90"',
    ),
    Mistake(
        "a wrong type in an expression",
        "      - {when: elapsed() >= 540s, next: EscalateToEmail}",
        "      - {when: elapsed() >= 540, next: EscalateToEmail}",
        "TYPE203",
        "cannot compare duration with integer",
        "elapsed() >= 540,",
    ),
    Mistake(
        "an end that also goes on",
        "    end: true\n",
        "    end: true\n    next: EndCall\n",
        "SPEC034",
        '"end" does not go together with "task" or "next"',
        "    end: true",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.story)
def test_a_mistake_is_found_where_it_is_made(mistake: Mistake, tmp_path: Path) -> None:
    edited = Edited(tmp_path)
    edited.replace(mistake.file, mistake.old, mistake.new)
    found = edited.compile().diagnostics
    assert found, "nothing was found"
    told = [
        each
        for each in found
        if each.code.startswith(mistake.code) and mistake.says in each.message
    ]
    assert told, "\n".join(f"{each.code} {each.message} {each.span}" for each in found)
    lines = (edited.folder / mistake.file).read_text(encoding="utf-8").split("\n")
    assert any(mistake.stands_on in lines[each.span.line - 1] for each in told), told
    assert any(mistake.help in (each.help or "") for each in told), told
    assert len(found) <= 2, told


def test_the_readme_shows_what_is_really_said(tmp_path: Path) -> None:
    """Of the specs that its readers edit; numbers of lines are not compared, for those move."""
    specs = shutil.copytree(ROOT / "specs", tmp_path / "specs")
    right = (specs / FLOW).read_text(encoding="utf-8")
    (specs / FLOW).write_text(right.replace("next: AnalyzeConnection}", "next: AnalyseConnection}"))
    compiled = compile_specs(specs)
    page = render_text(compiled.diagnostics, compiled.sources).replace(f"{tmp_path}/", "")
    block = textwrap.indent(page.split("\n\n1 error")[0], "   ")
    assert without_numbers(block) in without_numbers((ROOT / "README.md").read_text("utf-8")), block


def without_numbers(text: str) -> str:
    return re.sub(r"\b\d+\b", "0", text)


def test_a_token_cannot_be_forgotten_as_the_generator_hands_it_on() -> None:
    states = json.loads(as_it_is().files[ASL])["States"].values()
    waiting = [each for each in states if each.get("Resource", "").endswith(".waitForTaskToken")]
    assert waiting
    for each in waiting:
        assert each["Arguments"]["Payload"]["arm"]["token"] == "{% $states.context.Task.Token %}"
        assert each["TimeoutSeconds"]


def test_a_token_cannot_be_written_by_hand(tmp_path: Path) -> None:
    edited = Edited(tmp_path)
    edited.replace(FLOW, "    within: 30s\n", "    within: 30s\n    token: mine\n")
    (found,) = edited.compile().diagnostics
    assert found.message == 'unknown field "token"'


def test_every_placeholder_of_a_definition_is_filled() -> None:
    files = as_it_is().files
    named = {piece.split("}")[0] for piece in files[ASL].split("${")[1:]}
    for name in named:
        assert f'("{name}", Arn("function", "{name}"))' in files["deployment.py"]


@pytest.mark.parametrize("text", ["${CallInitiator}", "{% $now() %}"])
def test_a_placeholder_cannot_be_written_by_hand(text: str, tmp_path: Path) -> None:
    edited = Edited(tmp_path)
    edited.replace(
        FLOW,
        "{set: {outcome: no_response}, next: EndCall}\n\n  AnalyzeC",
        f"{{set: {{outcome: '\"{text}\"'}}, next: EndCall}}\n\n  Analyze",
    )
    assert edited.compile().diagnostics


def test_a_catch_all_cannot_come_before_a_narrower_catch(tmp_path: Path) -> None:
    """`on_error` is a field of its own, so its place in the file says nothing."""
    catch = (
        "    catch:\n"
        "      BlockedByPolicy: {set: {outcome: blocked_by_policy}, next: StoreOutcome}\n"
    )
    on_error = "    on_error: StoreOutcome            # nothing was dialled: no need to hang up\n"
    edited = Edited(tmp_path)
    edited.replace(FLOW, catch + on_error, on_error + catch)
    assert edited.compile().files[ASL] == as_it_is().files[ASL]
    states = json.loads(as_it_is().files[ASL])["States"].values()
    for state in states:
        caught = [each["ErrorEquals"] for each in state.get("Catch", [])]
        assert ["States.ALL"] not in caught[:-1]


@pytest.mark.parametrize("error", ["States.ALL", "States.TaskFailed", "BlockedByPolcy"])
def test_only_declared_errors_can_be_caught_by_name(error: str, tmp_path: Path) -> None:
    edited = Edited(tmp_path)
    edited.replace(FLOW, "      BlockedByPolicy: {set", f"      {error}: {{set")
    assert error in "".join(each.message for each in edited.compile().diagnostics)
