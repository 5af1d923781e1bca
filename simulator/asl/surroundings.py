"""What the executions of one service share: time and chance, the worker, tokens and names.

Stands apart from the service, which starts executions and so knows them; they know only this.
"""

from semantics.payload import Json
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
        self._machines: dict[str, dict[str, Json]] = {}
        self._prefix = f"arn:aws:states:us-east-1:{account}"

    def machine(self, name: str) -> dict[str, Json]:
        """The machine's part of the context object, one for all its executions."""
        if name not in self._machines:
            arn = f"{self._prefix}:stateMachine:{name}"
            self._machines[name] = {"Id": arn, "Name": name}
        return self._machines[name]

    def map_run_arn(self, machine: str, label: str, run: str) -> str:
        """The ARN of a run of a distributed Map."""
        return f"{self._prefix}:mapRun:{machine}/{label}:{run}"

    def execution_arn(self, machine: str, name: str, *, is_express: bool) -> str:
        """The ARN of an execution of that name."""
        if is_express:
            return f"{self._prefix}:express:{machine}:{name}:{name}"
        return f"{self._prefix}:execution:{machine}:{name}"
