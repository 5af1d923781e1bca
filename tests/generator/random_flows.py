"""Random small flows as models, and all that can happen in them.

It stands apart because two proofs are compared with it: that loops end, and how long a flow takes.
Invariant: `Executions` knows the language's rules and nothing of how the proofs go about them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import strategies as st

from generator.analysis.graph import final_states, parts
from generator.diagnostics import Span
from generator.model import (
    Aggregate,
    Await,
    AwaitedFact,
    Bound,
    Choose,
    Deadline,
    Edge,
    End,
    Event,
    Field,
    Flow,
    Name,
    RecordType,
    Rule,
    State,
    Wait,
)
from generator.model.expressions import Binary, Call, Constant, Expression
from generator.resolve.expressions.fitting import BOOLEAN, DURATION, STRING

HERE = Span("test.yaml", 1, 1, 1, 1)
KEY = Field(Name("order_id", HERE), STRING)
FACT = Event(Name("Paid", HERE), Aggregate(Name("order", HERE), KEY), (KEY,), 1, False, "")  # noqa: FBT003  # a field
ANY = Constant(True, BOOLEAN, HERE)  # noqa: FBT003  # stands for a condition that may hold or not
END = "End"


def name(text: str) -> Name:
    return Name(text, HERE)


def asks_if_late(after: int) -> Expression:
    """`elapsed() >= after`."""
    return Binary(
        ">=", Call("elapsed", (), DURATION, HERE), Constant(after, DURATION, HERE), BOOLEAN, HERE
    )


@st.composite
def edges(draw: st.DrawFn, own: str, names: list[str], place: int) -> Edge:
    """An edge that leads on, or a bounded one that leads anywhere; places tell bounds apart."""
    onward = st.sampled_from([*(each for each in names if each > own), END]).map(name)
    span = HERE._replace(line=place)
    if draw(st.booleans()):
        return Edge(draw(onward), (), None, None, span)
    per = draw(st.none() | st.sampled_from(names).map(name))
    bound = Bound(draw(st.integers(1, 2)), per, span)
    target = name(draw(st.sampled_from(names)))
    return Edge(target, (), bound, Edge(draw(onward), (), None, None, span), span)


@st.composite
def flows(draw: st.DrawFn, *, has_deadline: bool) -> Flow:
    """A flow of up to five states; with a deadline some of them await."""
    names = list("ABCDE")[: draw(st.integers(2, 5))]
    deadline = Deadline(draw(st.integers(1, 12)), name(names[-1]), HERE) if has_deadline else None
    states: list[State] = [
        draw(one_state(each, names, 10 * place, deadline)) for place, each in enumerate(names, 1)
    ]
    states.append(End(name(END), "", HERE))
    plan = RecordType(name("Plan"), (KEY,), "")
    start, way_out = name("A"), None
    return Flow(
        name("Sell"), "", plan, None, 999, HERE, deadline, way_out, (), start, tuple(states), HERE
    )


@st.composite
def one_state(
    draw: st.DrawFn, own: str, names: list[str], place: int, deadline: Deadline | None
) -> State:
    first, second = (draw(edges(own, names, each)) for each in (place, place + 1))
    kind = draw(st.sampled_from(["wait", "choose", *(["await", "look"] if deadline else [])]))
    seconds = draw(st.integers(0, 5))
    match kind, deadline:
        case "wait", _:
            return Wait(name(own), "", seconds, None, first, HERE)
        case "await", Deadline():
            facts = (AwaitedFact(FACT, first, is_shared=False),)
            return Await(name(own), "", facts, None, seconds + 1, None, second, HERE)
        case "look", Deadline():
            late = Edge(deadline.target, (), None, None, HERE._replace(line=place + 2))
            rules = (Rule(ANY, first, HERE), Rule(asks_if_late(deadline.after), late, HERE))
            return Choose(name(own), "", rules, second, HERE)
        case _:
            return Choose(name(own), "", (Rule(ANY, first, HERE),), second, HERE)


class Moment(NamedTuple):
    """Where an execution stands: how often each bounded edge was taken, and the time."""

    state: str
    counts: tuple[tuple[int, int], ...]
    seconds: int


class Executions:
    """Everything that can happen in a flow."""

    def __init__(self, flow: Flow, *, is_timed: bool) -> None:
        self.flow = flow
        self.final = final_states(flow)
        self.is_timed = is_timed
        self._pers = {
            each.bound.span.line: each.bound.per
            for state in flow.states
            for owned in _owned(state)
            for each in parts(owned)
            if each.bound
        }

    def first(self) -> Moment:
        """The start."""
        return Moment(self.flow.start, (), 0)

    def after(self, moment: Moment) -> Iterator[Moment]:
        """Every next moment; none at the end."""
        state = self.flow.state(moment.state)
        match state:
            case Wait():
                yield self._taken(moment, state.next, moment.seconds + state.seconds)
            case Await():
                for spent in self._awaited(state, moment.seconds):
                    for edge in _owned(state):
                        yield self._looked(moment, edge, moment.seconds + spent)
            case Choose():
                yield from self._chosen(state, moment)
            case _:
                return

    def _chosen(self, state: Choose, moment: Moment) -> Iterator[Moment]:
        for rule in state.rules:
            if rule.when is ANY:
                yield self._taken(moment, rule.edge, moment.seconds)
            elif self._is_late(moment.seconds):
                yield self._taken(moment, rule.edge, moment.seconds)
                return
        yield self._taken(moment, state.otherwise, moment.seconds)

    def _awaited(self, state: Await, now: int) -> set[int]:
        """A fact that is there, one that comes right before the end, the end, and that of an
        arming that failed at the last moment.
        """
        longest = state.within or 0
        if self.flow.deadline and state.name not in self.final:
            longest = max(1, min(longest, self.flow.deadline.after - now))
            return {0, longest - 1, longest, longest + 2}
        return {0, longest}

    def _looked(self, moment: Moment, edge: Edge, now: int) -> Moment:
        taken = self._taken(moment, edge, now)
        is_looked = moment.state not in self.final and taken.state not in self.final
        if self.flow.deadline and is_looked and self._is_late(now):
            return self._entered(self.flow.deadline.target, dict(moment.counts), now)
        return taken

    def _is_late(self, now: int) -> bool:
        return self.flow.deadline is not None and now >= self.flow.deadline.after

    def _taken(self, moment: Moment, edge: Edge, now: int) -> Moment:
        counts = dict(moment.counts)
        for part in parts(edge):
            if part.bound is None:
                return self._entered(part.target, counts, now)
            place = part.bound.span.line
            if counts.get(place, 0) < part.bound.at_most:
                counts[place] = counts.get(place, 0) + 1
                return self._entered(part.target, counts, now)
        raise AssertionError("an edge ends with one that has no bound")

    def _entered(self, target: str, counts: dict[int, int], now: int) -> Moment:
        left = {place: count for place, count in counts.items() if self._pers[place] != target}
        return Moment(target, tuple(sorted(left.items())), now if self.is_timed else 0)


def _owned(state: State) -> Iterator[Edge]:
    match state:
        case Wait():
            yield state.next
        case Await():
            yield from (each.edge for each in state.facts)
            yield state.otherwise
        case Choose():
            yield from (each.edge for each in state.rules)
            yield state.otherwise
        case _:
            return
