"""A recorded execution as a tree: lanes of visits to states, each with its attempts and lanes.

It stands apart because replaying and drawing a run both read GetExecutionHistory's flat list, in
which branches and iterations interleave. Invariant: a lane's visits are in the order of that one
thread of control, whatever ran beside it.
Source: API reference, HistoryEvent; `previousEventId` tells the threads apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from semantics.payload import Json

LaneKey = tuple[int, str]
"""Which attempt of the Parallel or Map (0 is the first), and the branch's first state or the
iteration's index."""


@dataclass(slots=True)
class Attempt:
    """One call of a Task. `outcome` is the end of its last event's type: Succeeded, Failed or
    TimedOut; None where the history holds no end. Moments are microseconds since 1970.
    """

    scheduled_at: int
    began_at: int
    arguments: Json
    ended_at: int | None = None
    outcome: str | None = None
    result: Json = None
    error: str | None = None
    cause: str | None = None


@dataclass(slots=True)
class Visit:
    """One stay in a state; `exited_at` is None where the history holds no exit."""

    name: str
    type: str
    entered_at: int
    input: Json
    entered_event: int
    exited_at: int | None = None
    output: Json = None
    assigned: dict[str, Json] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    rounds: int = 0
    is_forked: bool = False
    lanes: dict[LaneKey, "Lane"] = field(default_factory=dict)


@dataclass(slots=True)
class Lane:
    """One thread of control: the execution itself, a branch of a Parallel, an item of a Map."""

    label: str
    outer: "Lane | None"
    visits: list[Visit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class End:
    """How the execution ended; `status` as DescribeExecution reports it."""

    status: str
    at: int
    output: Json
    error: str | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class Recording:
    """A whole execution. `end` is None where it was still running. `machine` is the state machine's
    name, None where the history does not tell it; `role` is the execution role's ARN, "" likewise.
    """

    started_at: int
    input: Json
    root: Lane
    end: End | None
    machine: str | None
    role: str


def all_visits(lane: Lane, depth: int = 0) -> Iterator[tuple[int, Lane, Visit]]:
    """Every visit with its depth and lane: those inside a Parallel or Map follow it at once."""
    for visit in lane.visits:
        yield depth, lane, visit
        for inner in visit.lanes.values():
            yield from all_visits(inner, depth + 1)
