"""How deep and for how long an expression may be evaluated.

Stands apart because the library calls it at every node. Steps stand for the service's time, so that
an endless expression fails at the same step on any machine.
Source: the depth was measured against the service by others and is recorded in floci-io/floci's
issue 2737: 100 nodes within each other, and no more. How long the service takes, nobody says.
"""

from typing import Any, TypeAlias

from semantics.jsonata_errors import STACK_OVERFLOW, TIMEOUT, EvaluationLimit

Environment: TypeAlias = Any
"""A frame of the library's variables, which has no types."""

MAX_DEPTH = 100
_MAX_STEPS = 1_000_000


class Bounds:
    """Counts the nodes under evaluation in an environment of the library."""

    __slots__ = ("_depth", "_steps")

    def __init__(self, environment: Environment) -> None:
        environment.set_evaluate_entry_callback(self._enter)
        environment.set_evaluate_exit_callback(self._leave)
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self._depth = 0
        self._steps = 0

    def _enter(self, _node: object, _context: object, environment: Environment) -> None:
        if environment.is_parallel_call:
            return
        self._depth += 1
        self._steps += 1
        if self._depth > MAX_DEPTH:
            raise EvaluationLimit(STACK_OVERFLOW)
        if self._steps > _MAX_STEPS:
            raise EvaluationLimit(TIMEOUT)

    def _leave(
        self, _node: object, _context: object, environment: Environment, _value: object
    ) -> None:
        if not environment.is_parallel_call:
            self._depth -= 1
