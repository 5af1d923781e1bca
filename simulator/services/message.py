"""What SQS queues hold and hand out, whatever their kind.

It stands apart because standard and FIFO queues differ in order alone. Source: SQS Developer Guide
and API reference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from simulator.clock import MICROSECONDS
from simulator.services.refusal import Refusal

LONGEST_DELAY_SECONDS = 900
LONGEST_HIDDEN_SECONDS = 43_200
MOST_RECEIVED = 10
MOST_IN_FLIGHT = 120_000


@dataclass(frozen=True, slots=True)
class Attributes:
    """A queue's attributes; the defaults are the service's.

    What was received `tries` times in vain (maxReceiveCount) is given up at the next receive.
    """

    delay_seconds: int = 0
    hidden_seconds: int = 30
    keep_seconds: int = 345_600
    tries: int | None = None


@dataclass(slots=True, eq=False)
class Message:
    """A message in a queue. Moments are microseconds: `sent_at`, from which its retention counts;
    `visible_at`, when it may be handed out (again). `receives`: how often it was.
    """

    id: str
    body: str
    group: str
    sent_at: int
    visible_at: int
    receives: int = 0

    @property
    def receipt(self) -> str:
        """Name its last receive."""
        return f"{self.id}/{self.receives}"

    def is_in_flight(self, now: int) -> bool:
        """Whether somebody has it: it was received and may not be handed out yet."""
        return self.receives > 0 and self.visible_at > now

    def hand_out(self, now: int, hidden_seconds: int) -> "Received":
        """Count a receive and hide it."""
        self.receives += 1
        self.visible_at = now + hidden_seconds * MICROSECONDS
        return Received(self.id, self.body, self.group, self.receives, self.receipt)


class Received(NamedTuple):
    """A message as a consumer gets it; by `receipt` it deletes or hides it."""

    id: str
    body: str
    group: str
    receives: int
    receipt: str


GiveUp = Callable[[Message], None]
"""Where a queue leaves what was received too often."""


class Queue(Protocol):
    """An SQS queue, as consumers and redrives use it."""

    def receive(self, most: int = 1) -> list[Received]:
        """Hand out up to `most` messages."""

    def delete(self, receipt: str) -> None:
        """Delete what was received."""

    def put_again(self, received: Received) -> None:
        """Take what was moved here as a new message."""


def check_receive(most: int) -> None:
    """Refuse a receive of too many."""
    if not 1 <= most <= MOST_RECEIVED:
        raise Refusal("ReadCountOutOfRange", f"1 to {MOST_RECEIVED} messages, not {most}")


def check_hidden(seconds: int) -> None:
    """Refuse to hide a message for too long."""
    if not 0 <= seconds <= LONGEST_HIDDEN_SECONDS:
        raise Refusal("InvalidParameterValue", f"0 to {LONGEST_HIDDEN_SECONDS} s, not {seconds}")
