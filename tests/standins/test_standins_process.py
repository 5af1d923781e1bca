"""`python -m standins` as others start it."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "hotels.yaml"


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "standins", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end(
    tmp_path: Path, http: httpx.Client, how: signal.Signals
) -> None:
    port_file = tmp_path / "ports.json"
    process = start("--hotels", str(SAMPLES), "--port-file", str(port_file))
    deadline = time.monotonic() + 10
    while not port_file.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
    urls = json.loads(port_file.read_text())
    assert http.get(urls["twilio_url"] + "/_standin/calls").json() == []
    assert http.get(urls["elevenlabs_url"] + "/_standin/spoken").json() == []
    process.send_signal(how)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")
    assert urls["twilio_url"] in out
    assert not port_file.exists()


def test_a_script_with_mistakes_is_told_and_nothing_starts(tmp_path: Path) -> None:
    script = tmp_path / "hotels.yaml"
    script.write_text("hotels:\n  HTL-1: {known: 3}\n")
    process = start("--hotels", str(script), "--port-file", str(tmp_path / "ports.json"))
    _, err = process.communicate(timeout=10)
    assert process.returncode == 2
    assert f"{script}:2:10: 'HTL-1' lacks 'behaves'" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["--hotels", "absent.yaml"], ["--time-scale", "0"]])
def test_wrong_arguments_are_told(tmp_path: Path, arguments: list[str]) -> None:
    given = ["--hotels", str(SAMPLES), "--port-file", str(tmp_path / "p"), *arguments]
    process = start(*given)
    _, err = process.communicate(timeout=10)
    assert process.returncode == 2
    assert "Traceback" not in err
    assert err
