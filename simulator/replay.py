"""`python -m simulator replay HISTORY.json [--definition FILE]`: an old run, today's definition.

Exit codes: 0 same route; 1 diverges or cannot go on; 2 usage, or a file that cannot be used.
"""

import argparse
import json
import sys
from importlib.resources import files
from pathlib import Path

from generated import deployment
from semantics.payload import Json
from simulator.asl import DefinitionError, Machine, compile_machine
from simulator.replay_events import HistoryError, read_recording
from simulator.replay_recording import Recording, all_visits
from simulator.replay_route import Verdict
from simulator.replay_run import Replayed, replay

_SHOWN_DIFFERENCES = 20


class _Unusable(Exception):  # noqa: N818 (told to the user as it is)
    """The command cannot be carried out; the message says why."""


def main(argv: list[str]) -> int:
    """Replay what the arguments (without the program's name) say; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m simulator replay",
        description="Run a recorded execution through today's definition.",
        epilog="exit codes: 0 same route, 1 diverges or cannot go on, 2 usage or a bad file",
    )
    parser.add_argument("history", help="JSON as `aws stepfunctions get-execution-history` gives")
    parser.add_argument("--definition", help="ASL file; default: the generated flow of the history")
    chosen = parser.parse_args(argv)
    try:
        recording = _read_history(chosen.history)
        machine, source = _find_machine(recording, chosen.definition)
    except _Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    replayed = replay(recording, machine)
    sys.stdout.write(_report(replayed, recording, source))
    return 0 if replayed.verdict is Verdict.SAME_ROUTE else 1


def _read_history(path: str) -> Recording:
    found = _read_json(path)
    events = found.get("events") if isinstance(found, dict) else found
    if not isinstance(events, list):
        raise _Unusable(f'{path}: an object with "events", or a list of events, is needed')
    if isinstance(found, dict) and found.get("nextToken"):
        raise _Unusable(f"{path}: it has a nextToken, so pages are missing: fetch them all")
    try:
        return read_recording(events)
    except HistoryError as error:
        raise _Unusable(f"{path}: {error}") from error


def _read_json(path: str) -> Json:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise _Unusable(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise _Unusable(f"{path} is no JSON file: {error}") from error


def _find_machine(recording: Recording, path: str | None) -> tuple[Machine, str]:
    if path is None:
        definition, source, name = _generated(recording)
    else:
        definition, source = _read_json(path), path
        name = recording.machine or "StateMachine"
    try:
        return compile_machine(definition, name), source
    except DefinitionError as error:
        raise _Unusable(f"{source}: {error}") from error


def _generated(recording: Recording) -> tuple[Json, str, str]:
    """The generated flow of the recorded machine's name, else the one whose states it entered."""
    entered = {visit.name for _, _, visit in all_visits(recording.root)}
    known = []
    for row in deployment.FLOWS:
        definition = json.loads(files("generated").joinpath(row.definition).read_text("utf-8"))
        candidate = definition, f"generated/{row.definition}", row.physical_name
        if recording.machine in (row.name, row.physical_name):
            return candidate
        known.append((len(entered & set(definition["States"])), candidate))
    best = max((shared for shared, _ in known), default=0)
    found = [candidate for shared, candidate in known if shared == best and shared]
    if recording.machine is None and len(found) == 1:
        return found[0]
    told = f"the machine {recording.machine}" if recording.machine else "this history"
    raise _Unusable(f"no generated flow belongs to {told}: name its file with --definition FILE")


def _report(replayed: Replayed, recording: Recording, source: str) -> str:
    states = "1 state" if replayed.states == 1 else f"{replayed.states} states"
    match replayed.verdict:
        case Verdict.SAME_ROUTE if recording.end is None:
            lines = [f"same route so far: {states}; the run had not ended when it was fetched"]
        case Verdict.SAME_ROUTE:
            lines = [f"same route: {states}, {recording.end.status if recording.end else ''}"]
        case Verdict.DIVERGES:
            lines = [f"diverges at {replayed.place}, after {states}"]
        case Verdict.CANNOT_GO_ON:
            lines = [f"cannot go on at {replayed.place}, after {states}"]
    if replayed.verdict is not Verdict.SAME_ROUTE:
        lines += [f"  the old run:         {replayed.recorded}"]
        lines += [f"  today's definition:  {replayed.today}"]
    lines.append(f"  definition: {source}")
    if replayed.differences:
        lines.append(f"values that differ on the way: {len(replayed.differences)}")
    for each in replayed.differences[:_SHOWN_DIFFERENCES]:
        lines += [f"  {each.where}", f"    was {each.recorded}", f"    is  {each.today}"]
    hidden = len(replayed.differences) - _SHOWN_DIFFERENCES
    if hidden > 0:
        lines.append(f"  and {hidden} more")
    return "\n".join(lines) + "\n"
