"""Which loops of a flow are bounded, and by what.

It stands apart because the proof that a flow ends and the sum of its longest way share it.
Invariant: a loop counts as bounded only where every way round passes a bound.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.cycles import cyclic_components
from generator.model.expressions import Binary, Constant, Expression, Root
from generator.model.flows import Assignment, Bound, Choose, Emit, Flow, State, TaskState
from generator.model.graph import edges, final_states, targets


class Arrow(NamedTuple):
    """One way from a state to the next: what bounds it, and which variables it makes grow."""

    source: str
    target: str
    bound: Bound | None
    grown: frozenset[str]


def unbounded_loops(flow: Flow) -> list[frozenset[str]]:
    """The sets of states that can be gone round for ever."""
    growing = _limited_counters(flow)
    left = [each for each in _arrows(flow) if not _bounds_all(each) and not each.grown & growing]
    while True:
        loops = cyclic_components(_graph(flow, left))
        # `per` counts anew whenever that state is entered, so it bounds what stays away from it.
        kept = [each for each in left if not _bounds_within(each, loops)]
        if len(kept) == len(left):
            return loops
        left = kept


def _bounds_all(arrow: Arrow) -> bool:
    return arrow.bound is not None and arrow.bound.per is None


def _bounds_within(arrow: Arrow, loops: list[frozenset[str]]) -> bool:
    if arrow.bound is None:
        return False
    around = next((each for each in loops if {arrow.source, arrow.target} <= each), None)
    return around is not None and arrow.bound.per not in around


def _graph(flow: Flow, arrows: list[Arrow]) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {each.name: set() for each in flow.states}
    for each in arrows:
        graph[each.source].add(each.target)
    return graph


def _arrows(flow: Flow) -> Iterator[Arrow]:
    final = final_states(flow)
    for state in flow.states:
        by_state = _grown(state.sets) if isinstance(state, TaskState | Emit) else frozenset()
        written = list(edges(state))
        for edge in written:
            yield Arrow(state.name, edge.target, edge.bound, _grown(edge.sets) | by_state)
        known = {each.target for each in written}
        for target in targets(flow, state, final):
            if target not in known:
                yield Arrow(state.name, target, None, frozenset())


def _grown(sets: tuple[Assignment, ...]) -> frozenset[str]:
    """The variables that are set to themselves plus something positive."""
    return frozenset(each.variable for each in sets if _grows(each))


def _grows(assignment: Assignment) -> bool:
    match assignment.value:
        case Binary("+", Root("variable") as left, Constant(value=(int() | float()) as step)):
            return left.name == assignment.variable and step > 0
        case _:
            return False


def _limited_counters(flow: Flow) -> frozenset[str]:
    """Variables that only ever grow, and without whose limit no way leads round.

    Once the rules that ask for "still under the limit" are taken away, nothing may be left that
    makes the variable grow on its way round.
    """
    every = {each.variable: True for state in flow.states for each in _sets(state)}
    only_growing = {
        name
        for name in every
        if all(
            _grows(each) for state in flow.states for each in _sets(state) if each.variable == name
        )
    }
    return frozenset(name for name in only_growing if _is_guarded(flow, name))


def _sets(state: State) -> Iterator[Assignment]:
    for edge in edges(state):
        yield from edge.sets
    if isinstance(state, TaskState | Emit):
        yield from state.sets


def _is_guarded(flow: Flow, variable: str) -> bool:
    guarded = {
        (state.name, target)
        for state in flow.states
        if isinstance(state, Choose)
        for target in _limited_targets(state, variable)
    }
    arrows = [each for each in _arrows(flow) if (each.source, each.target) not in guarded]
    loops = cyclic_components(_graph(flow, arrows))
    return not any(
        {each.source, each.target} <= loop
        for each in arrows
        if variable in each.grown
        for loop in loops
    )


def _limited_targets(state: Choose, variable: str) -> Iterator[str]:
    """Where a choice leads only while the variable is under a limit: by a rule that asks for it,
    or after one that leads elsewhere once the limit is reached.
    """
    is_under = False
    for rule in state.rules:
        if is_under or _asks(rule.when, ("<", "<="), (">", ">="), variable):
            yield rule.edge.target
        match rule.when:
            case Binary() if _compares(rule.when, (">", ">="), ("<", "<="), variable):
                is_under = True
    if is_under:
        yield state.otherwise.target


def _asks(
    when: Expression, ascending: tuple[str, ...], descending: tuple[str, ...], variable: str
) -> bool:
    """Whether a condition holds such a comparison, perhaps among other things."""
    match when:
        case Binary("and", left, right):
            sides = (left, right)
            return any(_asks(each, ascending, descending, variable) for each in sides)
        case Binary():
            return _compares(when, ascending, descending, variable)
        case _:
            return False


def _compares(
    when: Binary, ascending: tuple[str, ...], descending: tuple[str, ...], variable: str
) -> bool:
    """Whether it is `variable < something` (an ascending operator), or the same the other way."""
    match when.left, when.right:
        case Root("variable") as counter, _ if counter.name == variable:
            return when.operator in ascending
        case _, Root("variable") as counter if counter.name == variable:
            return when.operator in descending
        case _:
            return False
