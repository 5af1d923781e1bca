"""Runs a recorded execution through a machine, with the recorded answers at the recorded moments.

It stands apart as the bridge to the state machine: the follower listens where a history would be
kept and moves the clock to where the recorded run was; the worker answers from the recording.
Invariant: no task is ever answered by anything but the history.
"""

from collections.abc import Callable
from dataclasses import dataclass

from semantics.payload import Json
from simulator.asl import (
    AwaitToken,
    Eventually,
    Execution,
    Failure,
    Later,
    Machine,
    Outcome,
    StepFunctions,
    Success,
    TaskCall,
)
from simulator.asl.branch import Branch
from simulator.asl.history import History
from simulator.asl.machine import Details, Frame
from simulator.clock import MICROSECONDS, Clock, moment
from simulator.recordings.recording import Recording
from simulator.replay.differences import EXECUTION_NAME, Difference
from simulator.replay.route import Parting, Route, Verdict


@dataclass(frozen=True, slots=True)
class Replayed:
    """`place` says where the runs parted, `recorded` and `today` what either did there, all ""
    where they did not. `differences` are values that changed on the way; `states` were followed.
    """

    verdict: Verdict
    states: int
    differences: tuple[Difference, ...]
    place: str = ""
    recorded: str = ""
    today: str = ""


def replay(recording: Recording, machine: Machine) -> Replayed:
    """Run the recording's input through the machine until it ends or parts from the recording.

    A history does not tell its execution's name. Where payloads do, the run is made once more
    under that name, for a definition may hash it or branch on it.
    """
    replayed, name = _replay_as(EXECUTION_NAME, recording, machine)
    return replayed if name is None else _replay_as(name, recording, machine)[0]


def _replay_as(name: str, recording: Recording, machine: Machine) -> tuple[Replayed, str | None]:
    """What came of it, and the execution's recorded name where the run has learned it."""
    clock = Clock(moment(recording.started_at))
    route = Route(recording)
    worker = _RecordedWorker(route)
    service = StepFunctions(clock, worker)
    service.role_arn = recording.role
    execution = Execution(service, machine, name, recording.input, has_history=False)
    execution.history = _Follower(execution, route, worker)
    end = recording.end
    if end is not None and end.status == "ABORTED":  # from outside: no definition can do that
        clock.at(end.at, lambda: execution.stop(end.error, end.cause))
    try:
        execution.run(Branch(execution, execution, {}, None))
        clock.run()
        route.compare_ends(execution)
    except Parting as parting:
        place = parting.place if parting.recorded else ""
        replayed = Replayed(
            parting.verdict,
            route.followed,
            tuple(route.differences),
            place,
            parting.recorded,
            parting.today,
        )
    else:
        replayed = Replayed(Verdict.SAME_ROUTE, route.followed, tuple(route.differences))
    return replayed, route.name


class _RecordedWorker:
    """Answers the call that the follower has seen scheduled last."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self.calling: Frame | None = None

    def perform(self, call: TaskCall) -> Outcome:
        """The recorded answer; a recorded time-out is left to today's own clock."""
        branch = self.calling
        if branch is None:
            raise ValueError("the call was not scheduled")
        attempt = self._route.threads[branch].attempt
        self._route.compare(branch, "task input", attempt.arguments, call.arguments)
        if attempt.ended_at is None or attempt.outcome == "TimedOut":
            return AwaitToken() if call.token is not None else Eventually(_never)
        delay = max(0, attempt.ended_at - call.execution.clock.now) / MICROSECONDS
        if attempt.outcome == "Succeeded":
            return Later(delay, Success(attempt.result))
        return Later(delay, Failure(attempt.error, attempt.cause))


def _never(_arrive: object) -> None:
    """The history holds no answer."""


class _Follower(History):
    """Listens to today's run; the recorded moments are today's moments, too."""

    __slots__ = ("_clock", "_route", "_values", "_worker")

    def __init__(self, execution: Execution, route: Route, worker: _RecordedWorker) -> None:
        super().__init__(execution)
        self._clock = execution.clock
        self._route = route
        self._worker = worker
        self._values: dict[str, Json] = {}

    def entered(self, branch: Frame) -> None:
        """Follow the branch, at the recorded moment."""
        visit = self._route.enter(branch)
        self._clock.now = branch.entered_at = visit.entered_at
        branch.entered_event = visit.entered_event
        branch.previous_event = branch.execution.events

    def assigned(self, values: Details) -> None:
        """Remember what the state sets."""
        self._values = values

    def exited(self, branch: Frame, output: Json) -> None:
        """Compare what the state gives."""
        values, self._values = self._values, {}
        visit = self._route.threads[branch].visit
        if visit.exited_at is not None:
            self._route.compare(branch, "output", visit.output, output)
            self._route.compare(branch, "variables", visit.assigned, values)
        if visit.type == "Wait":
            self._route.compare_wait(branch, self._clock.now)
        branch.previous_event = branch.execution.events

    def add(
        self,
        type_: str,
        branch: Frame | None,
        details: Callable[[], Details] | None,  # noqa: ARG002 (History's signature)
    ) -> None:
        """Follow calls and forks."""
        if branch is None:
            return
        number = branch.execution.events
        match type_:
            case "TaskScheduled" | "LambdaFunctionScheduled" | "ActivityScheduled":
                self._clock.now = self._route.call(branch).scheduled_at
                self._worker.calling = branch
            case "TaskStarted" | "LambdaFunctionStarted" | "ActivityStarted":
                self._clock.now = self._route.threads[branch].attempt.began_at
            case "TaskTimedOut" | "LambdaFunctionTimedOut" | "ActivityTimedOut":
                self._route.time_out(branch, self._clock.now)
            case "ParallelStateStarted" | "MapStateStarted":
                self._route.fork(branch, number)
            case "MapIterationStarted":
                self._route.begin(branch, str(branch.item["Index"]))
            case "MapRunStarted":
                thread = self._route.threads[branch]
                today = "starts a distributed Map, whose items have histories of their own"
                raise thread.part("started it, too", today, Verdict.CANNOT_GO_ON)
            case _:
                pass
        branch.previous_event = number
