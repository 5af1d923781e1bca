"""Facts that wait for a flow, and a flow's waits for facts, as the inbox of one call keeps them.

Invariant: a fact never changes once it is in; of a wait, only its token, its deadline and its claim
ever change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class InboxFact:
    """A fact as it lies in the inbox. `timestamp`: when it happened; `data`: its JSON."""

    event_id: str
    name: str
    timestamp: datetime
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Accepts:
    """A wait takes facts of this name; not those that happened before `after`."""

    name: str
    after: datetime | None


class ClaimState(StrEnum):
    """`claimed`: the token may or may not have been completed; `missed`: it was already dead."""

    CLAIMED = "claimed"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Claim:
    """This fact answers the wait through this token. `attempts`: completions begun so far."""

    event_id: str
    token: str
    attempts: int
    state: ClaimState


@dataclass(frozen=True, slots=True)
class Wait:
    """A flow's state that waits. `wait_id`: `<State>@<EnteredTime>`; `entered`: that time."""

    wait_id: str
    entered: datetime
    token: str
    accepts: tuple[Accepts, ...]
    deadline: datetime
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """All that one call's inbox holds, as one consistent reading showed it."""

    facts: tuple[InboxFact, ...]
    waits: tuple[Wait, ...]
