"""Faults of states and arrows, as one flag each: `NavigateIVR:throttle`, `Journal:late=20s*1`.

    NAME:throttle       all instances of the function are busy
    NAME:timeout        the effect happens, the answer never comes
    NAME:error=Name     it fails with this error, without effect
    NAME:late=20s       it begins so much later
    NAME:duplicate      what an arrow brings comes twice
    NAME:lost           a request never arrives

An arrow is what brings something to a function: a rule, a stream's or a queue's reader, a schedule,
an endpoint, by its name in the specs. Each flag may end in `*N`: only the first N calls, or
deliveries, are struck, else all. It stands apart because the command line, stories and tests read
the same words. Invariant: a fault that is read can strike.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_FLAG = re.compile(
    r"(?P<target>[A-Za-z]\w*):(?P<kind>throttle|timeout|error=(?P<error>[\w.]+)"
    r"|late=(?P<late>\d+(\.\d+)?)s|duplicate|lost)(\*(?P<times>[1-9]\d*))?"
)
_WORDS = "throttle, timeout, error=Name, late=20s, duplicate or lost"


class FaultKind(StrEnum):
    """What happens to a call or a delivery."""

    THROTTLE = "throttle"
    TIMEOUT = "timeout"
    ERROR = "error"
    LATE = "late"
    DUPLICATE = "duplicate"
    LOST = "lost"


class Target(StrEnum):
    """What can be named in a fault; a silent state calls nothing."""

    STATE = "state"
    SILENT_STATE = "silent state"
    RULE = "rule"
    STREAM = "stream"
    QUEUE_READER = "queue reader"
    SCHEDULE = "schedule"
    ENDPOINT = "endpoint"


@dataclass(frozen=True, slots=True)
class Fault:
    """`times` is None where every call is struck; `error` and `late_seconds` go with their kind."""

    target: str
    kind: FaultKind
    times: int | None
    error: str = ""
    late_seconds: float = 0.0


def read_fault(flag: str, targets: Mapping[str, Target]) -> Fault:
    """Read a flag. Raises ValueError, whose message says what would be right."""
    match = _FLAG.fullmatch(flag)
    if match is None:
        raise ValueError(
            f"{flag} is no fault; write NAME:FAULT, where FAULT is {_WORDS}, perhaps with *N for"
            " the first N calls"
        )
    name, kind = match["target"], FaultKind(match["kind"].partition("=")[0])
    _refuse_what_cannot_strike(name, kind, targets)
    times = int(match["times"]) if match["times"] else None
    return Fault(name, kind, times, match["error"] or "", float(match["late"] or 0))


def _refuse_what_cannot_strike(name: str, kind: FaultKind, targets: Mapping[str, Target]) -> None:
    target = targets.get(name)
    if target is None:
        states = ", ".join(sorted(each for each in targets if targets[each] is Target.STATE))
        silent = (Target.STATE, Target.SILENT_STATE)
        arrows = sorted(f"{each} ({of})" for each, of in targets.items() if of not in silent)
        raise ValueError(
            f"there is no state or arrow {name}; states that call something: {states};"
            f" arrows: {', '.join(arrows)}"
        )
    if target is Target.SILENT_STATE:
        raise ValueError(
            f"{name} calls nothing: it takes no time and nothing of it can fail; strike a state"
            " before or after it"
        )
    if kind is FaultKind.DUPLICATE and target is Target.STATE:
        raise ValueError(
            f"{name} is a state, and a flow makes each call once; {name}:timeout*1 does the work"
            " and loses the answer, after which Retry does it again"
        )
    if kind is FaultKind.LOST and target is Target.STATE:
        raise ValueError(
            f"{name} is a state, whose calls are not lost: {name}:timeout does the work and loses"
            f" the answer, {name}:error=Name does nothing; only requests to an endpoint are lost"
        )
    if kind is FaultKind.LOST and target is not Target.ENDPOINT:
        raise ValueError(
            f"{name} is a {target}, and what it brings is not lost but tried again, at last to lie"
            f" in the dead letters: write {name}:error=Name; only requests to an endpoint are lost"
        )


class Faults:
    """The faults still to strike."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = faults
        self._struck = [0] * len(faults)

    def strike(self, target: str) -> Fault | None:
        """Give the fault that strikes this call of a state or delivery of an arrow, if one does."""
        for place, fault in enumerate(self._faults):
            is_used_up = fault.times is not None and self._struck[place] >= fault.times
            if fault.target == target and not is_used_up:
                self._struck[place] += 1
                return fault
        return None

    def missed(self) -> list[str]:
        """Name the faults that have struck nothing."""
        pairs = zip(self._faults, self._struck, strict=True)
        return [f"{fault.target}:{fault.kind}" for fault, struck in pairs if not struck]
