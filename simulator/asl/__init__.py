"""Amazon States Language, run in virtual time: any definition, not only generated ones.

    machine = compile_machine(json.loads(text))
    clock = Clock(datetime(2026, 1, 1, tzinfo=UTC), seed=7)
    service = StepFunctions(clock, worker)      # worker: see TaskWorker
    execution = service.start(machine, {"call_id": "c1"}, has_history=True)
    clock.run()
    execution.status, execution.output, execution.error, execution.history.events

docs/simulator-limits.md lists what is not implemented; compiling refuses it.
"""

from simulator.asl.compile import compile_machine
from simulator.asl.definition import DefinitionError, NotSimulated
from simulator.asl.execution import Execution
from simulator.asl.history import History, trace_hash
from simulator.asl.machine import Machine
from simulator.asl.run import Status
from simulator.asl.service import StepFunctions
from simulator.asl.tokens import InvalidToken, TaskTimedOut
from simulator.asl.worker import (
    AwaitToken,
    Eventually,
    Failure,
    Later,
    Outcome,
    Success,
    TaskCall,
    TaskWorker,
)

__all__ = [
    "AwaitToken",
    "DefinitionError",
    "Eventually",
    "Execution",
    "Failure",
    "History",
    "InvalidToken",
    "Later",
    "Machine",
    "NotSimulated",
    "Outcome",
    "Status",
    "StepFunctions",
    "Success",
    "TaskCall",
    "TaskTimedOut",
    "TaskWorker",
    "compile_machine",
    "trace_hash",
]
