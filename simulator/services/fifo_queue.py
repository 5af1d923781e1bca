"""An SQS FIFO queue.

It stands apart because of its promises: the messages of a group come in their order, and one that
is sent twice comes once. Source: SQS Developer Guide, "FIFO queue delivery logic", "Exactly-once
processing", "Using the message deduplication ID", "Avoid large message backlogs".
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from simulator.clock import MICROSECONDS, Clock, Timer
from simulator.services.message import (
    MOST_IN_FLIGHT,
    Attributes,
    GiveUp,
    Message,
    Received,
    check_hidden,
    check_receive,
)
from simulator.services.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

DEDUPLICATED_FOR = 300 * MICROSECONDS


@dataclass(slots=True)
class _Group:
    """A group's messages, those that somebody has in front; `timer`: when the next may come."""

    messages: deque[Message] = field(default_factory=deque)
    timer: Timer | None = None

    def free_at(self) -> int:
        """When its first message may be handed out: no message of it is in flight then."""
        received = takewhile(lambda each: each.receives, self.messages)
        return max((each.visible_at for each in received), default=self.messages[0].visible_at)


class FifoQueue:
    """`tell` is told whenever a group has become ready, as long polling would notice."""

    def __init__(self, clock: Clock, attributes: Attributes, give_up: GiveUp | None = None) -> None:
        self._clock, self._attributes, self._give_up = clock, attributes, give_up
        self._groups: dict[str, _Group] = {}
        self._ready: deque[str] = deque()
        self._in_flight: dict[str, Message] = {}
        self._seen: OrderedDict[str, tuple[int, str]] = OrderedDict()
        self.tell: Callable[[], None] = lambda: None
        self.sent = 0

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing, received or not."""
        return not self._groups

    @property
    def has_ready(self) -> bool:
        """Whether a receive may give something."""
        return bool(self._ready)

    @property
    def bodies(self) -> list[str]:
        """What is in the queue, received or not, group by group."""
        return [each.body for group in self._groups.values() for each in group.messages]

    def send(self, body: str, group: str, once_as: str) -> str:
        """Send a message; within five minutes, only the first of the same `once_as` counts.

        Gives the id of the message that counts.
        """
        now, seen = self._clock.now, self._seen
        while seen and now - next(iter(seen.values()))[0] >= DEDUPLICATED_FOR:
            seen.popitem(last=False)
        if once_as in seen:
            return seen[once_as][1]
        self.sent += 1
        message_id = f"message-{self.sent}"
        seen[once_as] = now, message_id
        visible_at = now + self._attributes.delay_seconds * MICROSECONDS
        kept = self._groups.setdefault(group, _Group())
        kept.messages.append(Message(message_id, body, group, now, visible_at))
        if len(kept.messages) == 1:
            self._watch(group)
        return message_id

    def take_letter(self, letter: Message) -> None:
        """Take what another FIFO queue gave up; its age begins anew."""
        self.send(letter.body, letter.group, letter.id)

    def put_again(self, received: Received) -> None:
        """Take what was moved here as a new message."""
        self.send(received.body, received.group, received.id)

    def receive(self, most: int = 1) -> list[Received]:
        """Hand out up to `most` messages, of one group as many as there are, and hide them.

        Gives none where too many are in flight.
        """
        check_receive(most)
        received: list[Received] = []
        most = min(most, self._room(most))
        while self._ready and len(received) < most:
            name = self._ready.popleft()
            if name in self._groups:
                received += self._take(self._groups[name], most - len(received))
                self._watch(name)
        return received

    def delete(self, receipt: str) -> None:
        """Delete what was received. Raises Refusal where the receipt is outdated."""
        message = self._received(receipt)
        del self._in_flight[message.id]
        self._groups[message.group].messages.remove(message)
        self._watch(message.group)

    def hide(self, receipt: str, seconds: int) -> None:
        """Change how long a received message stays hidden from now. Raises Refusal."""
        check_hidden(seconds)
        message = self._received(receipt)
        message.visible_at = self._clock.now + seconds * MICROSECONDS
        self._watch(message.group)

    def _received(self, receipt: str) -> Message:
        message = self._in_flight.get(receipt.partition("/")[0])
        is_valid = message is not None and message.is_in_flight(self._clock.now)
        if message is None or not is_valid or message.receipt != receipt:
            raise Refusal("InvalidParameterValue", f"the receipt {receipt} has expired")
        return message

    def _room(self, most: int) -> int:
        """How many more may be in flight; who no longer is, is only looked for where it matters."""
        if len(self._in_flight) + most > MOST_IN_FLIGHT:
            now = self._clock.now
            here = self._in_flight.items()
            self._in_flight = {id_: each for id_, each in here if each.is_in_flight(now)}
        return MOST_IN_FLIGHT - len(self._in_flight)

    def _take(self, group: _Group, most: int) -> list[Received]:
        """Take visible messages of a group, its first ones; what is too old is forgotten."""
        now, messages, taken = self._clock.now, group.messages, list[Received]()
        oldest = now - self._attributes.keep_seconds * MICROSECONDS
        while messages and messages[0].sent_at <= oldest:
            self._in_flight.pop(messages.popleft().id, None)
        if not messages or group.free_at() > now:
            return taken
        while messages and self._give_up and messages[0].receives == self._attributes.tries:
            self._in_flight.pop(messages[0].id, None)
            self._give_up(messages.popleft())
        for message in messages:
            if message.visible_at > now or len(taken) == most:
                break
            taken.append(message.hand_out(now, self._attributes.hidden_seconds))
            self._in_flight[message.id] = message
        return taken

    def _watch(self, name: str) -> None:
        """Make a group ready when its next message may come; forget an empty one."""
        group = self._groups[name]
        if group.timer is not None:
            group.timer.cancel()
        if not group.messages:
            del self._groups[name]
            return

        def become_ready() -> None:
            self._ready.append(name)
            self.tell()

        group.timer = self._clock.at(group.free_at(), become_ready)
