"""The parts of a distributed Map: an execution of its own for each item, and tolerated failures.

Stands apart from the inline Map because a child shares nothing with its parent: it has its own
events, and no variables of the outer scope.
Source: Developer Guide, "Distributed mode" and "Setting failure thresholds".
"""

from collections.abc import Callable

from semantics.payload import Json
from simulator.asl.branch import Branch
from simulator.asl.errors import StatesError
from simulator.asl.execution import Execution
from simulator.asl.machine import Frame, Machine
from simulator.asl.run import Status
from simulator.asl.states.fork import Fork


class Tolerated:
    """Fails the Map when more items than this have failed. `sizes` are the numbers of items in the
    parts: an execution that fails has failed all its items.
    """

    __slots__ = ("_failed", "_limit", "_sizes")

    def __init__(self, limit: int, sizes: list[int]) -> None:
        self._limit = limit
        self._sizes = sizes
        self._failed = 0

    def __call__(self, index: int, _error: StatesError) -> StatesError | None:
        """Count a failure; the error that fails the Map where it is one too many."""
        self._failed += self._sizes[index]
        if self._failed <= self._limit:
            return None
        return StatesError(
            "States.ExceedToleratedFailureThreshold",
            "The specified tolerated failure threshold was exceeded",
        )


class ChildExecution:
    """A part of a fork that runs one item, or a batch of them, as an execution."""

    __slots__ = ("_child", "_machine", "_outer", "_prepare")

    def __init__(
        self,
        outer: Frame,
        machine: Machine,
        prepare: Callable[[int], tuple[Json, dict[str, Json] | None]],
    ) -> None:
        """`prepare` gives the part's input and its item of the context object."""
        self._outer = outer
        self._machine = machine
        self._prepare = prepare
        self._child: Execution | None = None

    def start(self, index: int, fork: Fork) -> None:
        """Run it until its execution blocks or ends."""
        outer = self._outer
        try:
            value, item = self._prepare(index)
        except StatesError as error:
            fork.failed(index, error)
            return
        self._child = child = Execution(
            outer.execution.surroundings,
            self._machine,
            f"{outer.execution.name}-{outer.state.name}-{index}",
            value,
            has_history=outer.execution.keeps_history,
            on_end=lambda child: self._report(child, index, fork),
        )
        child.run(Branch(child, child, {}, item))

    def cancel(self) -> None:
        """Abort the part's execution, of which the fork wants to know no more."""
        child, self._child = self._child, None
        if child is not None:
            child.stop()

    def tell_cut(self) -> None:
        """Nothing: its events stand in its own execution."""

    def tell_failure(self) -> None:
        """Nothing, as above."""

    def _report(self, child: Execution, index: int, fork: Fork) -> None:
        if child is not self._child:
            return
        if child.status is Status.SUCCEEDED:
            fork.succeeded(index, child.output)
        else:  # one that somebody stopped has failed, too
            fork.failed(index, StatesError(child.error, child.cause))
