"""Wait for a condition, never for a length of time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LONGEST_SECONDS = 30
POLL_SECONDS = 0.02


def until(
    condition: Callable[[], T | None],
    longest_seconds: float = LONGEST_SECONDS,
    poll_seconds: float = POLL_SECONDS,
) -> T:
    """Give the first result of `condition` that is true; fail when none comes."""
    give_up = time.monotonic() + longest_seconds
    while time.monotonic() < give_up:
        result = condition()
        if result:
            return result
        time.sleep(poll_seconds)
    raise AssertionError(f"the condition did not come true in {longest_seconds} s")
