"""What is written down before an effect that cannot be taken back.

Invariant: an intent goes from begun to done or to failed, once, and never back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class IntentState(StrEnum):
    """How far an effect has come, as far as we know."""

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Intent:
    """`result`: the task's result when done; `error`: the declared error's name and its JSON."""

    state: IntentState
    result: Mapping[str, object] | None = None
    error: tuple[str, str] | None = None


BEGUN = Intent(IntentState.BEGUN)
