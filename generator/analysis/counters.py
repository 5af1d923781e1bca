"""What each edge of a flow is counted under: its owner's name, and what leads to it.

It stands apart because the states language is given these names, which are longer than an author's,
and a check has to know how long. Invariant: never a serial number, so a new edge renames no other.
"""

from collections.abc import Iterator
from typing import assert_never

from generator.model import Await, Choose, Edge, Emit, End, Fail, State, TaskState, Wait


def counted_edges(state: State) -> Iterator[tuple[str, Edge]]:
    """The edges that the author wrote on a state, each with the name of its counter."""
    match state:
        case TaskState():
            if state.next:
                yield f"{state.name}_next", state.next
            yield from ((f"{state.name}_on_{each.error}", each.edge) for each in state.catches)
            if state.on_error:
                yield f"{state.name}_on_error", state.on_error
        case Await():
            yield from ((f"{state.name}_on_{each.event.name}", each.edge) for each in state.facts)
            yield f"{state.name}_otherwise", state.otherwise
        case Choose():
            taken: set[str] = set()
            for rule in state.rules:
                name = f"{state.name}_to_{rule.edge.target}"
                while name in taken:
                    name += "_again"
                taken.add(name)
                yield name, rule.edge
            yield f"{state.name}_otherwise", state.otherwise
        case Wait() | Emit():
            yield f"{state.name}_next", state.next
        case End() | Fail():
            return
        case _:
            assert_never(state)
