"""Task: one call through the worker's port, its time-outs and its token.

Stands apart because it is the only state that meets the outside. The clock of TimeoutSeconds
starts with the call; a heartbeat's runs while a token is awaited.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from semantics.payload import Json, is_within_limit, plain
from simulator.asl.definition import Fields
from simulator.asl.errors import (
    HEARTBEAT_TIMEOUT,
    TIMEOUT,
    StatesError,
    too_large,
)
from simulator.asl.languages.language import Language
from simulator.asl.machine import (
    BLOCKED_TRANSITION,
    NOTHING_RETRIED,
    Evaluate,
    Frame,
    State,
    Transition,
)
from simulator.asl.run import Status
from simulator.asl.states.amounts import Amount, read_amount
from simulator.asl.states.task_events import EventFamily, family_of
from simulator.asl.worker import AwaitToken, Eventually, Failure, Later, Success, TaskCall
from simulator.clock import MICROSECONDS, Timer


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What is known of a Task before it runs."""

    resource: str
    family: EventFamily
    awaits_token: bool
    argument: Evaluate
    credentials: Evaluate | None
    timeout: Amount | None
    heartbeat: Amount | None


def build_task(state: State, fields: Fields, language: Language) -> None:
    """Compile a Task."""
    resource = fields.text("Resource")
    timeout, heartbeat = fields.get("TimeoutSeconds"), fields.get("HeartbeatSeconds")
    if type(timeout) is int and type(heartbeat) is int and heartbeat >= timeout:
        raise fields.error("it must be less than TimeoutSeconds", "HeartbeatSeconds")
    plan = TaskPlan(
        resource,
        family_of(resource),
        resource.endswith(".waitForTaskToken") or ":activity:" in resource,
        language.argument(fields),
        language.template(fields, "Credentials"),
        read_amount(fields, language, "TimeoutSeconds", least=1),
        read_amount(fields, language, "HeartbeatSeconds", least=1),
    )
    leave = language.leave(fields, has_result=True)
    following = state.next

    def step(branch: Frame, value: Json) -> Transition:
        branch.retry_count = 0
        branch.retried = NOTHING_RETRIED
        return begin(branch, value)

    def begin(branch: Frame, value: Json) -> Transition:
        return Attempt(plan, branch).begin(value)

    def finish(branch: Frame, value: Json, result: Json) -> Transition:
        output = leave(branch, value, result)
        branch.token = None
        return following, output

    state.step, state.begin, state.finish = step, begin, finish


class Attempt:
    """One call of a task, from its request to its result, error or time-out.

    Invariant: while it is open it is what its branch waits for; it closes once.
    """

    __slots__ = (
        "_answer",
        "_beat",
        "_branch",
        "_heartbeat_seconds",
        "_is_sending",
        "_is_submitted",
        "_later",
        "_plan",
        "_timeout",
        "_token",
        "is_open",
    )

    def __init__(self, plan: TaskPlan, branch: Frame) -> None:
        self._plan = plan
        self._branch = branch
        self._token: str | None = None
        self._heartbeat_seconds: float | None = None
        self._timeout: Timer | None = None
        self._beat: Timer | None = None
        self._later: Timer | None = None
        self._answer: Success | Failure | None = None
        self._is_sending = False
        self._is_submitted = False
        self.is_open = True

    def begin(self, value: Json) -> Transition:
        """Send the request; the state's transition, or blocked until the outcome comes."""
        branch, plan = self._branch, self._plan
        execution = branch.execution
        if plan.awaits_token:
            branch.token = self._token = execution.surroundings.tokens.open(self)
        try:
            call = self._prepare(value)
        except StatesError:
            self._close()
            raise
        self._heartbeat_seconds = call.heartbeat_seconds
        plan.family.note_request(branch, call)
        if execution.status is not Status.RUNNING:
            return BLOCKED_TRANSITION
        branch.waiting = self
        self._is_sending = True
        outcome = execution.surroundings.worker.perform(call)
        self._is_sending = False
        if not self.is_open:  # the worker has stopped the execution
            return BLOCKED_TRANSITION
        if self._answer is not None:  # the worker has sent the token back
            self._submit()
            outcome = self._answer
        if isinstance(outcome, Success | Failure):
            self._close()
            return branch.state.finish(branch, value, self._settle(outcome))
        self._timeout = self._after(call.timeout_seconds, self._time_out)
        self._wait_for(outcome)
        return BLOCKED_TRANSITION

    def succeed(self, result: Json) -> None:
        """The task's token was sent back with a result."""
        self._arrive(Success(result))

    def fail(self, error: str | None, cause: str | None) -> None:
        """The task's token was sent back with an error."""
        self._arrive(Failure(error, cause))

    def beat(self) -> None:
        """The task's token was sent in with a heartbeat: its clock starts anew."""
        if self._beat is not None:
            self._beat.cancel()
        self._beat = self._after(self._heartbeat_seconds, self._miss_beat)

    def cancel(self) -> None:
        """Take no outcome any more."""
        self._close()

    def _prepare(self, value: Json) -> TaskCall:
        branch, plan = self._branch, self._plan
        return TaskCall(
            branch.execution,
            branch.state.name,
            plan.resource,
            plan.argument(branch, value),
            self._token,
            branch.retry_count,
            None if plan.timeout is None else plan.timeout.whole(branch, value),
            None if plan.heartbeat is None else plan.heartbeat.whole(branch, value),
            None if plan.credentials is None else plan.credentials(branch, value),
        )

    def _wait_for(self, outcome: AwaitToken | Later | Eventually) -> None:
        match outcome:
            case AwaitToken():
                if not self._plan.awaits_token:
                    raise ValueError(f"{self._plan.resource} does not wait for a token")
                self._submit()
                self.beat()
            case Later(seconds, then):
                self._later = self._after(seconds, lambda: self._arrive(then))
            case Eventually(begin):
                begin(self._arrive_if_open)
            case _:
                assert_never(outcome)

    def _arrive(self, outcome: Success | Failure | AwaitToken) -> None:
        if isinstance(outcome, AwaitToken):
            self._wait_for(outcome)
            return
        if self._is_sending:  # the state goes on when the request has returned
            self._answer = outcome
            self._branch.execution.surroundings.tokens.close(self._token)
            return
        self._close()
        try:
            result = self._settle(outcome)
        except StatesError as error:
            self._branch.break_off(error)
        else:
            self._branch.complete(result)

    def _arrive_if_open(self, outcome: Success | Failure | AwaitToken) -> None:
        if self.is_open:
            self._arrive(outcome)

    def _submit(self) -> None:
        """The request was accepted; a result shows that, too, where nobody has said so."""
        if not self._is_submitted:
            self._is_submitted = True
            self._plan.family.note_submitted(self._branch)

    def _settle(self, outcome: Success | Failure) -> Json:
        """The result, or the error raised, with its event."""
        family, branch = self._plan.family, self._branch
        if isinstance(outcome, Success):
            self._submit()
            result = plain(outcome.result)
            if is_within_limit(result):
                family.note_success(branch, result)
                return result
            error = too_large(family.label, is_raised_by_service=False)
        else:
            error = StatesError(outcome.error, outcome.cause)
        family.note_failure(branch, error)
        raise error

    def _time_out(self) -> None:
        self._give_up(StatesError(TIMEOUT, None))

    def _miss_beat(self) -> None:
        """Reported as States.Timeout (recorded), caught under either name."""
        self._give_up(StatesError(TIMEOUT, None, alias=HEARTBEAT_TIMEOUT))

    def _give_up(self, error: StatesError) -> None:
        self._close()
        self._plan.family.note_timeout(self._branch, error)
        self._branch.break_off(error)

    def _after(self, seconds: float | None, action: Callable[[], None]) -> Timer | None:
        if seconds is None:
            return None
        return self._branch.execution.clock.after(round(seconds * MICROSECONDS), action)

    def _close(self) -> None:
        self.is_open = False
        for timer in (self._timeout, self._beat, self._later):
            if timer is not None:
                timer.cancel()
        if self._plan.awaits_token:
            self._branch.execution.surroundings.tokens.close(self._token)
