"""`make up` and `make down`: the system as a process of its own, which outlives the command.

It stands apart because it alone deals with a process that somebody else started. Invariant: a
process is only ended after its command line was seen to be ours, from this checkout.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from local.aws import ROOT
from local.errors import LocalError

FOLDER = ROOT / ".run" / "up"
PID_FILE = ROOT / ".run" / "up.pid"
LOG = ROOT / ".run" / "up.log"
COMMAND = [sys.executable, "-m", "local", "serve"]
POLL_SECONDS = 0.1
STOP_SECONDS = 20


def bring_up() -> dict[str, str]:
    """Start the system anew in the background and give its addresses once it is ready.

    Raises LocalError with what it said when it is not.
    """
    bring_down()
    FOLDER.parent.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    PID_FILE.write_text(str(process.pid))
    try:
        relay_log(process)
    except KeyboardInterrupt:
        bring_down()
        raise
    if process.poll() is not None:
        PID_FILE.unlink()
        raise LocalError("the system did not come up")
    addresses: dict[str, str] = json.loads(addresses_file().read_text())
    return addresses


def relay_log(process: subprocess.Popen[bytes]) -> None:
    """Show what the process says until it is ready or has ended."""
    with LOG.open() as log:
        while process.poll() is None and not addresses_file().exists():
            print(log.read(), end="", flush=True)
            time.sleep(POLL_SECONDS)
        print(log.read(), end="", flush=True)


def bring_down() -> bool:
    """End the process of the last `bring_up`; False if there is none."""
    pid = find_process()
    PID_FILE.unlink(missing_ok=True)
    if pid is None:
        return False
    give_up = time.monotonic() + STOP_SECONDS
    os.kill(pid, signal.SIGTERM)
    while is_ours(pid):
        if time.monotonic() > give_up:
            os.kill(pid, signal.SIGKILL)
        time.sleep(POLL_SECONDS)
    return True


def find_process() -> int | None:
    """Give the process that was left running, if it still is."""
    try:
        pid = int(PID_FILE.read_text())
    except (FileNotFoundError, ValueError):
        return None
    return pid if is_ours(pid) else None


def is_ours(pid: int) -> bool:
    """Say whether a process with this number runs and is the one that `bring_up` starts."""
    asked = subprocess.run(
        ["ps", "-o", "stat=,command=", "-p", str(pid)],  # noqa: S607 its place differs by system
        capture_output=True,
        text=True,
        check=False,
    )
    status, _, command = asked.stdout.strip().partition(" ")
    return not status.startswith("Z") and command.strip() == " ".join(COMMAND)


def addresses_file() -> Path:
    """Where a system that is ready says how it is reached."""
    return FOLDER / "addresses.json"
