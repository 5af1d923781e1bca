"""A compiled state machine: plain objects and closures, shared by all its executions.

Stands apart from compiling and from running: it is what the one makes and the other reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from semantics.payload import Json

if TYPE_CHECKING:
    from simulator.asl.branch import Branch
    from simulator.asl.recovery import Recovery


class _Blocked(Enum):
    BLOCKED = 0


BLOCKED: Final = _Blocked.BLOCKED
"""In place of the next state: the branch waits, and something planned will resume it."""

Transition = tuple["State | _Blocked | None", Json]
"""The next state (None at the end) and the output."""

Evaluate = Callable[["Branch", Json], Json]
"""A compiled field: (branch, the state's input) -> value; raises StatesError."""

BLOCKED_TRANSITION: Final[Transition] = (BLOCKED, None)


class State:
    """One state. `step` enters it afresh, `begin` is one attempt, `finish` takes its result.

    The functions are filled in when all states of the block are known, for they refer to them.
    """

    __slots__ = ("begin", "counts_retries", "finish", "name", "next", "recovery", "step", "type")

    step: Callable[["Branch", Json], Transition]
    begin: Callable[["Branch", Json], Transition]
    finish: Callable[["Branch", Json, Json], Transition]

    def __init__(self, name: str, type_: str) -> None:
        self.name = name
        self.type = type_
        self.next: State | None = None
        self.recovery: Recovery | None = None
        self.counts_retries = type_ in ("Task", "Map", "Parallel")


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
