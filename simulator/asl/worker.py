"""The port through which tasks are performed: the simulator's world, a mock file or a test.

Stands apart because it is the seam between the state machine and everything that it calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from semantics.payload import Json
from simulator.asl.tokens import Tokens
from simulator.clock import Clock


@dataclass(frozen=True, slots=True)
class Success:
    """The task's result: a JSON value."""

    result: Json


@dataclass(frozen=True, slots=True)
class Failure:
    """The task's error under the name that retriers and catchers match, and its cause; a token can
    be failed without either.
    """

    error: str | None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class AwaitToken:
    """The request was accepted; the result comes with the task token."""


@dataclass(frozen=True, slots=True)
class Later:
    """The outcome comes after so many virtual seconds, unless the state has timed out by then."""

    seconds: float
    outcome: Success | Failure | AwaitToken


@dataclass(frozen=True, slots=True)
class Eventually:
    """The outcome comes when the worker hands it to what `begin` was given, not before `begin` has
    returned; one that comes after the state's end is ignored.
    """

    begin: Callable[[Callable[[Success | Failure | AwaitToken], None]], None]


Outcome = Success | Failure | AwaitToken | Later | Eventually


class Caller(Protocol):
    """The execution that calls. `started_at` is the clock's microseconds."""

    name: str
    clock: Clock
    started_at: int

    @property
    def tokens(self) -> Tokens:
        """The tokens of its service."""
        ...

    def stop(self) -> None:
        """Abort it, as StopExecution does."""


class TaskCall(NamedTuple):
    """What the service would send.

    `token` is present where the resource waits for one; `attempt` counts the retries before this
    call; times are in seconds, None where the state sets none.
    """

    execution: Caller
    state: str
    resource: str
    arguments: Json
    token: str | None
    attempt: int
    timeout_seconds: float | None
    heartbeat_seconds: float | None
    credentials: Json


class TaskWorker(Protocol):
    """Performs tasks. It may complete tokens at once or later, through StepFunctions."""

    def perform(self, call: TaskCall) -> Outcome:
        """Do the task, or say when its outcome comes."""
        ...
