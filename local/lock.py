"""Let one process at a time do what two must not do at once, such as filling the same folder.

It stands apart because set-up and deployment both need it. Standard library only, in syntax that an
old Python still parses, because set-up runs before anything is installed.
"""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the lock `file` during the block; another process waits for it at this line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
