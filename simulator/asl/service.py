"""Step Functions: starts executions and takes task tokens back, over one clock and one worker.

Stands apart as the only door into the state machine. Invariant: a token is answered once; what
comes later is refused as the service refuses it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from semantics.payload import Json
from simulator.asl.branch import Branch
from simulator.asl.execution import Execution
from simulator.asl.machine import Machine
from simulator.asl.worker import TaskWorker
from simulator.clock import Clock

if TYPE_CHECKING:
    from simulator.asl.task import Attempt


class TaskTimedOut(Exception):  # noqa: N818 (the API's name)
    """The token's task is over: it timed out, was answered or its execution ended."""


class InvalidToken(Exception):  # noqa: N818 (the API's name)
    """No task ever had this token."""


class StepFunctions:
    """`clock` gives time and chance, `worker` performs the tasks of all executions; `account`
    stands in the ARNs.
    """

    def __init__(self, clock: Clock, worker: TaskWorker, account: str = "123456789012") -> None:
        self.clock = clock
        self.worker = worker
        self.role_arn = f"arn:aws:iam::{account}:role/state-machine"
        self._prefix = f"arn:aws:states:us-east-1:{account}"
        self._started = 0
        self._tokens_made = 0
        self._waiting: dict[str, Attempt] = {}

    def start(
        self,
        machine: Machine,
        value: Json,
        name: str | None = None,
        *,
        has_history: bool = False,
        on_end: Callable[[Execution], None] | None = None,
    ) -> Execution:
        """Start an execution and run it until it ends or waits; `clock.run()` does the rest.

        `value` is the input, a JSON value that nobody changes afterwards; `on_end` is called once,
        when it has ended.
        """
        self._started += 1
        execution = Execution(
            self,
            machine,
            name or f"execution-{self._started}",
            value,
            has_history=has_history,
            on_end=on_end,
        )
        execution.run(Branch(execution, execution, {}, None))
        return execution

    def send_task_success(self, token: str, output: Json) -> None:
        """Complete the token's task; raises TaskTimedOut or InvalidToken."""
        self._take(token).succeed(output)

    def send_task_failure(self, token: str, error: str, cause: str | None = None) -> None:
        """Fail the token's task; raises TaskTimedOut or InvalidToken."""
        self._take(token).fail(error, cause)

    def send_task_heartbeat(self, token: str) -> None:
        """Keep the token's task alive; raises TaskTimedOut or InvalidToken."""
        self._take(token).beat()

    def open_token(self, attempt: "Attempt") -> str:
        """Make a token for a task that waits for one."""
        self._tokens_made += 1
        token = f"task-token-{self._tokens_made}"
        self._waiting[token] = attempt
        return token

    def close_token(self, token: str | None) -> None:
        """Take no more answers for it."""
        if token is not None:
            self._waiting.pop(token, None)

    def machine_arn(self, machine: str) -> str:
        """The ARN of the machine of that name."""
        return f"{self._prefix}:stateMachine:{machine}"

    def execution_arn(self, machine: Machine, name: str) -> str:
        """The ARN of an execution of that name."""
        if machine.is_express:
            return f"{self._prefix}:express:{machine.name}:{name}:{name}"
        return f"{self._prefix}:execution:{machine.name}:{name}"

    def _take(self, token: str) -> "Attempt":
        attempt = self._waiting.get(token)
        if attempt is not None:
            return attempt
        number = token.removeprefix("task-token-")
        if number.isdecimal() and 0 < int(number) <= self._tokens_made:
            raise TaskTimedOut(token)
        raise InvalidToken(token)
