"""Today's branches beside the recorded lanes: the next state, the next call, and where they part.

It stands apart from running: it is told what today's run is about to do and raises a Parting when
the recorded run did something else. Invariant: a recorded visit or call is followed at most once.
"""

from dataclasses import dataclass, field
from enum import Enum

from semantics.payload import Json
from simulator.asl import Execution, Status
from simulator.asl.machine import Frame
from simulator.clock import MICROSECONDS
from simulator.recordings.recording import Attempt, Lane, Recording, Visit, all_visits
from simulator.replay.differences import (
    Difference,
    find_execution_name,
    first_difference,
    shown,
)

_TOLERANCE = MICROSECONDS // 2
"""The service's timers are late by fractions of a second. Waits and time-outs are whole seconds, so
what changed differs by more than this.
"""


class Verdict(Enum):
    """What a replay found."""

    SAME_ROUTE = "same route"
    DIVERGES = "diverges"
    CANNOT_GO_ON = "cannot go on"


class Parting(Exception):  # noqa: N818 (an outcome, not an error)
    """The replay ends at `place`; `recorded` and `today` say what either run did there."""

    def __init__(self, verdict: Verdict, place: str, recorded: str, today: str) -> None:
        super().__init__(place)
        self.verdict, self.place = verdict, place
        self.recorded, self.today = recorded, today


@dataclass(slots=True)
class Thread:
    """One of today's branches; `entered` and `called` count recorded visits and calls followed."""

    lane: Lane
    entered: int = 0
    called: int = 0
    rounds: int = 0

    @property
    def visit(self) -> Visit:
        """The recorded visit to the state in which the branch is."""
        return self.lane.visits[self.entered - 1]

    @property
    def attempt(self) -> Attempt:
        """The recorded call that the branch is making."""
        return self.visit.attempts[self.called - 1]

    @property
    def place(self) -> str:
        """The state in which the branch is, with the branch or item where it is in one."""
        name = self.visit.name if self.entered else "the start"
        return f"{name} (in {self.lane.label})" if self.lane.label else name

    def part(self, recorded: str, today: str, verdict: Verdict = Verdict.DIVERGES) -> Parting:
        """The parting at this place."""
        return Parting(verdict, self.place, recorded, today)


@dataclass(slots=True)
class Route:
    """Where each branch of today's run is on the recorded route; `name` is the recorded
    execution's as far as payloads have told it.
    """

    recording: Recording
    followed: int = 0
    differences: list[Difference] = field(default_factory=list)
    threads: dict[Frame, Thread] = field(default_factory=dict)
    name: str | None = None
    _forks: dict[int, Thread] = field(default_factory=dict)

    def enter(self, branch: Frame) -> Visit:
        """Follow the branch into its state."""
        thread, state = self._thread(branch), branch.state
        today = f"enters {state.name} ({state.type}) with {shown(branch.input)}"
        self._check_calls(thread, today)
        if thread.entered == len(thread.lane.visits):
            raise self._after_last(thread, today)
        visit = thread.lane.visits[thread.entered]
        if (visit.name, visit.type) != (state.name, state.type):
            raise thread.part(_entered(visit), today)
        thread.entered += 1
        thread.called = thread.rounds = 0
        self.followed += 1
        return visit

    def call(self, branch: Frame) -> Attempt:
        """Follow the branch into its next call."""
        thread = self.threads[branch]
        attempts = thread.visit.attempts
        if thread.called == len(attempts):
            last = f", which {told(attempts[-1])}" if attempts else ""
            recorded = f"made {_calls(len(attempts))}{last}"
            if self.recording.end is None and thread.visit.exited_at is None:
                raise thread.part("", "", Verdict.SAME_ROUTE)
            raise thread.part(recorded, f"makes call {thread.called + 1}")
        thread.called += 1
        return thread.attempt

    def fork(self, branch: Frame, event: int) -> None:
        """A Parallel or Map starts its branches; `event` is the number of today's event."""
        thread = self.threads[branch]
        thread.rounds += 1
        self._forks[event] = thread
        if thread.rounds > thread.visit.rounds:
            if self.recording.end is None and thread.visit.exited_at is None:
                raise thread.part("", "", Verdict.SAME_ROUTE)
            recorded = f"started its branches {thread.visit.rounds} time(s)"
            raise thread.part(recorded, "starts them once more")

    def begin(self, branch: Frame, name: str) -> None:
        """A branch of a Parallel (by its first state) or an item of a Map (by its index) starts."""
        outer = self._forks[branch.previous_event]
        lanes = outer.visit.lanes
        lane = lanes.get((outer.rounds - 1, name))
        if lane is None:
            if self.recording.end is None and outer.visit.exited_at is None:
                raise outer.part("", "", Verdict.SAME_ROUTE)
            begun = ", ".join(each for round_, each in lanes if round_ == outer.rounds - 1)
            raise outer.part(f"started {begun or 'nothing'}", f"starts {name}, too")
        self.threads[branch] = Thread(lane)

    def time_out(self, branch: Frame, now: int) -> None:
        """Today's call has timed out: so must the recorded one, and not before."""
        thread = self.threads[branch]
        attempt = thread.attempt
        today = f"times out after {seconds(now - attempt.began_at)}"
        if attempt.outcome is None and self.recording.end is None:
            raise thread.part("", "", Verdict.SAME_ROUTE)
        if attempt.outcome not in (None, "TimedOut"):
            raise thread.part(told(attempt), today)
        ended_at = now if self.recording.end is None else self.recording.end.at
        known_until = ended_at if attempt.ended_at is None else attempt.ended_at
        if now > known_until + _TOLERANCE:
            today += ", and the history does not hold what came by then"
            raise thread.part(told(attempt), today, Verdict.CANNOT_GO_ON)
        if attempt.ended_at is None:
            raise thread.part(told(attempt), today)
        self._compare_spans(thread, "time-out", attempt.began_at, attempt.ended_at, now)

    def compare(self, branch: Frame, what: str, recorded: Json, today: Json) -> None:
        """Keep a difference that does not end the route; learn the execution's name."""
        if self.name is None:
            self.name = find_execution_name(recorded, today)
        self._keep(first_difference(f"{self.threads[branch].place}: {what}", recorded, today))

    def compare_wait(self, branch: Frame, now: int) -> None:
        """A Wait is over now: keep it if the recorded one took another time."""
        thread = self.threads[branch]
        visit = thread.visit
        ended_at = now if visit.exited_at is None else visit.exited_at
        self._compare_spans(thread, "wait", visit.entered_at, ended_at, now)

    def compare_ends(self, execution: Execution) -> None:
        """Called when nothing more happens: neither run may have gone on or ended otherwise."""
        end = self.recording.end
        if execution.status is Status.RUNNING and end is not None:
            raise self._waiting()
        today = f"ends: {execution.status} {execution.error or shown(execution.output)}"
        self._check_unfollowed(today)
        if end is None:
            return
        errors = (end.error, execution.error)
        is_same_error = end.status == "TIMED_OUT" or errors[0] == errors[1]
        if end.status != execution.status or not is_same_error:
            recorded = f"ended: {end.status} {end.error or shown(end.output)}"
            raise Parting(Verdict.DIVERGES, self._root().place, recorded, today)
        self._keep(first_difference("the end: output", end.output, execution.output))
        self._keep(first_difference("the end: cause", end.cause, execution.cause))

    def _thread(self, branch: Frame) -> Thread:
        if branch not in self.threads:
            if branch.previous_event in self._forks:
                self.begin(branch, branch.state.name)
            else:
                self.threads[branch] = Thread(self.recording.root)
        return self.threads[branch]

    def _root(self) -> Thread:
        return next(iter(self.threads.values()))

    def _check_calls(self, thread: Thread, today: str) -> None:
        """The state is left: all its recorded calls must have been made."""
        made = len(thread.visit.attempts) if thread.entered else 0
        if thread.called < made:
            raise thread.part(f"made {_calls(made)}", f"makes {thread.called} and {today}")

    def _after_last(self, thread: Thread, today: str) -> Parting:
        end, outer = self.recording.end, thread.lane.outer
        if end is None and (outer is None or outer.visits[-1].exited_at is None):
            return thread.part("", "", Verdict.SAME_ROUTE)
        if outer is not None or end is None:
            return thread.part("entered no further state in this branch", today)
        return thread.part(f"ended: {end.status} {end.error or shown(end.output)}", today)

    def _waiting(self) -> Parting:
        """A call that nobody answers any more: the history holds no answer for today's wait."""
        branches = [branch for branch in self.threads if branch.waiting is not None]
        calling = [branch for branch in branches if branch.state.type == "Task"]
        thread = self.threads[calling[0]]
        today = "still waits, and the history does not hold what would have come"
        return thread.part(told(thread.attempt), today, Verdict.CANNOT_GO_ON)

    def _check_unfollowed(self, today: str) -> None:
        followed = {id(thread.lane) for thread in self.threads.values()}
        for thread in self.threads.values():
            lane = thread.lane
            self._check_calls(thread, today)
            if thread.entered < len(lane.visits) and _is_whole(lane):
                inner = "leaves its branch" if lane.label else today
                raise thread.part(_entered(lane.visits[thread.entered]), inner)
        for _, lane, visit in all_visits(self.recording.root):
            if id(lane) not in followed and _is_whole(lane):
                place = lane.label
                raise Parting(Verdict.DIVERGES, place, _entered(visit), "does not start this")

    def _compare_spans(
        self, thread: Thread, what: str, began_at: int, recorded_end: int, today_end: int
    ) -> None:
        if abs(recorded_end - today_end) > _TOLERANCE:
            place = f"{thread.place}: {what}"
            spans = seconds(recorded_end - began_at), seconds(today_end - began_at)
            self._keep(Difference(place, *spans))

    def _keep(self, found: Difference | None) -> None:
        if found is not None and found not in self.differences:
            self.differences.append(found)


def _is_whole(lane: Lane) -> bool:
    """Whether the lane was not abandoned half-way because another branch failed."""
    return lane.outer is None or lane.visits[-1].exited_at is not None


def _entered(visit: Visit) -> str:
    return f"entered {visit.name} ({visit.type}) with {shown(visit.input)}"


def _calls(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"


def told(attempt: Attempt) -> str:
    """What became of a recorded call, and after how long."""
    if attempt.ended_at is None:
        return "was not answered before the run ended"
    after = f"after {seconds(attempt.ended_at - attempt.began_at)}"
    match attempt.outcome:
        case "Succeeded":
            return f"succeeded {after} with {shown(attempt.result)}"
        case "TimedOut":
            return f"timed out {after}"
        case _:
            return f"failed {after} with {attempt.error}"


def seconds(microseconds: int) -> str:
    """A span in seconds, as short as it can be told."""
    return f"{round(microseconds / MICROSECONDS, 3):g} s"
