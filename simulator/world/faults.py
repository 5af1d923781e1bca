"""Faults of a flow's states, as one flag each: `NavigateIVR:throttle`.

    STATE:throttle       all instances of the function are busy
    STATE:timeout        the effect happens, the answer never comes
    STATE:error=Name     the call fails with this error, without effect
    STATE:late=20s       the function starts so much later

Each may end in `*N`: only the first N calls of the state are struck, else all. It stands apart
because the command line, stories and tests read the same words.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_FLAG = re.compile(
    r"(?P<state>[A-Za-z]\w*):(?P<kind>throttle|timeout|error=(?P<error>[\w.]+)"
    r"|late=(?P<late>\d+(\.\d+)?)s)(\*(?P<times>[1-9]\d*))?"
)


class FaultKind(StrEnum):
    """What happens to a call of the state."""

    THROTTLE = "throttle"
    TIMEOUT = "timeout"
    ERROR = "error"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class StateFault:
    """`times` is None where every call is struck; `error` and `late_seconds` go with their kind."""

    state: str
    kind: FaultKind
    times: int | None
    error: str = ""
    late_seconds: float = 0.0


def read_fault(flag: str, states: frozenset[str]) -> StateFault:
    """Read a flag. Raises ValueError, whose message says what would be right."""
    match = _FLAG.fullmatch(flag)
    if match is None:
        raise ValueError(
            f"{flag} is no fault; write STATE:throttle, STATE:timeout, STATE:error=Name or"
            " STATE:late=20s, each perhaps with *N for the first N calls"
        )
    if match["state"] not in states:
        known = ", ".join(sorted(states))
        raise ValueError(f"no flow calls anything in {match['state']}; states that do: {known}")
    kind = FaultKind(match["kind"].partition("=")[0])
    return StateFault(
        match["state"],
        kind,
        int(match["times"]) if match["times"] else None,
        match["error"] or "",
        float(match["late"] or 0),
    )


class StateFaults:
    """The faults still to strike."""

    def __init__(self, faults: list[StateFault]) -> None:
        self._faults = faults
        self._struck = [0] * len(faults)

    def strike(self, state: str) -> StateFault | None:
        """Give the fault that strikes this call of a state, if one does."""
        for place, fault in enumerate(self._faults):
            is_used_up = fault.times is not None and self._struck[place] >= fault.times
            if fault.state == state and not is_used_up:
                self._struck[place] += 1
                return fault
        return None
