"""SES, receiving: mail in, kept as an object, and a notice of it.

It stands apart from sending because only the name is shared. Source: SES Developer Guide, "Receipt
rules" (a recipient is an address or a domain; mail that no rule takes is refused while it is
handed over), "Deliver to S3 bucket action", "Contents of notifications". Mail servers hand a mail
over at least once. Scans of content and rules with several actions are not simulated.
"""

from dataclasses import dataclass

from simulator.clock import MICROSECONDS, Clock
from simulator.services.bucket import Bucket
from simulator.services.refusal import Refusal
from simulator.services.topic import Topic
from simulator.timing import Draws

LARGEST_BYTES = 40 * 2**20
TRIED_AGAIN_AFTER = 60 * MICROSECONDS


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """Mail to one of these addresses or domains is kept in a bucket, below a prefix."""

    recipients: frozenset[str]
    bucket: Bucket
    prefix: str = ""

    def takes(self, address: str) -> bool:
        """Whether mail to an address is taken."""
        return not self.recipients.isdisjoint((address, address.partition("@")[2]))


class MailReceiving:
    """The first rule that takes a recipient applies; `received` tells of what was kept."""

    def __init__(self, clock: Clock, draws: Draws, rules: tuple[ReceiptRule, ...]) -> None:
        self._clock, self._draws, self._rules = clock, draws, rules
        self._received = 0
        self.received = Topic(clock, draws)

    def deliver(self, sender: str, to: str, content: bytes) -> None:
        """Hand over a mail in the form of RFC 5322, as some mail server does. Raises Refusal.

        It may come a second time, as a mail of its own, where the server missed our answer.
        """
        if len(content) > LARGEST_BYTES:
            raise Refusal("552", "the mail is over 40 MB")
        rule = next((rule for rule in self._rules if rule.takes(to.lower())), None)
        if rule is None:
            raise Refusal("550", f"no rule takes mail to {to}")
        for _ in range(2 if self._draws.is_doubled() else 1):
            after = self._draws.span(self._draws.weather.mail)
            self._clock.after(after, lambda: self._take(rule, sender, to, content))

    def _take(self, rule: ReceiptRule, sender: str, to: str, content: bytes) -> None:
        """Keep a mail under an id of our own; a bucket that refuses is asked again later."""
        self._received += 1
        message_id = f"received-{self._received}"
        key = f"{rule.prefix}{message_id}"
        try:
            rule.bucket.put(key, content)
        except Refusal:
            again = TRIED_AGAIN_AFTER
            self._clock.after(again, lambda: self._take(rule, sender, to, content))
            return
        action = {"type": "S3", "bucketName": rule.bucket.name, "objectKey": key}
        self.received.publish(
            {
                "notificationType": "Received",
                "mail": {"messageId": message_id, "source": sender, "destination": [to]},
                "receipt": {"recipients": [to], "action": action},
            }
        )
