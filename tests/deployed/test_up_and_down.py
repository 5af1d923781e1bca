"""A system that is left up: it outlives the command that started it, until it is brought down."""

import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from local.background import Background

pytestmark = pytest.mark.timeout(200)


@pytest.fixture
def background(tmp_path: Path) -> Iterator[Background]:
    background = Background(tmp_path / "up")
    yield background
    background.bring_down()


def is_answering(address: str) -> bool:
    parts = urlsplit(address.split(maxsplit=1)[0])
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
def test_what_is_brought_up_stays_until_it_is_brought_down(
    background: Background, capfd: pytest.CaptureFixture[str]
) -> None:
    addresses = background.bring_up()

    assert "deploying" in capfd.readouterr().out
    assert all(is_answering(address) for address in addresses.values())
    assert background.bring_down()
    assert not any(is_answering(address) for address in addresses.values())
    assert not background.bring_down()


def test_another_process_that_got_the_number_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as other:  # noqa: S607 wherever sleep is
        (tmp_path / "up.pid").write_text(str(other.pid))

        assert not Background(tmp_path / "up").bring_down()

        assert other.poll() is None
        other.terminate()
