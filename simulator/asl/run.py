"""What a state sees of the execution in which it runs.

Stands apart from the execution itself, which runs the states: they know only this.
"""

from enum import StrEnum
from typing import NamedTuple, Protocol

from simulator.asl.surroundings import Surroundings
from simulator.asl.worker import Caller


class Status(StrEnum):
    """As DescribeExecution reports it."""

    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    ABORTED = "ABORTED"


class Chose(NamedTuple):
    """A Choice took the rule at this place; None is its Default."""

    state: str
    rule: int | None


class Caught(NamedTuple):
    """The catcher at this place took an error."""

    state: str
    catcher: int
    error: str | None


class Run(Caller, Protocol):
    """A running execution; `events` counts its history, kept or not."""

    id: str
    surroundings: Surroundings
    status: Status
    events: int

    @property
    def machine_name(self) -> str:
        """The name of the machine that runs."""
        ...

    @property
    def keeps_history(self) -> bool:
        """Whether somebody reads its events."""
        ...

    def decided(self, decision: Chose | Caught) -> None:
        """Keep why a state went on as it did, where the history is kept."""

    def stop(self, error: str | None = None, cause: str | None = None) -> None:
        """Abort it, as StopExecution does."""
