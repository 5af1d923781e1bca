"""Step Functions: starts executions and takes task tokens back, over one clock and one worker.

Stands apart as the only door into the state machine.
"""

from collections.abc import Callable

from semantics.payload import Json, plain
from simulator.asl.branch import Branch
from simulator.asl.execution import Execution
from simulator.asl.machine import Machine
from simulator.asl.surroundings import Surroundings
from simulator.asl.worker import TaskWorker
from simulator.clock import Clock


class StepFunctions(Surroundings):
    """`clock` gives time and chance, `worker` performs the tasks of all executions; `account`
    stands in the ARNs.
    """

    def __init__(self, clock: Clock, worker: TaskWorker, account: str = "123456789012") -> None:
        super().__init__(clock, worker, account)
        self._started = 0

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

        `value` is the input, a JSON value; `on_end` is called once, when it has ended.
        """
        self._started += 1
        execution = Execution(
            self,
            machine,
            str(name or f"execution-{self._started}"),
            plain(value),
            has_history=has_history,
            on_end=on_end,
        )
        execution.run(Branch(execution, execution, {}, None))
        return execution

    def send_task_success(self, token: str, output: Json) -> None:
        """Complete the token's task; raises TaskTimedOut or InvalidToken."""
        self.tokens.task(token).succeed(output)

    def send_task_failure(
        self, token: str, error: str | None = None, cause: str | None = None
    ) -> None:
        """Fail the token's task; raises TaskTimedOut or InvalidToken."""
        self.tokens.task(token).fail(error, cause)

    def send_task_heartbeat(self, token: str) -> None:
        """Keep the token's task alive; raises TaskTimedOut or InvalidToken."""
        self.tokens.task(token).beat()
