"""SES, sending: mail out, and news of what became of it.

It stands apart from receiving because only the name is shared. Source: SES Developer Guide,
"Using the account-level suppression list" (accepted and not sent), "Contents of event data",
"Managing sending quotas" (so many a second); API v2 reference, SendEmail. Templates, complaints and
the daily quota are not simulated.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from simulator.clock import MICROSECONDS, Clock
from simulator.services.refusal import Refusal
from simulator.services.topic import Topic
from simulator.timing import Draws


class Bounce(StrEnum):
    """Why a mail comes back (bounceSubType): for good, or for now."""

    NO_EMAIL = "NoEmail"
    MAILBOX_FULL = "MailboxFull"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was sent; `id` is the service's."""

    id: str
    sender: str
    to: str
    subject: str
    body: str


class MailSending:
    """`events` tells Send, Delivery and Bounce; `inboxes` holds what arrived, by address.

    `bounces` says which addresses do not take mail, and why. `identities` are the verified senders.
    """

    def __init__(
        self, clock: Clock, draws: Draws, identities: frozenset[str], per_second: int = 14
    ) -> None:
        self._clock, self._draws = clock, draws
        self._identities, self._per_second = identities, per_second
        self._sent_lately: deque[int] = deque()
        self._sent = 0
        self.events = Topic(clock, draws)
        self.bounces: dict[str, Bounce] = {}
        self.suppressed: set[str] = set()
        self.inboxes: dict[str, list[Mail]] = {}

    def send(self, sender: str, to: str, subject: str, body: str) -> str:
        """Take a mail and give its id (SendEmail). Raises Refusal."""
        if self._draws.happens(self._draws.weather.throttled) or self._is_too_fast():
            raise Refusal("TooManyRequestsException", "maximum sending rate exceeded")
        if sender not in self._identities:
            raise Refusal("MessageRejected", f"the address {sender} is not verified")
        self._sent += 1
        self._sent_lately.append(self._clock.now)
        mail = Mail(f"mail-{self._sent}", sender, to, subject, body)
        self._tell("Send", mail, {})
        if to in self.suppressed:
            self._tell_bounce(mail, "Permanent", "OnAccountSuppressionList")
        else:
            after = self._draws.span(self._draws.weather.mail)
            self._clock.after(after, lambda: self._arrive(mail))
        return mail.id

    def _is_too_fast(self) -> bool:
        lately = self._sent_lately
        while lately and self._clock.now - lately[0] >= MICROSECONDS:
            lately.popleft()
        return len(lately) >= self._per_second

    def _arrive(self, mail: Mail) -> None:
        match self.bounces.get(mail.to):
            case None:
                self.inboxes.setdefault(mail.to, []).append(mail)
                self._tell("Delivery", mail, {"recipients": [mail.to]})
            case Bounce.NO_EMAIL as why:
                self.suppressed.add(mail.to)
                self._tell_bounce(mail, "Permanent", why)
            case Bounce.MAILBOX_FULL as why:
                self._tell_bounce(mail, "Transient", why)

    def _tell_bounce(self, mail: Mail, kind: str, why: str) -> None:
        told: dict[str, object] = {"bounceType": kind, "bounceSubType": why}
        told["bouncedRecipients"] = [{"emailAddress": mail.to}]
        self._tell("Bounce", mail, told)

    def _tell(self, event_type: str, mail: Mail, about: dict[str, object]) -> None:
        what = {"messageId": mail.id, "source": mail.sender, "destination": [mail.to]}
        event = {"eventType": event_type, "mail": what, event_type.lower(): about}
        self.events.publish(event)
