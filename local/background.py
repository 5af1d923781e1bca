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

POLL_SECONDS = 0.1
STOP_SECONDS = 20


class Background:
    """The system in the background, with its files in `folder` and beside it."""

    def __init__(self, folder: Path) -> None:
        self.addresses_file = folder / "addresses.json"
        self._command = [sys.executable, "-m", "local", "serve", str(folder)]
        self._pid_file = folder.with_suffix(".pid")
        self._log = folder.with_suffix(".log")

    def bring_up(self) -> dict[str, str]:
        """Start it anew and give its addresses once it is ready.

        Raises LocalError when it does not become ready; what it said has been shown by then.
        """
        self.bring_down()
        self._log.parent.mkdir(exist_ok=True)
        self.addresses_file.unlink(missing_ok=True)
        with self._log.open("w") as log:
            process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._pid_file.write_text(str(process.pid))
        try:
            self._relay_log(process)
        except KeyboardInterrupt:
            self.bring_down()
            raise
        if process.poll() is not None:
            raise LocalError("the system did not come up")
        addresses: dict[str, str] = json.loads(self.addresses_file.read_text())
        return addresses

    def _relay_log(self, process: subprocess.Popen[bytes]) -> None:
        """Show what the process says until it is ready or has ended."""
        with self._log.open() as log:
            while process.poll() is None and not self.addresses_file.exists():
                print(log.read(), end="", flush=True)
                time.sleep(POLL_SECONDS)
            print(log.read(), end="", flush=True)

    def bring_down(self) -> bool:
        """End it and wait until it has ended; False if it was not up."""
        pid = self._find_process()
        self._pid_file.unlink(missing_ok=True)
        if pid is None:
            return False
        give_up = time.monotonic() + STOP_SECONDS
        os.kill(pid, signal.SIGTERM)
        while self._is_ours(pid):
            if time.monotonic() > give_up:
                os.kill(pid, signal.SIGKILL)
            time.sleep(POLL_SECONDS)
        return True

    def _find_process(self) -> int | None:
        try:
            pid = int(self._pid_file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if self._is_ours(pid) else None

    def _is_ours(self, pid: int) -> bool:
        """Say whether a process of this number runs and is the one that `bring_up` starts."""
        asked = subprocess.run(
            ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)],  # noqa: S607 its place differs
            capture_output=True,
            text=True,
            check=False,
        )
        status, _, command = asked.stdout.strip().partition(" ")
        return not status.startswith("Z") and command.strip() == " ".join(self._command)
