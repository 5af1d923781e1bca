"""How long a flow can take, at the very most.

With a deadline: until it, plus the longest stretch of states from one look at it to the next, plus
the longest way out. Without one: the longest way from the start to an end. A loop counts as often
as its bounds allow. Invariant: whatever an execution does, it does not take longer. A Lambda that
is still busy after its state has timed out is no part of it.
"""

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from generator.analysis.arrows import Arrow, arrows, graph_of, most_visits
from generator.analysis.cycles import components, is_cyclic
from generator.analysis.graph import final_states
from generator.analysis.looks import unlooked_ways
from generator.model.flows import Await, Choose, Emit, End, Fail, Flow, State, TaskState, Wait

SECONDS_BETWEEN_TRIES = 1
EMIT_SECONDS = 5
ARMING_TRIES = 2
SHORTEST_AWAIT = 1  # seconds; the service takes no shorter time-out
# An await ends by its time, unless its first arming failed right before that: then it is armed once
# more, for the shortest time that there is.
ARMING_AGAIN = (ARMING_TRIES - 1) * (SECONDS_BETWEEN_TRIES + SHORTEST_AWAIT)


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

    def __str__(self) -> str:
        """The sum, with what each part is made of."""
        if not self.deadline:
            return _listed(*self.stretch.steps, *self.way_out.steps)
        return (
            f"{self.deadline}s deadline"
            f" + {self.stretch.seconds}s until the next look at it ({_listed(*self.stretch.steps)})"
            f" + {self.way_out.seconds}s way out ({_listed(*self.way_out.steps)})"
        )


def _listed(*steps: tuple[str, int]) -> str:
    return ", ".join(f"{name} {seconds}s" for name, seconds in steps)


NOTHING = Stretch(0, ())


def worst_case(flow: Flow) -> WorstCase:
    """Add up the longest way that an execution can take."""
    every = frozenset(str(each.name) for each in flow.states)
    if flow.deadline is None:
        whole = _Walk(flow, every, arrows(flow))
        return WorstCase(0, whole.longest([flow.start]), NOTHING, tuple(whole.loops))
    final = final_states(flow)
    open_ways, after_look = unlooked_ways(flow, final)
    before = _Walk(flow, every - final, open_ways, is_late=True)
    way_out = _Walk(flow, final, arrows(flow), is_final=True)
    # An await may be entered right before the deadline and end after it.
    awaits = {str(each.name) for each in flow.states if isinstance(each, Await)}
    last = before.longest(after_look | awaits)
    first, out = before.longest([flow.start]), way_out.longest(final)
    loops = (*before.loops, *way_out.loops)
    if first.seconds > flow.deadline.after + last.seconds or not after_look | awaits - final:
        return WorstCase(0, first, out, loops)  # it never looks, or for the first time too late
    return WorstCase(flow.deadline.after, last, out, loops)


def seconds(state: State, *, is_late: bool, is_final: bool) -> int:
    """The longest that one visit takes; `is_late`: the deadline has passed; `is_final`: on the way
    out, where an await that cannot be armed is not tried again.
    """
    match state:
        case TaskState():
            tries = state.time.tries
            return tries * state.time.each + (tries - 1) * SECONDS_BETWEEN_TRIES
        case Await():
            own = SHORTEST_AWAIT if is_late else (state.within or 0)
            return own + (0 if is_final else ARMING_AGAIN)
        case Emit():
            return EMIT_SECONDS
        case Wait():
            return state.seconds
        case Choose() | End() | Fail():
            return 0
        case _:
            assert_never(state)


class _Walk:
    """The longest way through some states."""

    def __init__(
        self,
        flow: Flow,
        inside: frozenset[str],
        ways: list[Arrow],
        *,
        is_late: bool = False,
        is_final: bool = False,
    ) -> None:
        self._seconds = {
            str(each.name): seconds(each, is_late=is_late, is_final=is_final)
            for each in flow.states
            if each.name in inside
        }
        self._ways = [each for each in ways if {each.source, each.target} <= inside]
        self.loops: list[frozenset[str]] = []
        self._from = self._measure(graph_of(self._seconds, self._ways))

    def longest(self, starts: Iterable[str]) -> Stretch:
        """The longest way from any of these states."""
        return _longest(self._from[each] for each in sorted(starts) if each in self._from)

    def _measure(self, graph: dict[str, set[str]]) -> dict[str, Stretch]:
        """For each state, the longest way that starts with it; components come last first."""
        longest: dict[str, Stretch] = {}
        for component in components(graph):
            after = {each for name in component for each in graph[name]} - component
            rest = _longest(longest[each] for each in sorted(after))
            own = self._own(component, is_loop=is_cyclic(graph, component))
            whole = Stretch(own.seconds + rest.seconds, own.steps + rest.steps)
            longest.update(dict.fromkeys(component, whole))
        return longest

    def _own(self, component: frozenset[str], *, is_loop: bool) -> Stretch:
        """A loop without any time is no matter, however often it is gone round."""
        visits: dict[str, int] | None = dict.fromkeys(component, 1)
        if is_loop and any(self._seconds[name] for name in component):
            visits = most_visits(component, self._ways)
        if visits is None:
            self.loops.append(component)
            return NOTHING
        steps = [
            (name, visits[name] * own)
            for name, own in self._seconds.items()
            if name in component and own
        ]
        return Stretch(sum(each for _, each in steps), tuple(steps))


def _longest(ways: Iterable[Stretch]) -> Stretch:
    return max(ways, key=lambda each: each.seconds, default=NOTHING)
