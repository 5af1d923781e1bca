"""From the events of GetExecutionHistory to a Recording.

It stands apart because only here do the service's event types and detail names matter. Invariant:
an event that carries nothing a replay needs is passed over; one that cannot stand where it does
is a HistoryError that names it.
Source: API reference, HistoryEvent; Developer Guide, "Viewing execution details".
"""

import json
from datetime import UTC, datetime, timedelta

from semantics.payload import Json
from simulator.recordings.form import HistoryError, check_event, details_of
from simulator.recordings.recording import Attempt, End, Lane, Recording, Visit

_ENDS = {
    "ExecutionSucceeded": "SUCCEEDED",
    "ExecutionFailed": "FAILED",
    "ExecutionTimedOut": "TIMED_OUT",
    "ExecutionAborted": "ABORTED",
}
_TASKS = ("LambdaFunction", "Activity", "Task")
_OUTCOMES = {
    "Succeeded": "Succeeded",
    "Failed": "Failed",
    "StartFailed": "Failed",
    "ScheduleFailed": "Failed",
    "SubmitFailed": "Failed",
    "TimedOut": "TimedOut",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENTERED, _EXITED = "StateEntered", "StateExited"


def read_recording(events: list[Json]) -> Recording:
    """Read all events of one execution, in any order; raises HistoryError."""
    for event in events:
        check_event(event)
    ordered = sorted(events, key=lambda event: int(event["id"]))
    if not ordered or ordered[0]["type"] != "ExecutionStarted":
        raise HistoryError(
            "the first event is not ExecutionStarted: fetch all pages of the history"
        )
    if details_of(ordered[0]).get("input") is None:
        raise HistoryError("its events hold no inputs: fetch it with --include-execution-data")
    reader = _Reader()
    for event in ordered:
        try:
            reader.take(event)
        except IndexError as error:  # the end of a state or call that has not begun
            raise HistoryError(
                f"event {event['id']} ({event['type']}) does not follow from those before it:"
                " fetch all pages"
            ) from error
    return reader.recording(ordered[0])


class _Reader:
    """Keeps, for each event, the lane in which it happened."""

    def __init__(self) -> None:
        self._root = Lane("", None)
        self._lanes: dict[int, Lane] = {0: self._root}
        self._types: dict[int, str] = {}
        self._end: End | None = None

    def take(self, event: Json) -> None:
        number, type_ = int(event["id"]), str(event["type"])
        before = int(event.get("previousEventId") or 0)
        if before not in self._lanes:
            raise HistoryError(
                f"event {number} follows event {before}, which is missing: fetch all pages"
            )
        lane = self._lanes[before]
        details = details_of(event)
        at = moment_of(event)
        if type_.endswith(_ENTERED):
            lane = self._enter(lane, self._types.get(before, ""), event, details)
        elif type_.endswith(_EXITED):
            lane = _lane_of(lane, str(details["name"]))
            self._exit(lane, at, details)
        elif type_ in _ENDS:
            output = _payload(details, "output", number)
            error, cause = details.get("error"), details.get("cause")
            self._end = End(_ENDS[type_], at, output, error, cause)
        elif type_.startswith(("ParallelState", "MapState")) and not type_.endswith("Aborted"):
            lane = _fork(lane, type_)
        elif type_ == "MapIterationStarted":
            lane = _iterate(lane, details, number)
        else:
            self._attempt(lane, type_, at, details, number)
        self._lanes[number], self._types[number] = lane, type_

    def recording(self, started: Json) -> Recording:
        details = details_of(started)
        return Recording(
            moment_of(started),
            _payload(details, "input", int(started["id"])),
            self._root,
            self._end,
            _machine_name(details),
            str(details.get("roleArn", "")),
        )

    def _enter(self, lane: Lane, before: str, event: Json, details: Json) -> Lane:
        name, type_ = str(details["name"]), str(event["type"]).removesuffix(_ENTERED)
        if before == "ParallelStateStarted":
            parallel = lane.visits[-1]
            inner = Lane(f"{parallel.name} / {name}", lane)
            parallel.lanes[parallel.rounds - 1, name] = inner
            lane = inner
        number = int(event["id"])
        value = _payload(details, "input", number)
        lane.visits.append(Visit(name, type_, moment_of(event), value, number))
        return lane

    def _exit(self, lane: Lane, at: int, details: Json) -> None:
        visit = lane.visits[-1]
        visit.exited_at = at
        visit.output = _payload(details, "output", visit.entered_event)
        assigned = details.get("assignedVariables") or {}
        visit.assigned = {name: parse_payload(text) for name, text in assigned.items()}

    def _attempt(self, lane: Lane, type_: str, at: int, details: Json, number: int) -> None:
        family = next((each for each in _TASKS if type_.startswith(each)), None)
        if family is None or not lane.visits:
            return
        attempts, step = lane.visits[-1].attempts, type_.removeprefix(family)
        if step == "Scheduled":
            field = "parameters" if family == "Task" else "input"
            attempts.append(Attempt(at, at, _payload(details, field, number)))
        elif step == "Started":
            attempts[-1].began_at = at
        elif step in _OUTCOMES:
            attempt = attempts[-1]
            attempt.ended_at, attempt.outcome = at, _OUTCOMES[step]
            attempt.result = _payload(details, "output", number)
            attempt.error, attempt.cause = details.get("error"), details.get("cause")


def _fork(lane: Lane, type_: str) -> Lane:
    """A Parallel or Map starts or ends: the service hangs its end, its exit and another attempt on
    the last inner event.
    """
    kind = type_.partition("State")[0]
    is_start = type_.endswith("Started")
    is_first = is_start and lane.visits[-1].type == kind and not lane.visits[-1].rounds
    forked = lane if is_first else _forked(lane, kind)
    visit = forked.visits[-1]
    visit.rounds += is_start
    visit.is_forked = is_start
    return forked


def _forked(lane: Lane, kind: str) -> Lane:
    """The innermost lane around that is in a Parallel or Map which has started."""
    found: Lane | None = lane
    while found is not None:
        if found.visits and found.visits[-1].is_forked and found.visits[-1].type == kind:
            return found
        found = found.outer
    return lane


def _lane_of(lane: Lane, state: str) -> Lane:
    """The innermost lane around that is in this state."""
    found: Lane | None = lane
    while found is not None:
        if found.visits and found.visits[-1].name == state:
            return found
        found = found.outer
    return lane


def _iterate(lane: Lane, details: Json, number: int) -> Lane:
    name, index = details["name"], details["index"]
    outer: Lane | None = lane
    while outer is not None:
        visit = outer.visits[-1] if outer.visits else None
        if visit is not None and visit.type == "Map" and visit.name == name:
            inner = Lane(f"{name} [{index}]", outer)
            visit.lanes[visit.rounds - 1, str(index)] = inner
            return inner
        outer = outer.outer
    raise HistoryError(f"event {number}: no Map named {name} is running: fetch all pages")


def _payload(details: Json, name: str, number: int) -> Json:
    kept = details.get(f"{name}Details") or {}
    if kept.get("truncated"):
        raise HistoryError(f"event {number}: the {name} is truncated, so it cannot be replayed")
    return parse_payload(details.get(name))


def parse_payload(text: Json) -> Json:
    """A payload's value; a text that is no JSON stands for itself."""
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def moment_of(event: Json) -> int:
    """Microseconds since 1970: the CLI writes ISO 8601, or seconds; boto3 gives datetimes."""
    stamp = event.get("timestamp")
    try:
        if isinstance(stamp, int | float):
            moment = _EPOCH + timedelta(seconds=stamp)
        else:
            moment = stamp if isinstance(stamp, datetime) else datetime.fromisoformat(str(stamp))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return (moment - _EPOCH) // (_EPOCH.resolution)
    except (ValueError, OverflowError) as error:
        raise HistoryError(
            f"event {event['id']}: {stamp!r} is no timestamp (ISO 8601 or seconds since 1970)"
        ) from error


def _machine_name(started: Json) -> str | None:
    """`arn:aws:states:region:account:stateMachine:name:version-or-alias` holds it."""
    for name in ("stateMachineVersionArn", "stateMachineAliasArn"):
        parts = str(started.get(name, "")).split(":")
        if len(parts) > 6:
            return parts[6]
    return None
