"""A definition as a graph to be drawn: nodes, edges, and blocks inside a Parallel or Map.

It stands apart because drawing knows nothing of the States Language. Invariant: each state is a
node or is folded into one: helpers that the generator adds (`Owner_suffix`) are their owner's.
"""

from dataclasses import dataclass, field

from semantics.payload import Json
from simulator.asl.outline import inner_blocks, targets

START = ""
"""The node at which a block starts; no state has an empty name."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`is_catch`: only errors take it."""

    source: str
    target: str
    is_catch: bool


@dataclass(slots=True)
class Graph:
    """One block of states: `nodes` by name with their types, START first; `inner` graphs of a
    Parallel or Map by its name; `owners` maps each folded state to its node.
    """

    nodes: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    inner: dict[str, list["Graph"]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def owner(self, state: str) -> str:
        """The node that stands for a state of this block."""
        return self.owners.get(state, state)

    def all_owners(self) -> dict[str, str]:
        """The owners of all blocks: names of states are unique in a machine."""
        owners = dict(self.owners)
        for blocks in self.inner.values():
            for inner in blocks:
                owners |= inner.all_owners()
        return owners


def read_graph(block: Json) -> Graph:
    """The graph of a machine, of a branch or of a Map's processor."""
    states = block["States"]
    graph = Graph({START: "Start"})
    for name, state in states.items():
        owner = _owner(name, state, block)
        if owner is None:
            graph.nodes[name] = state["Type"]
        else:
            graph.owners[name] = owner
        blocks = list(inner_blocks(state))
        if blocks:
            graph.inner[name] = [read_graph(inner) for inner in blocks]
    found: dict[tuple[str, str], bool] = {}
    steps = [(START, block["StartAt"], False)]
    steps += [(name, *step) for name, state in states.items() for step in targets(state)]
    for name, target, is_catch in steps:
        source, destination = graph.owner(name), graph.owner(target)
        if source != destination or name == target:
            pair = source, destination
            found[pair] = found.get(pair, True) and is_catch
    graph.edges = [Edge(source, target, each) for (source, target), each in found.items()]
    return graph


def _owner(name: str, state: Json, block: Json) -> str | None:
    """The node that a helper is folded into; None where the state is no helper."""
    states, (prefix, separator, _) = block["States"], name.partition("_")
    if not separator or state["Type"] not in ("Pass", "Choice"):
        return None
    if name == block["StartAt"] and name.endswith("_variables"):
        return START
    if prefix in states and any(target == name for target, _ in targets(states[prefix])):
        return prefix
    return None
