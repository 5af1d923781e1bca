"""Which loops of a flow are bounded, and by what.

It stands apart because two things bound a loop: how often its edges may be taken, and a variable
that grows towards a limit. Invariant: a loop counts as bounded only where every way round passes a
bound.
"""

from collections.abc import Iterator

from generator.analysis.arrows import Arrow, arrows, graph_of, grows
from generator.analysis.cycles import cyclic_components
from generator.analysis.graph import edges, parts
from generator.model.expressions import Binary, Call, Expression, Root, walk
from generator.model.flows import Assignment, Choose, Edge, Emit, Flow, State, TaskState


def unbounded_loops(flow: Flow) -> list[frozenset[str]]:
    """The sets of states that can be gone round for ever."""
    growing = _limited_counters(flow)
    left = [each for each in arrows(flow) if not _bounds_all(each) and not each.grown & growing]
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


def _graph(flow: Flow, ways: list[Arrow]) -> dict[str, set[str]]:
    return graph_of([each.name for each in flow.states], ways)


def _limited_counters(flow: Flow) -> frozenset[str]:
    """Variables that only ever grow, and without whose limit no way leads round.

    Once the ways that are open only "still under the limit" are taken away, nothing may be left
    that makes the variable grow on its way round.
    """
    changed = [each for state in flow.states for each in _sets(state)]
    falling = {each.variable for each in changed if not grows(each)}
    moving = frozenset(each.variable for each in changed)
    return frozenset(name for name in moving - falling if _is_guarded(flow, name, moving))


def _sets(state: State) -> Iterator[Assignment]:
    for edge in edges(state):
        yield from edge.sets
    if isinstance(state, TaskState | Emit):
        yield from state.sets


def _is_guarded(flow: Flow, variable: str, moving: frozenset[str]) -> bool:
    guarded = {
        id(part)
        for state in flow.states
        if isinstance(state, Choose)
        for edge in _limited_edges(state, variable, moving)
        for part in parts(edge)
    }
    open_ways = [each for each in arrows(flow) if id(each.edge) not in guarded]
    loops = cyclic_components(_graph(flow, open_ways))
    return not any(
        {each.source, each.target} <= loop
        for each in open_ways
        if variable in each.grown
        for loop in loops
    )


def _limited_edges(state: Choose, variable: str, moving: frozenset[str]) -> Iterator[Edge]:
    """The edges of a choice that are taken only while the variable is under a limit: by a rule
    that asks for it, or after one that leads elsewhere once the limit is reached.
    """
    is_under = False
    for rule in state.rules:
        if is_under or _asks_under(rule.when, variable, moving):
            yield rule.edge
        is_under = is_under or _compares(rule.when, (">", ">="), ("<", "<="), variable, moving)
    if is_under:
        yield state.otherwise


def _asks_under(when: Expression, variable: str, moving: frozenset[str]) -> bool:
    """Whether a condition asks for "under the limit", perhaps among other things."""
    match when:
        case Binary("and", left, right):
            return any(_asks_under(each, variable, moving) for each in (left, right))
        case _:
            return _compares(when, ("<", "<="), (">", ">="), variable, moving)


def _compares(
    when: Expression,
    ascending: tuple[str, ...],
    descending: tuple[str, ...],
    variable: str,
    moving: frozenset[str],
) -> bool:
    """Whether it is `variable < limit` (an ascending operator), or the same the other way."""
    match when:
        case Binary(operator, Root("variable") as counter, limit) if counter.name == variable:
            return operator in ascending and _stands_still(limit, moving)
        case Binary(operator, limit, Root("variable") as counter) if counter.name == variable:
            return operator in descending and _stands_still(limit, moving)
        case _:
            return False


def _stands_still(limit: Expression, moving: frozenset[str]) -> bool:
    """Whether a limit is the same whenever it is looked at: it reads no clock, nothing that counts,
    and no variable that anything sets.
    """
    for each in walk(limit):
        match each:
            case Root("variable") if each.name in moving:
                return False
            case Root("result" | "event" | "error"):
                return False
            case Call("elapsed" | "time_left" | "now" | "visits"):
                return False
            case _:
                continue
    return True
