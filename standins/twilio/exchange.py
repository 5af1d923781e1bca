"""The account's calls: which hotel a number belongs to, and every call that was ever placed.

Stands apart from the API, whose words are HTTP. Invariant: a hotel's calls are counted in the order
in which they were accepted, and each gets the script and the faults of its place.
"""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from hotels.behaviour import Unanswered
from hotels.fault import Fault
from hotels.line import Ringing, dial
from hotels.script import Hotel
from standins.twilio.account import Account
from standins.twilio.call import LIVE, Call, Status
from standins.twilio.conversation import Conversation
from standins.twilio.rules import Form
from standins.twilio.telephone import EndCall, NewInstructions, ShutDown
from standins.twilio.webhooks import Faults

# Parameters of `update` that stay with the call; the others act once.
_LASTING = {"FallbackUrl", "FallbackMethod", "StatusCallback", "StatusCallbackMethod", "TimeLimit"}


class CallNotInProgressError(Exception):
    """An update that needs a call in progress, or at least one that has not ended."""


class Exchange:
    """Places and changes calls."""

    def __init__(self, account: Account, hotels: Mapping[str, Hotel]) -> None:
        self._account = account
        self._hotels = {hotel.known.phone: hotel for hotel in hotels.values()}
        self._conversations: dict[str, Conversation] = {}
        self._placed: dict[str, int] = {}
        self._upcoming: dict[str, Faults] = {}
        self._lock = threading.Lock()

    def upcoming_faults(self, phone: str) -> Faults:
        """The faults of the next call to this number: the script's, and those added by request."""
        with self._lock:
            return self._faults_of(phone)

    def add_fault(self, phone: str, fault: Fault) -> None:
        """Has a fault strike the next call to this number."""
        with self._lock:
            self._faults_of(phone).left.append(fault)

    def place(self, form: Form) -> Conversation:
        """Accepts a call; it is queued from here on."""
        phone = form["To"][-1]
        hotel = self._hotels.get(phone)
        with self._lock:
            faults = self._faults_of(phone)
            del self._upcoming[phone]
            index = self._placed.get(phone, 0)
            self._placed[phone] = index + 1
            call = Call(
                sid=f"CA{uuid4().hex}",
                account_sid=self._account.settings.account_sid,
                hotel_id=hotel.hotel_id if hotel else None,
                parameters=dict(form),
                created=datetime.now(UTC),
            )
            if hotel is None:
                self._account.transcript.refuse(call.sid, 21211, f"no hotel has the number {phone}")
                ringing = Ringing(0.0, Unanswered.INVALID_NUMBER)
            else:
                ringing = dial(hotel, index, self._account.settings.seed)
            conversation = Conversation(self._account, call, ringing, faults)
            self._conversations[call.sid] = conversation
        conversation.start()
        return conversation

    def find(self, sid: str) -> Call | None:
        """The call of this SID."""
        conversation = self._conversations.get(sid)
        return None if conversation is None else conversation.call

    def calls(self) -> list[Call]:
        """All calls, the latest first, as Twilio lists them."""
        with self._lock:
            return [conversation.call for conversation in reversed(self._conversations.values())]

    def update(self, call: Call, form: Form) -> None:
        """Changes a call that is under way.

        Raises:
            CallNotInProgressError: it is not, or has ended.

        """
        inbox = self._conversations[call.sid].telephone.inbox
        if call.status not in LIVE:
            raise CallNotInProgressError
        lasting = {name: values for name, values in form.items() if name in _LASTING}
        call.parameters = {**call.parameters, **lasting}
        if "Status" in form:
            # `canceled` does not touch a call that was answered.
            if form["Status"][-1] == "completed" or call.status is not Status.IN_PROGRESS:
                inbox.put(EndCall())
        elif "Twiml" in form or "Url" in form:
            if call.status is not Status.IN_PROGRESS:
                raise CallNotInProgressError
            twiml, url = form.get("Twiml", [None])[-1], form.get("Url", [""])[-1]
            inbox.put(NewInstructions(twiml, url, form.get("Method", ["POST"])[-1]))

    def shut_down(self) -> None:
        """Ends every call without telling anybody, and waits for their threads."""
        for conversation in list(self._conversations.values()):
            conversation.telephone.inbox.put(ShutDown())
        for conversation in list(self._conversations.values()):
            conversation.join()
        self._account.postman.close()

    def _faults_of(self, phone: str) -> Faults:
        if phone not in self._upcoming:
            hotel, index = self._hotels.get(phone), self._placed.get(phone, 0)
            scripts = hotel.behaviour.calls if hotel else ()
            faults = list(scripts[min(index, len(scripts) - 1)].faults) if scripts else []
            self._upcoming[phone] = Faults(faults)
        return self._upcoming[phone]
