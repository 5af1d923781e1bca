"""What a definition as JSON tells uncompiled: where a state leads, and what is inside of it.

Stands apart because coverage, pages and mocks look at definitions as they are written.
"""

from collections.abc import Iterator

from semantics.payload import Json


def targets(state: Json) -> Iterator[tuple[str, bool]]:
    """Each state that may come next, and whether an error leads there."""
    if "Next" in state:
        yield state["Next"], False
    for choice in state.get("Choices", []):
        yield choice["Next"], False
    if "Default" in state:
        yield state["Default"], False
    for catcher in state.get("Catch", []):
        yield catcher["Next"], True


def inner_blocks(state: Json) -> Iterator[Json]:
    """The blocks of states inside a Parallel or Map."""
    yield from state.get("Branches", [])
    for name in ("ItemProcessor", "Iterator"):
        if name in state:
            yield state[name]
