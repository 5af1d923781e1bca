"""Run one command of somebody else's as a step that a person watches.

It stands apart because setup and deployment both wait for slow tools, and owe the user the same:
what is being done, for how long already, and the tool's own words when it fails. Standard library
only, in syntax that an old Python still parses, because setup runs before anything is installed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHOWN_LINES = 40


class Place(NamedTuple):
    """Where a step runs: its folder, its environment, and the file that takes its output."""

    folder: Path
    environment: Mapping[str, str]
    log: Path


def run_step(what: str, command: list[str], place: Place) -> None:
    """Run `command` to its end, counting the seconds on a terminal.

    Raises LocalError with the last lines of its output when it fails.
    """
    started = time.monotonic()
    show(f"{what} ...", is_over=not sys.stdout.isatty())
    with place.log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=place.folder,
            env=place.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            code = wait_counting(process, what, started)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    show(f"{what}: {time.monotonic() - started:.1f} s", is_over=True)
    if code != 0:
        said = place.log.read_text(errors="replace").rstrip().splitlines()[-SHOWN_LINES:]
        raise LocalError("\n".join([f"{what} failed: {' '.join(command)}", *said]))


def wait_counting(process: subprocess.Popen[bytes], what: str, started: float) -> int:
    """Wait for the end; on a terminal show each second that passes."""
    while True:
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if sys.stdout.isatty():
                show(f"{what} ... {time.monotonic() - started:.0f} s", is_over=False)


def show(text: str, *, is_over: bool) -> None:
    """Print a line. One that is not over is overwritten by the next, and only for a terminal."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if is_over else "", flush=True)
    elif is_over:
        print(text, flush=True)
