"""What the executions of one service share: time and chance, the worker, tokens and names.

Stands apart from the service, which starts executions and so knows them; they know only this.
"""

from simulator.asl.tokens import Tokens
from simulator.asl.worker import TaskWorker
from simulator.clock import Clock


class Surroundings:
    """`clock` gives time and chance, `worker` performs the tasks of all executions; `account`
    stands in the ARNs.
    """

    def __init__(self, clock: Clock, worker: TaskWorker, account: str = "123456789012") -> None:
        self.clock = clock
        self.worker = worker
        self.tokens = Tokens()
        self.role_arn = f"arn:aws:iam::{account}:role/state-machine"
        self._prefix = f"arn:aws:states:us-east-1:{account}"

    def machine_arn(self, machine: str) -> str:
        """The ARN of the machine of that name."""
        return f"{self._prefix}:stateMachine:{machine}"

    def execution_arn(self, machine: str, name: str, *, is_express: bool) -> str:
        """The ARN of an execution of that name."""
        if is_express:
            return f"{self._prefix}:express:{machine}:{name}:{name}"
        return f"{self._prefix}:execution:{machine}:{name}"
