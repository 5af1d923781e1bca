"""Faults of a flow's states on the local AWS: the simulator's `--fault`, in real time.

They stand apart because whoever starts MiniStack names them and its process, where the shim brings
them about, reads them. Invariant: a fault strikes executions whose input holds its values, and no
others.
"""

import json
import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

VARIABLE = "STATE_FAULTS"
"""The environment variable that carries the faults to MiniStack's process, as JSON."""
MARK = "fault: "
"""How the resource begins in the event of an execution's history that tells of a fault."""


class StateFault(NamedTuple):
    """`kind`: throttle or error (no effect), timeout (the effect happens, the answer never comes)
    or late (by less than the state's time-out). `where`: what the execution's input must hold;
    `times`: how many calls are struck, None: all.
    """

    state: str
    kind: str
    where: dict[str, str]
    times: int | None = None
    error: str = ""
    late_seconds: float = 0.0


class StateFaults:
    """The faults still to strike; executions run on threads of their own."""

    def __init__(self, faults: list[StateFault]) -> None:
        self._left = [(fault, fault.times) for fault in faults]
        self._lock = threading.Lock()

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "StateFaults":
        """Read them as `write` wrote them."""
        return cls([StateFault(*fault) for fault in json.loads(environment.get(VARIABLE, "[]"))])

    def strike(self, state: str, given: Mapping[str, Any]) -> StateFault | None:
        """Give the fault that strikes this call of a state, if one does."""
        with self._lock:
            for place, (fault, left) in enumerate(self._left):
                is_meant = fault.state == state and fault.where.items() <= given.items()
                if is_meant and left != 0:
                    self._left[place] = (fault, None if left is None else left - 1)
                    return fault
        return None


def write(faults: list[StateFault]) -> dict[str, str]:
    """Give the environment that carries faults."""
    return {VARIABLE: json.dumps(faults)}
