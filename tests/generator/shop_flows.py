"""Random flows for the small shop of base/, and random luck for their executions.

It stands apart because a flow that is valid by construction is a subject of its own. Invariant:
every state leads on to the one after it, ways back are bounded, and money is asked for first, so
that no check has anything to say.
"""

from typing import Any, Protocol

from hypothesis import strategies as st

from semantics.payload import Json
from simulator.asl import (
    AwaitToken,
    Failure,
    Later,
    Outcome,
    StepFunctions,
    Success,
    TaskCall,
    TaskTimedOut,
)
from simulator.clock import MICROSECONDS

NEVER = 1_000_000.0
"""Seconds after which no state waits any more."""


class Draw(Protocol):
    """What hypothesis hands to a composite strategy."""

    def __call__(self, strategy: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401  # any type of value
        """Draw one example."""


@st.composite
def flows(draw: Draw) -> str:
    """A flow of up to seven states as YAML, with a deadline or without."""
    count = draw(st.integers(1, 6))
    names = ["Charge", *(f"Step{letter}" for letter in "ABCDEF"[:count]), "Done"]
    lines = ["flow: Sell", "input: Order", "correlate: input.order_id", "timeout: 300d"]
    if draw(st.booleans()):
        after = draw(st.integers(1, 120))
        lines += [f"deadline: {{after: {after}s, next: Leave}}", "way_out: Leave"]
    lines += ["start: Charge", "states:"]
    for number, name in enumerate(names[:-1]):
        lines += [f"  {name}: {draw(states(names, number))}"]
    lines += ["  Done: {end: true}"]
    if "way_out: Leave" in lines:
        note = "task: Desk.Note, with: {order_id: input.order_id}"
        lines += [f"  Leave: {{{note}, time: {{each: 5s, tries: 2}}, end: true}}"]
    return "\n".join(lines) + "\n"


@st.composite
def states(draw: Draw, names: list[str], number: int) -> str:
    """One state in flow style, of any kind; the first one makes a payment possible."""
    on = names[number + 1]
    seconds = draw(st.integers(1, 30))
    with_order = "with: {order_id: input.order_id}"
    if number == 0:
        unknown = draw(edges(names, number, may_stay=False))
        return (
            f"{{task: Desk.Charge, {with_order}, catch: {{OutcomeUnknown: {unknown}}}, next: {on}}}"
        )
    match draw(st.sampled_from(["task", "await", "wait", "choose"])):
        case "task":
            failing = draw(edges(names, number))
            time = f"time: {{each: {seconds}s, tries: {draw(st.integers(1, 3))}}}"
            return f"{{task: Desk.Ask, {with_order}, {time}, on_error: {failing}, next: {on}}}"
        case "await":
            paid = draw(edges(names, number))
            return f"{{await: {{OrderPaid: {paid}}}, within: {seconds}s, otherwise: {on}}}"
        case "wait":
            return f"{{wait: {seconds}s, next: {on}}}"
        case _:
            edge = draw(edges(names, number)).removeprefix("{").removesuffix("}")
            way = edge if ":" in edge else f"next: {edge}"
            limit = draw(st.integers(0, 3))
            return f"{{choose: [{{when: input.amount > {limit}, {way}}}], otherwise: {on}}}"


@st.composite
def edges(draw: Draw, names: list[str], number: int, *, may_stay: bool = True) -> str:
    """A way on, or a bounded way back to a state after the first."""
    ahead = st.sampled_from(names[number + 1 :])
    back = names[1 : number + 1] if may_stay else []
    if not back or draw(st.booleans()):
        target: str = draw(ahead)
        return target
    most = draw(st.integers(1, 3))
    per = draw(st.sampled_from(["", ", per: Charge"]))
    return f"{{next: {draw(st.sampled_from(back))}, at_most: {most}{per}, else: {draw(ahead)}}}"


class Luck:
    """Answers tasks by a list that is gone round: in time, late, never, with an error."""

    def __init__(self, fates: list[tuple[str, float]]) -> None:
        self.fates = fates
        self.calls = 0
        self.service: StepFunctions | None = None

    def perform(self, call: TaskCall) -> Outcome:
        """Do the task, or say when its outcome comes."""
        fate, seconds = self.fates[self.calls % len(self.fates)]
        self.calls += 1
        if call.token is not None:
            return self._arm(call, call.token, fate, seconds)
        done: Json = {"Payload": None}
        outcome = Success(done) if fate == "well" else Failure("Broken", "{}")
        return Later(NEVER if fate == "never" else seconds, outcome)

    def _arm(self, call: TaskCall, token: str, fate: str, seconds: float) -> Outcome:
        if fate == "badly":
            return Failure("Broken", "{}")
        if fate == "well":
            fact: Json = {"fact": "OrderPaid", "event": {"amount": 1}}
            clock = call.execution.clock
            clock.after(int(seconds * MICROSECONDS), lambda: self._pay(token, fact))
        return AwaitToken()

    def _pay(self, token: str, fact: Json) -> None:
        assert self.service is not None
        try:
            self.service.send_task_success(token, fact)
        except TaskTimedOut:
            return  # expected: it came too late


def lucks() -> st.SearchStrategy[list[tuple[str, float]]]:
    """What happens to the tasks, in turn."""
    fate = st.sampled_from(["well", "badly", "never"])
    return st.lists(st.tuples(fate, st.floats(0, 40)), min_size=1, max_size=6)
