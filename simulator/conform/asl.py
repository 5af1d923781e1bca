"""Runs recorded executions of the real service and compares what comes out.

Stands apart from the machine: nothing in it knows of these rows. A row's tasks answer with its
recorded results in call order; the clock starts at the moment of the recording.

Rows of trust A, B and C are judged by status, output, error and, where the service wrote one,
cause; rows of trust D are run and not judged. What the service sent to the tasks is compared too,
but as a remark: the verdict is on the outcome.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from semantics.payload import Json, json_text
from simulator.asl import (
    DefinitionError,
    Execution,
    Failure,
    Outcome,
    Status,
    StepFunctions,
    Success,
    TaskCall,
    compile_machine,
)
from simulator.clock import Clock
from simulator.conform.lines import tell
from simulator.conform.matching import as_recorded, is_match
from simulator.conform.rows import Row, read_rows

_ACCOUNT = "111111111111"
"""What the recordings' account number was replaced by."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row and what is wrong with its run; no problems means that it passed. `remarks` are
    differences in what was sent to tasks.
    """

    name: str
    trust: str
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether the row counts."""
        return self.trust in ("A", "B", "C")


class RecordedWorker:
    """Answers with a row's recorded results; a task that has none gives back what it got."""

    def __init__(self, mocks: dict[str, list[Json]]) -> None:
        self._mocks = {state: iter(results) for state, results in mocks.items()}
        self.calls: list[TaskCall] = []

    def perform(self, call: TaskCall) -> Outcome:
        """The next recorded result of the call's state."""
        self.calls.append(call)
        recorded = self._mocks.get(call.state)
        if recorded is None:
            return Success(call.arguments)
        answer = next(recorded, None)
        if answer is None:
            return Failure("Simulator.NoMoreResults", "the row records no result for this call")
        if "Throw" in answer:
            return _failure(answer["Throw"])
        return Success(answer["Return"])


def _failure(thrown: Json) -> Failure:
    cause = thrown.get("Cause")
    text = cause if cause is None or isinstance(cause, str) else json_text(cause)
    return Failure(thrown.get("Error"), text)


def judge_rows(path: Path) -> list[Verdict]:
    """A verdict for each row of the file, in order. Raises Unusable."""
    return [judge_row(row) for row in read_rows(path).rows]


def judge_row(row: Row) -> Verdict:
    """Run the row and compare; whatever breaks is a problem of the row, with its reason."""
    try:
        execution, worker = _run(row)
    except DefinitionError as error:
        return Verdict(row.name, row.trust, (f"refused: {error}",))
    except Exception as error:  # noqa: BLE001 (a mistake of ours must not hide the other rows)
        return Verdict(row.name, row.trust, (f"the simulator broke: {error!r}",))
    if row.trust == "D":
        return Verdict(row.name, row.trust, ())
    problems = tuple(_result_problems(row.expected, execution))
    return Verdict(row.name, row.trust, problems, tuple(_call_remarks(row.calls, worker)))


def _run(row: Row) -> tuple[Execution, RecordedWorker]:
    clock = Clock(row.recorded)
    worker = RecordedWorker(row.mocks)
    machine = compile_machine(row.definition, is_express=row.is_express)
    execution = StepFunctions(clock, worker, _ACCOUNT).start(machine, row.input)
    clock.run()
    return execution, worker


def _result_problems(expected: Json, execution: Execution) -> Iterator[str]:
    if execution.status != expected["status"]:
        yield (
            f"status {execution.status}, not {expected['status']} "
            f"({execution.error}: {execution.cause})"
        )
        return
    if execution.status is Status.SUCCEEDED:
        if "output" in expected and not is_match(expected["output"], execution.output):
            yield f"output {json_text(execution.output)}, not {json_text(expected['output'])}"
        return
    if not is_match(expected.get("error"), execution.error):
        yield f"error {execution.error}, not {expected.get('error')}"
    if "cause" in expected and not is_match(expected["cause"], execution.cause):
        yield f"cause {execution.cause}, not {as_recorded(expected['cause'])}"


def _call_remarks(calls: list[dict[str, Json]], worker: RecordedWorker) -> Iterator[str]:
    if not calls:
        return
    sent = [(call.state, call.arguments) for call in worker.calls]
    recorded = [(call["state"], call["input"]) for call in calls]
    if [state for state, _ in sent] != [state for state, _ in recorded]:
        yield f"tasks called: {[state for state, _ in sent]}"
        return
    for (state, arguments), (_, expected) in zip(sent, recorded, strict=True):
        if not is_match(expected, arguments):
            yield f"{state} was sent {json_text(arguments)}, not {json_text(expected)}"


def main(path: str) -> int:
    """Print each judged row that fails, then `passed X of Y`; 0 where all passed, 1 where one did
    not, 2 where a line is no row. Raises Unusable.
    """
    read = read_rows(Path(path))
    verdicts = [verdict for row in read.rows if (verdict := judge_row(row)).is_judged]
    failures = [
        f"{verdict.name} [{verdict.trust}]: {'; '.join(verdict.problems)}"
        for verdict in verdicts
        if verdict.problems
    ]
    return tell(failures, read, len(verdicts))
