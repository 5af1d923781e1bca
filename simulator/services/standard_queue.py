"""An SQS standard queue.

It stands apart because it promises little: each message comes at least once and in any order.
Source: SQS Developer Guide, "Amazon SQS standard queues", "At-least-once delivery", "Visibility
timeout", "Delay queues", "Using dead-letter queues", "Setting-up dead-letter queue retention".
"""

from simulator.clock import MICROSECONDS, Clock
from simulator.services.message import (
    LONGEST_DELAY_SECONDS,
    MOST_IN_FLIGHT,
    Attributes,
    GiveUp,
    Message,
    Received,
    check_hidden,
    check_receive,
)
from simulator.services.refusal import Refusal
from simulator.timing import Draws


class StandardQueue:
    """Which message comes, and whether a deleted one comes again, is drawn.

    A copy on a server that is away when its message is deleted stays, and comes again.
    """

    def __init__(
        self,
        clock: Clock,
        draws: Draws,
        attributes: Attributes = Attributes(),  # noqa: B008 - it is immutable
        give_up: GiveUp | None = None,
    ) -> None:
        self._clock, self._draws = clock, draws
        self._attributes, self._give_up = attributes, give_up
        self._messages: dict[str, Message] = {}
        self._sent = 0

    def send(self, body: str, delay_seconds: int | None = None) -> str:
        """Send a message, perhaps with a delay of its own; gives its id."""
        delay = self._attributes.delay_seconds if delay_seconds is None else delay_seconds
        if not 0 <= delay <= LONGEST_DELAY_SECONDS:
            raise Refusal("InvalidParameterValue", f"the delay {delay} s is not in 0..900 s")
        self._sent += 1
        now = self._clock.now
        message = Message(f"message-{self._sent}", body, "", now, now + delay * MICROSECONDS)
        self._messages[message.id] = message
        return message.id

    def take_letter(self, letter: Message) -> None:
        """Take what another standard queue gave up; its age goes on."""
        self._messages[self.send(letter.body, 0)].sent_at = letter.sent_at

    def put_again(self, received: Received) -> None:
        """Take what was moved here as a new message."""
        self.send(received.body)

    def receive(self, most: int = 1) -> list[Received]:
        """Hand out up to `most` visible messages and hide them. Raises Refusal."""
        check_receive(most)
        room = MOST_IN_FLIGHT - self.in_flight
        if room <= 0:
            raise Refusal("OverLimit", f"{MOST_IN_FLIGHT} messages are in flight")
        now = self._clock.now
        visible = [each for each in self._kept() if each.visible_at <= now]
        received: list[Received] = []
        while visible and len(received) < min(most, room):
            message = visible.pop(self._draws.place(len(visible)))
            if self._give_up is not None and message.receives == self._attributes.tries:
                del self._messages[message.id]
                self._give_up(message)
            else:
                received.append(message.hand_out(now, self._attributes.hidden_seconds))
        return received

    def delete(self, receipt: str) -> None:
        """Delete what was received; an outdated receipt deletes nothing."""
        message = self._received(receipt)
        if message is not None and not self._draws.is_doubled():
            del self._messages[message.id]

    def hide(self, receipt: str, seconds: int) -> None:
        """Change how long a received message stays hidden from now. Raises Refusal."""
        check_hidden(seconds)
        message = self._received(receipt)
        if message is None or not message.is_in_flight(self._clock.now):
            raise Refusal("MessageNotInflight", "nobody has this message")
        message.visible_at = self._clock.now + seconds * MICROSECONDS

    @property
    def in_flight(self) -> int:
        """How many messages somebody has (ApproximateNumberOfMessagesNotVisible)."""
        return sum(each.is_in_flight(self._clock.now) for each in self._kept())

    @property
    def bodies(self) -> list[str]:
        """What is in the queue, received or not, the oldest first."""
        return [each.body for each in self._kept()]

    def _received(self, receipt: str) -> Message | None:
        message = self._messages.get(receipt.partition("/")[0])
        return message if message is not None and message.receipt == receipt else None

    def _kept(self) -> list[Message]:
        """Forget what is too old; give the rest."""
        oldest = self._clock.now - self._attributes.keep_seconds * MICROSECONDS
        for message in [each for each in self._messages.values() if each.sent_at <= oldest]:
            del self._messages[message.id]
        return list(self._messages.values())
