"""One thread of control through a block of states: the loop that everything runs in.

Stands apart because an execution, each branch of a Parallel and each item of a Map is one.
Invariant: a branch is either running inside `_run`, or blocked with what will resume it in
`waiting`, or over; it ends exactly once, by calling its owner.
"""

from collections.abc import Callable, Mapping

from semantics.payload import Json, is_within_limit
from semantics.timestamps import format_timestamp
from simulator.asl.errors import RUNTIME, StatesError, too_large
from simulator.asl.execution import LAST_FREE_EVENT, Execution
from simulator.asl.machine import (
    BLOCKED,
    BLOCKED_TRANSITION,
    NO_ITEM,
    NOTHING_RETRIED,
    Block,
    Details,
    Owner,
    State,
    Transition,
    Waiting,
)
from simulator.asl.run import Status


class Branch:
    """The Frame in which states run.

    `variables` belong to the branch: an inner scope starts with a copy of the outer's.

    `item` is the Map item of the context object, empty outside of a Map.
    """

    __slots__ = (
        "entered_at",
        "entered_event",
        "execution",
        "input",
        "item",
        "owner",
        "previous_event",
        "retried",
        "retry_count",
        "state",
        "token",
        "variables",
        "waiting",
    )

    def __init__(
        self,
        execution: Execution,
        owner: Owner,
        variables: dict[str, Json],
        item: dict[str, Json] | None,
    ) -> None:
        self.execution = execution
        self.owner = owner
        self.variables = variables
        self.item = item or NO_ITEM
        self.input: Json = None
        self.previous_event = 0
        self.entered_event = 0
        self.entered_at = 0
        self.retry_count = 0
        self.retried: Mapping[int, int] = NOTHING_RETRIED
        self.token: str | None = None
        self.waiting: Waiting | None = None

    def start(self, block: Block, value: Json) -> None:
        """Run from the block's start until the branch blocks or ends."""
        self._run(block.start, value)

    def complete(self, result: Json) -> None:
        """The state that blocked the branch has its result."""
        self.waiting = None
        try:
            transition = self.state.finish(self, self.input, result)
        except StatesError as error:
            transition = self._recover(error)
        self._leave(transition)

    def break_off(self, error: StatesError) -> None:
        """The state that blocked the branch has failed."""
        self.waiting = None
        self._leave(self._recover(error))

    def cancel(self) -> None:
        """Nobody waits for this branch any more."""
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None

    def context(self) -> dict[str, Json]:
        """The context object. Source: Developer Guide, "Context object"; recorded executions."""
        state: dict[str, Json] = {
            "Name": self.state.name,
            "EnteredTime": format_timestamp(self.entered_at),
        }
        if self.state.counts_retries:
            state["RetryCount"] = self.retry_count
        context = self.execution.context()
        context["State"] = state
        if self.token is not None:
            context["Task"] = {"Token": self.token}
        if self.item:
            context["Map"] = {"Item": self.item}
        return context

    def assign(self, values: dict[str, Json]) -> None:
        """Set variables, all at once; together they have a payload's limit in size.

        Source: Developer Guide, "Passing data between states with variables", limits.
        """
        if not is_within_limit(values):
            raise too_large(self.state.name, is_raised_by_service=True)
        self.variables.update(values)
        if self.execution.history is not None:
            self.execution.history.assigned(values)

    def note(self, type_: str, details: Callable[[], Details] | None = None) -> None:
        """Count an event of this branch, and keep it where the history is kept."""
        self.execution.note(type_, self, details)

    def inner(self, owner: Owner, item: dict[str, Json]) -> "Branch":
        """A branch of its own in the same execution; its variables start as a copy."""
        return Branch(self.execution, owner, dict(self.variables), item)

    def _run(self, state: State, value: Json) -> None:
        execution = self.execution
        while True:
            if execution.events >= LAST_FREE_EVENT:
                execution.exhaust_history()
                return
            self.state = state
            self.input = value
            execution.events += 1
            execution.transitions += 1
            self.entered_event = execution.events
            self.entered_at = execution.clock.now
            if execution.history is not None:
                execution.history.entered(self)
            try:
                following, value = state.step(self, value)
            except StatesError as error:
                following, value = self._recover(error)
            if following is BLOCKED or execution.status is not Status.RUNNING:
                return
            if not self._exit(value):
                return
            if following is None:
                self.owner.branch_succeeded(self, value)
                return
            state = following

    def _leave(self, transition: Transition) -> None:
        following, value = transition
        if following is BLOCKED or self.execution.status is not Status.RUNNING:
            return
        if not self._exit(value):
            return
        if following is None:
            self.owner.branch_succeeded(self, value)
        else:
            self._run(following, value)

    def _exit(self, output: Json) -> bool:
        """Record the exit; whether the execution may go on."""
        execution = self.execution
        if execution.events >= LAST_FREE_EVENT:
            execution.exhaust_history()
            return False
        execution.events += 1
        if execution.history is not None:
            execution.history.exited(self, output)
        return True

    def _recover(self, error: StatesError) -> Transition:
        """Retry, catch or fail; retrying and failing leave the branch blocked."""
        error.place(self.state.name, self.entered_event)
        self.execution.note_evaluation_failure(self, error)
        recovery = self.state.recovery
        if recovery is not None:
            delay = recovery.retry_delay(self, error)
            if delay is not None:
                self.retry_count += 1
                self.waiting = self.execution.clock.after(delay, self._retry)
                return BLOCKED_TRANSITION
        last = self.previous_event
        self._tell_failure(error)  # no event before a retry (recorded)
        if recovery is not None:
            try:
                caught = recovery.catch(self, error)
            except StatesError as second:
                second.place(self.state.name, self.entered_event)
                self.previous_event = last
                self.execution.note_evaluation_failure(self, second)
                self._tell_failure(second)
                error, caught = second, None
            if caught is not None:
                self.token = None
                return caught
        self.owner.branch_failed(self, error)
        return BLOCKED_TRANSITION

    def _tell_failure(self, error: StatesError) -> None:
        if self.state.forks and error.name != RUNTIME:
            self.note(f"{self.state.type}StateFailed")

    def _retry(self) -> None:
        self.waiting = None
        self.execution.transitions += 1
        try:
            transition = self.state.begin(self, self.input)
        except StatesError as error:
            transition = self._recover(error)
        self._leave(transition)
