"""Task tokens: which task waits for which, and what became of each.

Stands apart because tasks open and close tokens while answers come from anywhere.
Invariant: a token is answered once; what comes later is refused as the service refuses it.
"""

from typing import Protocol

from semantics.payload import Json


class TaskTimedOut(Exception):  # noqa: N818 (the API's name)
    """The token's task is over: it timed out, was answered or its execution ended."""


class InvalidToken(Exception):  # noqa: N818 (the API's name)
    """No task ever had this token."""


class WaitingTask(Protocol):
    """A task that waits for its token."""

    def succeed(self, result: Json) -> None:
        """Take the result."""

    def fail(self, error: str | None, cause: str | None) -> None:
        """Take the error."""

    def beat(self) -> None:
        """Take a heartbeat."""


class Tokens:
    """The tokens of one service."""

    __slots__ = ("_made", "_waiting")

    def __init__(self) -> None:
        self._made = 0
        self._waiting: dict[str, WaitingTask] = {}

    def open(self, task: WaitingTask) -> str:
        """Make a token for a task that waits for one."""
        self._made += 1
        token = f"task-token-{self._made}"
        self._waiting[token] = task
        return token

    def close(self, token: str | None) -> None:
        """Take no more answers for it."""
        if token is not None:
            self._waiting.pop(token, None)

    def task(self, token: str) -> WaitingTask:
        """The task that waits for the token; raises TaskTimedOut or InvalidToken."""
        task = self._waiting.get(token)
        if task is not None:
            return task
        number = token.removeprefix("task-token-")
        if number.isdecimal() and 0 < int(number) <= self._made:
            raise TaskTimedOut(token)
        raise InvalidToken(token)
