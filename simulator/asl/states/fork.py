"""Several branches under one state: the branches of a Parallel, the items of a Map.

Stands apart because both start, join and abandon branches the same way.
Invariant: at most `limit` branches run at once; results stand in the order of the parts whatever
the order of their ends; when the fork is over, no branch of it runs.
"""

from collections.abc import Callable
from typing import Protocol

from semantics.payload import Json
from simulator.asl.errors import RUNTIME, StatesError
from simulator.asl.machine import BLOCKED_TRANSITION, Frame, Transition


class Part(Protocol):
    """One branch to be started."""

    def start(self, index: int, fork: "Fork") -> None:
        """Start it; it may end before this returns, by calling `succeeded` or `failed`."""

    def cancel(self) -> None:
        """Abandon it."""

    def tell_cut(self) -> None:
        """Record that the fork's failure has cut it off."""

    def tell_failure(self) -> None:
        """Record that it has failed."""


Tolerance = Callable[[int, StatesError], StatesError | None]
"""Asked about each failed part (its index, its error): the error that fails the fork, or None to
go on.
"""


def fail_at_once(_index: int, error: StatesError) -> StatesError:
    """The first failed part fails the fork with its error."""
    return error


class Fork:
    """Runs parts under a branch that is blocked meanwhile."""

    __slots__ = (
        "_branch",
        "_error",
        "_finish",
        "_is_abandoned",
        "_is_pumping",
        "_limit",
        "_next",
        "_parts",
        "_results",
        "_running",
        "_tolerance",
    )

    def __init__(
        self,
        branch: Frame,
        parts: list[Part],
        limit: int,
        tolerance: Tolerance,
        finish: Callable[[StatesError | None], None],
    ) -> None:
        """`finish` is told when the fork ends, well (None) or badly, before the branch goes on."""
        self._branch = branch
        self._parts = parts
        self._limit = limit
        self._tolerance = tolerance
        self._finish = finish
        self._results: dict[int, Json] = {}
        self._running: dict[int, Part] = {}
        self._next = 0
        self._error: StatesError | None = None
        self._is_pumping = False
        self._is_abandoned = False

    def begin(self, value: Json) -> Transition:
        """Start; the state's transition where all parts end at once, else blocked."""
        branch = self._branch
        branch.waiting = self
        self._pump()
        if self._is_abandoned or not self._is_over():
            return BLOCKED_TRANSITION
        branch.waiting = None
        self._finish(self._error)
        if self._error is not None:
            raise self._error
        return branch.state.finish(branch, value, self._ordered())

    def succeeded(self, index: int, output: Json) -> None:
        """Take a part's output."""
        self._results[index] = output
        self._ended(index)

    def failed(self, index: int, error: StatesError) -> None:
        """Take a part's error."""
        self._running.pop(index, None)
        if self._error is None:
            self._error = self._tolerance(index, error)
        if self._error is not None:
            cut = list(self._running.values())
            self._abandon_parts()
            if self._error.name != RUNTIME:
                for part in cut:
                    part.tell_cut()
        if error.name != RUNTIME:
            self._parts[index].tell_failure()
        self._ended(index)

    def cancel(self) -> None:
        """Nobody waits for the fork any more, which may be in the midst of starting parts."""
        self._is_abandoned = True
        self._abandon_parts()

    def _abandon_parts(self) -> None:
        running, self._running = self._running, {}
        self._next = len(self._parts)
        for part in running.values():
            part.cancel()

    def _ended(self, index: int) -> None:
        self._running.pop(index, None)
        if self._is_pumping:
            return
        self._pump()
        if not self._is_abandoned and self._is_over():
            self._finish(self._error)
            if self._error is not None:
                self._branch.break_off(self._error)
            else:
                self._branch.complete(self._ordered())

    def _pump(self) -> None:
        self._is_pumping = True
        while self._error is None and self._next < len(self._parts):
            if len(self._running) >= self._limit:
                break
            index = self._next
            self._next += 1
            self._running[index] = self._parts[index]
            self._parts[index].start(index, self)
        self._is_pumping = False

    def _is_over(self) -> bool:
        return self._error is not None or (self._next >= len(self._parts) and not self._running)

    def _ordered(self) -> list[Json]:
        return [self._results[index] for index in sorted(self._results)]


class InnerBranch:
    """A part that runs in the same execution: its variables start as a copy of the outer ones, and
    the outer branch's events go on from the last of those that it has.
    """

    __slots__ = ("_child", "_fork", "_index", "_make", "_outer", "_run", "_tell")

    def __init__(
        self,
        outer: Frame,
        make: Callable[["InnerBranch", int], Frame],
        run: Callable[[Frame], None],
        tell: Callable[[str, Frame, Frame], None],
    ) -> None:
        """`make` makes the branch, `run` starts it, `tell` records how it ended (`Succeeded`,
        `Failed` or `Aborted`), given the branch in whose events that stands and its own.
        """
        self._outer = outer
        self._make = make
        self._run = run
        self._tell = tell
        self._child: Frame | None = None

    def start(self, index: int, fork: Fork) -> None:
        """Make the branch and run it."""
        self._fork = fork
        self._index = index
        self._child = self._make(self, index)
        self._run(self._child)

    def cancel(self) -> None:
        """Cancel the branch."""
        if self._child is not None:
            self._child.cancel()

    def tell_cut(self) -> None:
        """Record it, and which state was cut off."""
        child = self._child
        if child is not None:
            self._tell("Aborted", self._outer, child)
            self._outer.note(f"{child.state.type}StateAborted")

    def tell_failure(self) -> None:
        """Record it, where the branch came so far."""
        child = self._child
        if child is not None:
            self._tell("Failed", child, child)

    def branch_succeeded(self, branch: Frame, output: Json) -> None:
        """Pass the branch's output on to the fork."""
        self._tell("Succeeded", branch, branch)
        self._outer.previous_event = branch.previous_event
        self._fork.succeeded(self._index, output)

    def branch_failed(self, branch: Frame, error: StatesError) -> None:
        """Pass the branch's error on to the fork."""
        self._outer.previous_event = branch.previous_event
        self._fork.failed(self._index, error)
