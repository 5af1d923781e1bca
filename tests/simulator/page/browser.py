"""Drives headless Chromium over a pipe: no port, no driver, no library.

Source: Chromium's --remote-debugging-pipe: commands on descriptor 3, answers on 4, each ended by
a zero byte.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from semantics.payload import Json

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
    "--remote-debugging-pipe",
]
_CODES = {
    "Tab": 9,
    "Enter": 13,
    "End": 35,
    "Home": 36,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
}
"""The keys that a test may press, with the numbers of KeyboardEvent.keyCode."""
# The shell puts the pipes where Chromium looks for them.
_SHELL = 'commands=$1 answers=$2; shift 2; eval "exec \\"\\$@\\" 3<&$commands 4>&$answers"'


class Browser:
    """One page of one browser; leaving the context ends the process."""

    def __init__(self, page: Path, profile: Path) -> None:
        assert CHROMIUM is not None
        reads, self._commands = os.pipe()
        answers, writes = os.pipe()
        command = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", _SHELL, "browser", str(reads), str(writes), *command],
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        self._answers = os.fdopen(answers, "rb")
        self._rest = b""
        self._sent = 0
        self._session: str | None = None
        targets = self.send("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.send("Page.enable")
        self.send("Page.navigate", url=page.as_uri())
        self._wait_for(lambda message: message.get("method") == "Page.loadEventFired")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        self._answers.close()
        os.close(self._commands)

    def press(self, key: str) -> None:
        """Press and release a key, named as in KeyboardEvent.key."""
        code = _CODES[key]
        for type_ in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent", type=type_, key=key, code=key, windowsVirtualKeyCode=code
            )

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        for letter in text:
            self.send("Input.dispatchKeyEvent", type="keyDown", key=letter, text=letter)
            self.send("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def ask(self, expression: str) -> Json:
        """The value of a JavaScript expression in the page."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def send(self, method: str, **params: Json) -> Json:
        """Send a command and give its result."""
        self._sent += 1
        number = self._sent
        command = {"id": number, "method": method, "params": params}
        if self._session is not None:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        answer = self._wait_for(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def _wait_for(self, is_it: Callable[[Json], bool]) -> Json:
        while True:
            message, found, rest = self._rest.partition(b"\0")
            if found:
                self._rest = rest
                read = json.loads(message)
                if is_it(read):
                    return read
                continue
            chunk = os.read(self._answers.fileno(), 65536)
            assert chunk, "the browser has ended"
            self._rest += chunk


def open_page(html: str, folder: Path) -> Browser:
    """Show a page, kept in the folder; skips the test where there is no Chromium."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: neither chromium nor google-chrome is on the path")
    file = folder / "page.html"
    file.write_text(html, "utf-8")
    return Browser(file, folder / "profile")
