"""How long a flow can take, at the very most.

With a deadline: until it, plus the longest stretch of states from one look at it to the next, plus
the longest way out. Without one: the longest way from the start to an end. A loop counts as often
as its bounds allow. Invariant: whatever an execution does, it does not take longer; what runs
beyond the flow's control (a Lambda that is still busy after its state has timed out) is no part.
"""

from typing import NamedTuple, assert_never

from generator.model.cycles import components, is_cyclic
from generator.model.expressions import Call, Expression, walk
from generator.model.flows import Await, Choose, Emit, End, Fail, Flow, State, TaskState, Wait
from generator.model.graph import edges, final_states, targets

SECONDS_BETWEEN_TRIES = 1
EMIT_SECONDS = 5
LATE_AWAIT_SECONDS = 1  # an await that is entered with no time left


class Stretch(NamedTuple):
    """States on the way, each with its seconds; those of a loop are taken together."""

    seconds: int
    steps: tuple[tuple[str, int], ...]


class WorstCase(NamedTuple):
    """The parts of the longest way. `loops` are those that nothing known bounds in time."""

    deadline: int
    stretch: Stretch
    way_out: Stretch
    loops: tuple[frozenset[str], ...]

    @property
    def seconds(self) -> int:
        """All of it."""
        return self.deadline + self.stretch.seconds + self.way_out.seconds


NOTHING = Stretch(0, ())


def worst_case(flow: Flow) -> WorstCase:
    """Add up the longest way that an execution can take."""
    final = final_states(flow)
    if flow.deadline is None:
        every = frozenset(each.name for each in flow.states)
        walk_all = _Walk(flow, every, frozenset(), final)
        return WorstCase(0, walk_all.longest([flow.start]), NOTHING, tuple(walk_all.loops))
    looks = frozenset(
        each.name for each in flow.states if each.name not in final and _looks(flow, each)
    )
    way_out = _Walk(flow, final, frozenset(), final)
    before = frozenset(each.name for each in flow.states) - final
    between = _Walk(flow, before, looks, final)
    starts = [flow.start, *(each for look in looks for each in _after(flow, look, final))]
    stretch = between.longest(starts)
    out = max(
        (way_out.longest([each]) for each in final), key=lambda each: each.seconds, default=NOTHING
    )
    return WorstCase(flow.deadline.after, stretch, out, (*between.loops, *way_out.loops))


def _after(flow: Flow, name: str, final: frozenset[str]) -> list[str]:
    state = flow.state(name)
    return [each for each in targets(flow, state, final) if each not in final] if state else []


def _looks(flow: Flow, state: State) -> bool:
    """Whether the deadline is looked at here: after every await, and where a rule compares the
    time with it and leads to its target.
    """
    match state:
        case Await():
            return True
        case Choose():
            return any(
                flow.deadline is not None
                and rule.edge.target == flow.deadline.target
                and _asks_the_time(rule.when)
                for rule in state.rules
            )
        case _:
            return False


def _asks_the_time(when: Expression) -> bool:
    clocks = ("elapsed", "time_left")
    return any(isinstance(each, Call) and each.function in clocks for each in walk(when))


def seconds(state: State, *, is_late: bool) -> int:
    """The longest that one visit takes; `is_late`: the deadline has passed."""
    match state:
        case TaskState():
            tries = state.time.tries
            return tries * state.time.each + (tries - 1) * SECONDS_BETWEEN_TRIES
        case Await():
            return LATE_AWAIT_SECONDS if is_late else (state.within or 0)
        case Emit():
            return EMIT_SECONDS
        case Wait():
            return state.seconds
        case Choose() | End() | Fail():
            return 0
        case _:
            assert_never(state)


class _Walk:
    """The longest way through some states, stopping after each look."""

    def __init__(
        self, flow: Flow, inside: frozenset[str], looks: frozenset[str], final: frozenset[str]
    ) -> None:
        self.flow = flow
        self.states: dict[str, State] = {
            each.name: each for each in flow.states if each.name in inside
        }
        self.looks = looks
        self.graph: dict[str, set[str]] = {
            name: set(targets(flow, state, final)) & set(self.states)
            if name not in looks
            else set()
            for name, state in self.states.items()
        }
        self.loops: list[frozenset[str]] = []
        self._after_component = self._measure()

    def longest(self, starts: list[str]) -> Stretch:
        """The longest way from any of these states."""
        ways = [self._after_component[each] for each in starts if each in self._after_component]
        return max(ways, key=lambda each: each.seconds, default=NOTHING)

    def _measure(self) -> dict[str, Stretch]:
        """For each state, the longest way that starts with it; components come last first."""
        longest: dict[str, Stretch] = {}
        for component in components(self.graph):
            after = {each for name in component for each in self.graph[name]} - component
            rest = max(
                (longest[each] for each in after), key=lambda each: each.seconds, default=NOTHING
            )
            own = self._own(component)
            whole = Stretch(own.seconds + rest.seconds, own.steps + rest.steps)
            longest.update(dict.fromkeys(component, whole))
        return longest

    def _own(self, component: frozenset[str]) -> Stretch:
        states = [each for name, each in self.states.items() if name in component]
        is_late = bool(self.looks)
        rounds = 1
        if is_cyclic(self.graph, component):
            rounds = self._rounds(component, states)
        steps = [(str(each.name), rounds * seconds(each, is_late=is_late)) for each in states]
        return Stretch(sum(each for _, each in steps), tuple(step for step in steps if step[1]))

    def _rounds(self, component: frozenset[str], states: list[State]) -> int:
        """How often a loop can be gone round. Bounds that count for as long as it is gone round
        add up, as each time that one is used up it is used up for good; one that counts anew
        inside it multiplies what the others allow.
        """
        added, multiplied = 1, 1
        bounded: set[tuple[str, str]] = set()
        for state in states:
            for edge in edges(state):
                if edge.target in component and edge.bound:
                    bounded.add((state.name, edge.target))
                    if edge.bound.per in component:
                        multiplied *= edge.bound.at_most + 1
                    else:
                        added += edge.bound.at_most
        open_graph = {
            name: {each for each in self.graph[name] & component if (name, each) not in bounded}
            for name in component
        }
        if any(is_cyclic(open_graph, each) for each in components(open_graph)):
            self.loops.append(component)
        return added * multiplied
