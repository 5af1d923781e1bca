"""A local AWS lives as long as its block, and no longer."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from local import aws as local_aws_module
from local.aws import ROOT, LocalAws, is_answering, local_aws, settings
from local.errors import LocalError
from tests.local.waiting import until

OWNER = """
import pathlib, sys
from local.aws import local_aws
with local_aws(pathlib.Path(sys.argv[1])) as aws:
    print(aws.port, flush=True)
    sys.stdin.read()
"""


def test_it_answers_inside_its_block_and_not_afterwards(tmp_path: Path) -> None:
    with local_aws(tmp_path / "run") as aws:
        assert is_answering(aws)

    assert not is_answering(aws)


def test_two_can_run_at_once(tmp_path: Path) -> None:
    with local_aws(tmp_path / "one") as one, local_aws(tmp_path / "two") as two:
        assert is_answering(one)
        assert is_answering(two)


def test_it_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path / "run")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout is not None
        aws = LocalAws(int(owner.stdout.readline()))
        owner.send_signal(signal.SIGKILL)

    until(lambda: not is_answering(aws))


def test_one_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(local_aws_module, "find_free_port", lambda: port)

        with pytest.raises(LocalError, match="already in use"), local_aws(tmp_path / "run"):
            pass


def test_functions_inherit_nothing_of_the_users_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "real")

    inherited = settings(tmp_path, LocalAws(1))

    assert not {"AWS_PROFILE", "TWILIO_AUTH_TOKEN"} & inherited.keys()
    assert inherited["PATH"] == os.environ["PATH"]


def test_its_clients_can_reach_no_real_account() -> None:
    environment = LocalAws(4567).environment()

    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4567"
    assert environment["AWS_ACCESS_KEY_ID"] == "111122223333"
