"""The rows of the timeline and their payloads, as texts that the template only places.

It stands apart so that the template decides nothing. Invariant: a step's number is its place in
the order of entry; payloads are texts, escaped by the template alone.
"""

import json
from dataclasses import dataclass
from itertools import pairwise

from semantics.payload import Json
from semantics.timestamps import format_timestamp
from simulator.asl.outline import inner_blocks
from simulator.clock import MICROSECONDS
from simulator.page.flow_graph import Graph
from simulator.recordings.recording import Attempt, Lane, Recording, Visit, all_visits


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a Task: what was sent and what came back."""

    title: str
    is_bad: bool
    sent: str
    came_back: str


@dataclass(frozen=True, slots=True)
class Step:
    """A visit to a state. `node` is the box that stands for it, `comment` the definition's, and
    `goes_to` the state entered next, "" at the end of its lane. `left` and `width` place its bar in
    per cent of the run; it `is_brief` where no time passed. `moment` is in microseconds since 1970.
    Payloads are pretty JSON, "" where there is none.
    """

    number: int
    name: str
    type: str
    node: str
    lane: str
    depth: int
    is_helper: bool
    comment: str
    goes_to: str
    trouble: str
    moment: int
    offset: str
    took: str
    entered: str
    left: str
    width: str
    input: str
    calls: tuple[Call, ...]
    assigned: tuple[tuple[str, str], ...]
    output: str
    is_passed_on: bool
    is_open: bool
    is_brief: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """What all steps of a run share. Moments are microseconds since 1970; `following` names the
    state after a visit by the event of its entry.
    """

    began: int
    end: int
    owners: dict[str, str]
    comments: dict[str, str]
    following: dict[int, str]


def make_steps(recording: Recording, graph: Graph, definition: Json) -> list[Step]:
    """A step for each visit, in the order in which states were entered."""
    last = max((_last_moment(visit) for _, _, visit in all_visits(recording.root)), default=0)
    end = recording.end.at if recording.end is not None else last
    entered = sorted(all_visits(recording.root), key=lambda each: each[2].entered_event)
    following = {
        visit.entered_event: after.name
        for lane in {id(lane): lane for _, lane, _ in entered}.values()
        for visit, after in pairwise(lane.visits)
    }
    run = _Run(recording.started_at, end, graph.all_owners(), _comments(definition), following)
    return [
        _step(number, depth, lane, visit, run)
        for number, (depth, lane, visit) in enumerate(entered, 1)
    ]


def _step(number: int, depth: int, lane: Lane, visit: Visit, run: _Run) -> Step:
    left = run.end if visit.exited_at is None else visit.exited_at
    whole = max(1, run.end - run.began)
    node = run.owners.get(visit.name, visit.name)
    return Step(
        number,
        visit.name,
        visit.type,
        node,
        lane.label,
        depth,
        node != visit.name,
        run.comments.get(visit.name, ""),
        run.following.get(visit.entered_event, ""),
        _trouble(visit),
        visit.entered_at,
        clock_face(visit.entered_at - run.began),
        span_text(left - visit.entered_at),
        format_timestamp(visit.entered_at),
        f"{100 * (visit.entered_at - run.began) / whole:.2f}",
        f"{100 * max(0, left - visit.entered_at) / whole:.2f}",
        pretty(visit.input),
        tuple(_call(at, attempt) for at, attempt in enumerate(visit.attempts, 1)),
        tuple((name, pretty(value)) for name, value in visit.assigned.items()),
        "" if visit.exited_at is None else pretty(visit.output),
        visit.exited_at is not None and visit.output == visit.input,
        visit.exited_at is None,
        visit.exited_at == visit.entered_at and not visit.attempts,
    )


def _comments(block: Json) -> dict[str, str]:
    """The comments of all states, those in Parallels and Maps too; names are unique."""
    found = {}
    for name, state in block["States"].items():
        found[name] = state.get("Comment", "")
        for inner in inner_blocks(state):
            found |= _comments(inner)
    return found


def _call(number: int, attempt: Attempt) -> Call:
    is_bad = attempt.outcome in ("Failed", "TimedOut")
    if attempt.ended_at is None:
        return Call(f"Call {number}: no answer", is_bad, pretty(attempt.arguments), "")
    after = span_text(attempt.ended_at - attempt.began_at)
    if not is_bad:
        title = f"Call {number}: answered after {after}"
        return Call(title, is_bad, pretty(attempt.arguments), pretty(attempt.result))
    what = "timed out" if attempt.outcome == "TimedOut" else f"failed with {attempt.error}"
    came_back = pretty({"Error": attempt.error, "Cause": attempt.cause})
    return Call(
        f"Call {number}: {what} after {after}", is_bad, pretty(attempt.arguments), came_back
    )


def _trouble(visit: Visit) -> str:
    """The error that the state met last, and how often it was tried."""
    if visit.type == "Fail":
        return "fails the run"
    bad = [each for each in visit.attempts if each.outcome in ("Failed", "TimedOut")]
    if not bad:
        return ""
    told = "timed out" if bad[-1].outcome == "TimedOut" else str(bad[-1].error)
    return told if len(visit.attempts) == 1 else f"{told}, {len(visit.attempts)} calls"


def _last_moment(visit: Visit) -> int:
    return max(visit.entered_at, visit.exited_at or 0)


def pretty(value: Json) -> str:
    """The value as indented JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def clock_face(microseconds: int) -> str:
    """A moment of the run as `m:ss.mmm`, with hours where it has them."""
    milliseconds = round(microseconds * 1_000 / MICROSECONDS)
    seconds, rest = divmod(milliseconds, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{seconds:02}.{rest:03}"


def span_text(microseconds: int) -> str:
    """A span as people say it: `340 ms`, `12.5 s`, `4 min 10 s`, `2 h 5 min`."""
    milliseconds = round(microseconds * 1_000 / MICROSECONDS)
    if milliseconds < 1_000:
        return f"{milliseconds} ms"
    seconds = milliseconds / 1_000
    if seconds < 60:
        return f"{seconds:.4g} s"
    minutes, seconds = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s"
    return f"{minutes // 60} h {minutes % 60} min"
