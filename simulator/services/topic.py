"""An SNS standard topic.

It stands apart because buckets, mail and documents tell their news through one. Source: SNS
Developer Guide, "Standard topics": each subscriber gets each message at least once, in any order.
Subscriptions' filters and retries are not simulated: a subscriber takes what comes.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from simulator.clock import Clock
from simulator.timing import Draws

Message = dict[str, Any]
Subscriber = Callable[[Message], None]


class Topic:
    """Delivers to all who subscribed before a message was published."""

    def __init__(self, clock: Clock, draws: Draws) -> None:
        self._clock, self._draws = clock, draws
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        """Let somebody get all that is published from now on."""
        self._subscribers.append(subscriber)

    def publish(self, message: Message) -> None:
        """Send a message to all subscribers."""
        for subscriber in self._subscribers:
            for _ in range(2 if self._draws.is_doubled() else 1):
                after = self._draws.span(self._draws.weather.bus)
                self._clock.after(after, partial(subscriber, message))
