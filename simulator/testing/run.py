"""What a simulated execution did: how it ended, the way that it took, what it asked for.

Stands apart because it is what a test asserts on and what a failing one prints. Invariant: times
are virtual seconds since the execution's start.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import overload

from semantics.payload import Json
from simulator.asl import Execution
from simulator.clock import MICROSECONDS


@dataclass(frozen=True, slots=True)
class Step:
    """A state entered."""

    at: float
    state: str


@dataclass(frozen=True, slots=True)
class Call:
    """A task's call; `attempt` counts the retries before it."""

    at: float
    state: str
    resource: str
    arguments: Json
    attempt: int


class Route(Sequence[str]):
    """The states in the order in which they were entered: equal to any sequence of their names."""

    __slots__ = ("_names", "steps")

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = tuple(steps)
        self._names = tuple(step.state for step in steps)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._names[index]

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) or not isinstance(other, Sequence):
            return NotImplemented
        return self._names == tuple(other)

    def __hash__(self) -> int:
        return hash(self._names)

    def __repr__(self) -> str:
        return repr(list(self._names))

    def explain(self, expected: Sequence[str]) -> list[str]:
        """Say where the route first differs from the expected one: lines, the route marked."""
        place = next(
            (at for at, pair in enumerate(zip(self, expected, strict=False)) if pair[0] != pair[1]),
            min(len(self), len(expected)),
        )
        took = self[place] if place < len(self) else "the end"
        wanted = expected[place] if place < len(expected) else "the end"
        lines = [f"step {place + 1} is {took}, expected {wanted}"]
        for at, step in enumerate(self.steps):
            mark = ">" if at == place else " "
            lines.append(f"{mark} {step.at:>9.3f}  {step.state}")
        if place >= len(self):
            lines.append(f"> {'':>9}  (it ended here)")
        return lines


@dataclass(frozen=True, slots=True)
class Run:
    """How an execution ended.

    `status` is RUNNING where it waits for what never comes; `output` is set where it succeeded,
    `error` and `cause` where it failed; `history` has GetExecutionHistory's events.
    """

    status: str
    output: Json
    error: str | None
    cause: str | None
    route: Route
    seconds: float
    history: list[dict[str, Json]]
    calls: list[Call]

    def transcript(self) -> str:
        """Give the states and errors with their virtual times, and the end: text to read."""
        reason = "" if self.error is None else f": {_described(self.error, self.cause)}"
        end = f"{self.seconds:>11.3f}  {self.status}{reason}"
        return "\n".join([*_lines(self.history), end])


def read_run(execution: Execution, calls: list[Call]) -> Run:
    """Read an execution that keeps its history."""
    history = execution.history.events if execution.history is not None else []
    stopped = execution.clock.now if execution.stopped_at is None else execution.stopped_at
    steps = [
        Step(_seconds_into(history, event), event["stateEnteredEventDetails"]["name"])
        for event in history
        if event["type"].endswith("StateEntered")
    ]
    return Run(
        str(execution.status),
        execution.output,
        execution.error,
        execution.cause,
        Route(steps),
        (stopped - execution.started_at) / MICROSECONDS,
        history,
        calls,
    )


def _lines(history: list[dict[str, Json]]) -> Iterator[str]:
    for event in history:
        at = _seconds_into(history, event)
        type_ = event["type"]
        details: Json = next((event[name] for name in event if name.endswith("EventDetails")), {})
        if type_.endswith("StateEntered"):
            yield f"{at:>11.3f}  {details['name']}"
        elif "error" in details and not type_.startswith("Execution"):
            yield f"{at:>11.3f}    {_described(details['error'], details.get('cause'))}"


def _described(error: str, cause: str | None) -> str:
    return f"{error} ({cause})" if cause else error


def _seconds_into(history: list[dict[str, Json]], event: dict[str, Json]) -> float:
    return (_moment(event) - _moment(history[0])).total_seconds()


def _moment(event: dict[str, Json]) -> datetime:
    return datetime.fromisoformat(event["timestamp"])
