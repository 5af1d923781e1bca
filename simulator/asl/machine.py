"""A compiled state machine, plain objects and closures shared by all its executions, and the frame
in which the closures run.

Stands apart from compiling and from running: it is what the one makes and the other reads. State
and frame are in one place because each is described by the other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from semantics.payload import Json
from simulator.asl.errors import StatesError
from simulator.asl.run import Run


class _Blocked(Enum):
    BLOCKED = 0


BLOCKED: Final = _Blocked.BLOCKED
"""In place of the next state: the branch waits, and something planned will resume it."""

Transition = tuple["State | _Blocked | None", Json]
"""The next state (None at the end) and the output."""

Evaluate = Callable[["Frame", Json], Json]
"""A compiled field: (frame, the state's input) -> value; raises StatesError."""

Details = dict[str, Json]
"""What an event of the history tells besides its type."""

BLOCKED_TRANSITION: Final[Transition] = (BLOCKED, None)

NOTHING_RETRIED: Final[Mapping[int, int]] = {}
NO_ITEM: Final[dict[str, Json]] = {}
"""What most frames have, shared by all of them: they are replaced, never changed."""


class State:
    """One state. `step` enters it afresh, `begin` is one attempt, `finish` takes its result.

    The functions are filled in when all states of the block are known, for they refer to them.
    """

    __slots__ = (
        "begin",
        "counts_retries",
        "finish",
        "forks",
        "name",
        "next",
        "recovery",
        "step",
        "type",
    )

    step: Callable[["Frame", Json], Transition]
    begin: Callable[["Frame", Json], Transition]
    finish: Callable[["Frame", Json, Json], Transition]

    def __init__(self, name: str, type_: str) -> None:
        self.name = name
        self.type = type_
        self.next: State | None = None
        self.recovery: Recovery | None = None
        self.forks = type_ in ("Map", "Parallel")
        self.counts_retries = type_ == "Task" or self.forks


@dataclass(frozen=True, slots=True)
class Block:
    """States with a start: a machine, a branch of a Parallel or what a Map runs for each item."""

    start: State
    states: dict[str, State]


@dataclass(frozen=True, slots=True)
class Machine:
    """A compiled definition. Times are in seconds; `is_express` changes the context object."""

    name: str
    block: Block
    timeout_seconds: float | None
    is_express: bool


class Recovery(Protocol):
    """What a state does about an error before it fails."""

    def retry_delay(self, frame: "Frame", error: StatesError) -> int | None:
        """Microseconds until the state is tried again, or None where it is not."""
        ...

    def catch(self, frame: "Frame", error: StatesError) -> Transition | None:
        """Where the first catcher that names the error leads, or None."""
        ...


class Waiting(Protocol):
    """What a blocked frame waits for."""

    def cancel(self) -> None:
        """Forget the frame."""


class Owner(Protocol):
    """Who started a frame's branch and is told of its end."""

    def branch_succeeded(self, branch: "Frame", output: Json) -> None:
        """Take the branch's output."""

    def branch_failed(self, branch: "Frame", error: StatesError) -> None:
        """Take the error that nothing in the branch caught."""


class Frame(Protocol):
    """A branch of an execution, as its states see it.

    `input` is the current state's; `variables` belong to the frame; `item` is the Map item of the
    context object, empty outside of a Map; `token` is the one that the current task waits for;
    `retried` counts attempts by the retrier's position.
    """

    state: State
    input: Json
    variables: dict[str, Json]
    item: dict[str, Json]
    token: str | None
    retry_count: int
    retried: Mapping[int, int]
    entered_at: int
    entered_event: int
    previous_event: int
    owner: Owner
    waiting: Waiting | None

    @property
    def execution(self) -> Run:
        """The execution in which it runs."""
        ...

    def context(self) -> dict[str, Json]:
        """The context object."""
        ...

    def assign(self, values: dict[str, Json]) -> None:
        """Set variables, all at once."""

    def note(self, type_: str, details: Callable[[], Details] | None = None) -> None:
        """Count an event of this branch, and keep it where the history is kept."""

    def complete(self, result: Json) -> None:
        """The state that blocked the branch has its result."""

    def break_off(self, error: StatesError) -> None:
        """The state that blocked the branch has failed."""

    def inner(self, owner: Owner, item: dict[str, Json]) -> "Frame":
        """A branch of its own in the same execution; its variables start as a copy."""
        ...

    def start(self, block: Block, value: Json) -> None:
        """Run from the block's start until the branch blocks or ends."""

    def cancel(self) -> None:
        """Nobody waits for this branch any more."""
