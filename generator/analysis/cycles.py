"""Cycles of a directed graph of names.

It stands apart because two proofs need it: that every loop is bounded, and how long the longest
way is. Invariant: components come in an order in which each is followed only by earlier ones.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

Graph = Mapping[str, AbstractSet[str]]


def components(graph: Graph) -> list[frozenset[str]]:
    """The strongly connected components, in reverse topological order (Tarjan, 1972)."""
    search = _Search(graph)
    for name in graph:
        if name not in search.order:
            search.visit(name)
    return search.found


def cyclic_components(graph: Graph) -> list[frozenset[str]]:
    """The components that hold a cycle."""
    return [each for each in components(graph) if is_cyclic(graph, each)]


def is_cyclic(graph: Graph, component: frozenset[str]) -> bool:
    """Whether a component holds a cycle: several names, or one that leads to itself."""
    return len(component) > 1 or any(name in graph[name] for name in component)


class _Search:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.order: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.path: list[str] = []
        self.found: list[frozenset[str]] = []

    def visit(self, start: str) -> None:
        """Visit all that `start` leads to; a stack of our own, as a flow may be thousands long."""
        self._enter(start)
        waiting = [(start, iter(sorted(self.graph[start])))]
        while waiting:
            name, after = waiting[-1]
            following = next(after, None)
            if following is None:
                waiting.pop()
                self._leave(name)
                if waiting:
                    before = waiting[-1][0]
                    self.lowest[before] = min(self.lowest[before], self.lowest[name])
            elif following not in self.graph:
                continue
            elif following not in self.order:
                self._enter(following)
                waiting.append((following, iter(sorted(self.graph[following]))))
            elif following in self.path:
                self.lowest[name] = min(self.lowest[name], self.order[following])

    def _enter(self, name: str) -> None:
        self.order[name] = self.lowest[name] = len(self.order)
        self.path.append(name)

    def _leave(self, name: str) -> None:
        if self.lowest[name] == self.order[name]:
            at = self.path.index(name)
            self.found.append(frozenset(self.path[at:]))
            del self.path[at:]
