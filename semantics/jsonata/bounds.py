"""How deep and for how long an expression may be evaluated.

Stands apart because the library calls it at every node. Steps stand for the service's time, so that
an endless expression fails at the same step on any machine.
Source: the depth was measured against the service by others and is recorded in floci-io/floci's
issue 2737: 100 nodes within each other, and no more. How long the service takes, nobody says.
"""

from typing import Any, TypeAlias

from semantics.jsonata.errors import STACK_OVERFLOW, TIMEOUT, EvaluationLimit

Environment: TypeAlias = Any
"""A frame of the library's variables, which has no types."""

MAX_DEPTH = 100
_MAX_STEPS = 1_000_000


class Bounds:
    """Counts the nodes under evaluation in an environment of the library."""

    __slots__ = ("_counted", "_depth", "_steps")

    def __init__(self, environment: Environment) -> None:
        environment.set_evaluate_entry_callback(self._enter)
        environment.set_evaluate_exit_callback(self._leave)
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self._counted: list[bool] = []
        self._depth = 0
        self._steps = 0

    def _enter(self, _node: object, _context: object, environment: Environment) -> None:
        is_counted = not environment.is_parallel_call  # which may be another when it is left
        self._counted.append(is_counted)
        self._depth += is_counted
        self._steps += 1
        if self._depth > MAX_DEPTH:
            raise EvaluationLimit(STACK_OVERFLOW)
        if self._steps > _MAX_STEPS:
            raise EvaluationLimit(TIMEOUT)

    def _leave(self, *_evaluated: object) -> None:
        self._depth -= self._counted.pop()
