"""The local AWS: one MiniStack on a free port of 127.0.0.1, for as long as a `with` block lasts.

It stands apart because it is the only place that starts and ends that process. Invariant: whatever
ends the block, or the whole program, ends MiniStack and the functions' processes that it started,
and nothing else: they are one process group, and MiniStack ends when its standard input does.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from local.errors import LocalError
from local.state_faults import StateFault, write

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = "111122223333"
"""To MiniStack a 12-digit access key *is* the account."""
SECRET_KEY = "local"  # noqa: S105 MiniStack does not look at it
REGION = "us-east-1"
START_SECONDS = 30
STOP_SECONDS = 5
ANSWER_SECONDS = 1
POLL_SECONDS = 0.02


class LocalAws(NamedTuple):
    """A running local AWS."""

    port: int

    @property
    def endpoint(self) -> str:
        """The address of every service."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """What an AWS client or tool needs in its environment to reach it, and nothing real."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ENDPOINT_URL_S3": self.endpoint,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        }


@contextmanager
def local_aws(folder: Path, faults: Sequence[StateFault] = ()) -> Iterator[LocalAws]:
    """Run MiniStack; its files and its log (`aws.log`) lie in `folder`, which is emptied first.

    `faults` strike what it executes. Raises LocalError with the end of its log when it does not
    come up.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)
    aws = LocalAws(find_free_port())
    log = folder / "aws.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.ministack_shim"],
            cwd=ROOT,
            env={**settings(folder, aws), **write(list(faults))},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(process, aws, log)
        yield aws
    finally:
        end(process)


def settings(folder: Path, aws: LocalAws) -> dict[str, str]:
    """MiniStack's environment; the functions that it runs inherit it, so nothing of the user's."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "PATH") if name in os.environ}
    return {
        **kept,
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(aws.port),
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "S3_DATA_DIR": str(folder / "s3"),
        "STATE_DIR": str(folder / "state"),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONUNBUFFERED": "1",
    }


def find_free_port() -> int:
    """Let the system choose, so that two checkouts can run at once."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def wait_until_ready(process: subprocess.Popen[bytes], aws: LocalAws, log: Path) -> None:
    """Wait until it answers; LocalError when it ends or stays silent instead."""
    give_up = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        if is_answering(aws):
            return
        time.sleep(POLL_SECONDS)
    raise LocalError(f"the local AWS did not start; it said:\n{log.read_text()}")


def is_answering(aws: LocalAws) -> bool:
    """Ask for its health."""
    connection = HTTPConnection("127.0.0.1", aws.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process group: politely first, then surely."""
    if process.stdin is not None:
        process.stdin.close()
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
