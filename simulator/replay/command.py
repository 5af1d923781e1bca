"""`python -m simulator replay HISTORY.json [--definition FILE] [--html FILE]`: an old run, today's
definition.

It stands apart because only here are files found, read and told of.
"""

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from generated import deployment
from semantics.payload import Json
from simulator.asl import DefinitionError, Machine, compile_machine
from simulator.recordings.events import read_recording
from simulator.recordings.form import HistoryError
from simulator.recordings.recording import Recording, all_visits
from simulator.replay.route import Verdict
from simulator.replay.run import Replayed, replay
from simulator.unusable import Unusable

_SHOWN_DIFFERENCES = 20


class _Found(NamedTuple):
    """Today's definition, the file that holds it, and its machine's name."""

    definition: Json
    source: str
    name: str


def replay_file(history: str, definition: str | None, page: str | None) -> int:
    """Replay a file, by a definition's file or the generated flow that it belongs to, and write the
    page. Gives the exit code: 0 same route, 1 diverges or cannot go on. Raises Unusable.
    """
    recording = _read_history(history)
    found = _find_definition(recording, definition)
    machine = _compile(found)
    replayed = replay(recording, machine)
    if page is not None:
        _write_page(page, found, recording, replayed)
    sys.stdout.write(_report(replayed, recording, found.source))
    return 0 if replayed.verdict is Verdict.SAME_ROUTE else 1


def _read_history(path: str) -> Recording:
    found = _read_json(path)
    events = found.get("events") if isinstance(found, dict) else found
    if not isinstance(events, list):
        raise Unusable(f'{path}: an object with "events", or a list of events, is needed')
    if isinstance(found, dict) and found.get("nextToken"):
        raise Unusable(f"{path}: it has a nextToken, so pages are missing: fetch them all")
    try:
        return read_recording(events)
    except HistoryError as error:
        raise Unusable(f"{path}: {error}") from error


def _read_json(path: str) -> Json:
    """In UTF-8, or in UTF-16 with a mark, as PowerShell's `>` writes it."""
    try:
        return json.loads(Path(path).read_bytes())
    except OSError as error:
        raise Unusable(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} is no JSON file: {error}") from error


def _find_definition(recording: Recording, path: str | None) -> _Found:
    if path is None:
        return _generated(recording)
    return _Found(_read_json(path), path, recording.machine or "StateMachine")


def _compile(found: _Found) -> Machine:
    try:
        return compile_machine(found.definition, found.name)
    except DefinitionError as error:
        raise Unusable(f"{found.source}: {error}") from error


def _generated(recording: Recording) -> _Found:
    """The generated flow of the recorded machine's name, else the one whose states it entered."""
    entered = {visit.name for _, _, visit in all_visits(recording.root)}
    known = []
    for row in deployment.FLOWS:
        definition = json.loads(files("generated").joinpath(row.definition).read_text("utf-8"))
        candidate = _Found(definition, f"generated/{row.definition}", row.physical_name)
        if recording.machine in (row.name, row.physical_name):
            return candidate
        known.append((len(entered & set(definition["States"])), candidate))
    best = max((shared for shared, _ in known), default=0)
    found = [candidate for shared, candidate in known if shared == best and shared]
    if recording.machine is None and len(found) == 1:
        return found[0]
    told = f"the machine {recording.machine}" if recording.machine else "this history"
    raise Unusable(f"no generated flow belongs to {told}: name its file with --definition FILE")


def _write_page(path: str, found: _Found, recording: Recording, replayed: Replayed) -> None:
    from simulator import page  # noqa: PLC0415 - only who asks for a page waits for it
    from simulator.page.file import write_page  # noqa: PLC0415 - as above

    notices = _verdict(replayed, recording)
    write_page(path, page.render(found.definition, recording, title=found.name, notices=notices))


def _verdict(replayed: Replayed, recording: Recording) -> list[str]:
    states = "1 state" if replayed.states == 1 else f"{replayed.states} states"
    match replayed.verdict:
        case Verdict.SAME_ROUTE if recording.end is None:
            return [f"same route so far: {states}; the run had not ended when it was fetched"]
        case Verdict.SAME_ROUTE:
            return [f"same route: {states}, {recording.end.status if recording.end else ''}"]
        case Verdict.DIVERGES:
            headline = f"diverges at {replayed.place}, after {states}"
        case Verdict.CANNOT_GO_ON:
            headline = f"cannot go on at {replayed.place}, after {states}"
    return [
        headline,
        f"  the old run:         {replayed.recorded}",
        f"  today's definition:  {replayed.today}",
    ]


def _report(replayed: Replayed, recording: Recording, source: str) -> str:
    lines = _verdict(replayed, recording)
    lines.append(f"  definition: {source}")
    if replayed.differences:
        lines.append(f"values that differ on the way: {len(replayed.differences)}")
    for each in replayed.differences[:_SHOWN_DIFFERENCES]:
        lines += [f"  {each.where}", f"    was {each.recorded}", f"    is  {each.today}"]
    hidden = len(replayed.differences) - _SHOWN_DIFFERENCES
    if hidden > 0:
        lines.append(f"  and {hidden} more")
    return "\n".join(lines) + "\n"
