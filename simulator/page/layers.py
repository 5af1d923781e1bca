"""Puts the nodes of a graph on layers and orders them: which stands above and which beside.

It stands apart from coordinates. Invariant: each edge, loops turned round, leads at least one
layer down; where it crosses layers it has a place of its own on each, shared with the other edges
to the same target, so that they run as one line.
Source: Sugiyama's layered drawing: cycle removal, longest-path layers, barycentre ordering.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from simulator.page.flow_graph import START, Graph

Place = tuple[str, int]
"""A node's name and -1, or the target of an edge and the layer that the edge crosses; a loop's
target is told apart by the layer's complement."""

_SWEEPS = 12


@dataclass(slots=True)
class Layers:
    """`rows` of places from top to bottom; `routes`: for each edge by its ends the places that it
    passes from source to target; `links` join places of neighbouring rows, upper first.
    """

    rows: list[list[Place]]
    routes: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    links: set[tuple[Place, Place]] = field(default_factory=set)


def node(name: str) -> Place:
    """The place of a node."""
    return name, -1


def make_layers(graph: Graph) -> Layers:
    """Layers of a graph, ordered to keep its lines short and mostly uncrossed."""
    pairs = [(edge.source, edge.target) for edge in graph.edges if edge.source != edge.target]
    following: dict[str, list[str]] = {name: [] for name in graph.nodes}
    for source, target in pairs:
        following[source].append(target)
    finished = _finish_order(graph, following)
    position = {name: at for at, name in enumerate(reversed(finished))}
    depth = dict.fromkeys(position, 0)
    for name, place in position.items():
        for target in following[name]:
            if position[target] > place:
                depth[target] = max(depth[target], depth[name] + 1)
    layers = Layers([[] for _ in range(max(depth.values()) + 1)])
    for name in position:
        layers.rows[depth[name]].append(node(name))
    for source, target in pairs:
        _route(layers, depth, source, target)
    _order(layers)
    return layers


def _finish_order(graph: Graph, following: dict[str, list[str]]) -> list[str]:
    """Depth first from the start, then from whatever it does not reach; ends come first."""
    finished: list[str] = []
    seen: set[str] = set()
    for root in [START, *graph.nodes]:
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(following[root]))]
        while stack:
            name, targets = stack[-1]
            target = next((each for each in targets if each not in seen), None)
            if target is None:
                finished.append(name)
                stack.pop()
            else:
                seen.add(target)
                stack.append((target, iter(following[target])))
    return finished


def _route(layers: Layers, depth: dict[str, int], source: str, target: str) -> None:
    is_loop = depth[source] > depth[target]
    upper, lower = (target, source) if is_loop else (source, target)
    crossed = range(depth[upper] + 1, depth[lower])
    between = [(target, ~layer - 1 if is_loop else layer) for layer in crossed]
    for layer, place in zip(crossed, between, strict=True):
        if place not in layers.rows[layer]:
            layers.rows[layer].append(place)
    downward = [node(upper), *between, node(lower)]
    layers.links.update(pairwise(downward))
    layers.routes[source, target] = downward[::-1] if is_loop else downward


def _order(layers: Layers) -> None:
    """Sweep down and up; each place goes to the mean of its neighbours on the row before."""
    above: dict[Place, list[Place]] = {}
    below: dict[Place, list[Place]] = {}
    for upper, lower in sorted(layers.links):
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    for sweep in range(_SWEEPS):
        is_down = sweep % 2 == 0
        rows = layers.rows if is_down else layers.rows[::-1]
        neighbours = above if is_down else below
        for before, row in pairwise(rows):
            at = {place: (index + 0.5) / len(before) for index, place in enumerate(before)}
            own = {place: (index + 0.5) / len(row) for index, place in enumerate(row)}
            middle = {
                place: mean([at[each] for each in neighbours.get(place, ())], own[place])
                for place in row
            }
            row.sort(key=middle.__getitem__)


def mean(values: list[float], otherwise: float) -> float:
    """The mean, or something else where there are no values."""
    return sum(values) / len(values) if values else otherwise
