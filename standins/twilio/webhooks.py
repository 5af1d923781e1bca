"""Signed requests to the customer, and the faults that can befall them.

Stands apart because signing and delivery are the same for every webhook. Source of the signature:
https://www.twilio.com/docs/usage/security; it is computed by Twilio's own SDK. Invariant: whatever
is sent carries a signature over exactly the URL and the parameters that are sent.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from ssl import SSLContext, create_default_context
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped] # no types

from hotels.fault import Fault, FaultKind, Webhook
from standins.twilio.overrides import OverridesError, read_overrides
from standins.twilio.settings import TwilioSettings


@cache
def _trusted() -> SSLContext:
    """The machine's certificates, read once: that takes longer than a whole call."""
    return create_default_context()


@dataclass(slots=True)
class Faults:
    """The faults still to strike in one call; `struck` is told of each that does."""

    left: list[Fault] = field(default_factory=list)
    struck: Callable[[Fault], None] = lambda _: None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, kind: FaultKind, webhook: Webhook | None = None) -> Fault | None:
        """Uses up one such fault, if there is one."""
        with self._lock:
            fitting = (i for i, f in enumerate(self.left) if (f.kind, f.webhook) == (kind, webhook))
            index = next(fitting, None)
            if index is None:
                return None
            fault = self.left[index]
            used = replace(fault, times=fault.times - 1)
            self.left[index : index + 1] = [used] if used.times else []
        self.struck(fault)
        return fault

    def find(self, kind: FaultKind) -> list[Webhook | None]:
        """The webhooks that such a fault will strike; uses none up."""
        with self._lock:
            return [fault.webhook for fault in self.left if fault.kind is kind]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer answered; `error` instead of it where nothing usable came, and `failure`:
    which of those after which Twilio may be told to ask again. `is_lost`: a fault kept the request
    from coming at all, so that Twilio waits in vain.
    """

    status: int = 0
    content_type: str = ""
    text: str = ""
    error: str = ""
    failure: str = ""
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """One webhook to be sent."""

    webhook: Webhook
    method: str
    url: str
    parameters: Mapping[str, str]


class Postman:
    """Sends the webhooks of one account."""

    def __init__(self, settings: TwilioSettings) -> None:
        self._settings = settings
        self._validator = RequestValidator(settings.auth_token)
        self._forger = RequestValidator("not " + settings.auth_token)
        self._client = httpx.Client(
            timeout=settings.webhook_seconds, trust_env=False, verify=_trusted()
        )

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def fetch(self, url: str) -> httpx.Response:
        """The resource at `url`, such as audio to play."""
        return self._client.get(url)

    def deliver(self, sending: Sending, faults: Faults) -> Answer:
        """Sends now, with the faults that strike on the way, and again where the URL says so; the
        last answer counts.
        """
        if faults.take(FaultKind.LOST, sending.webhook):
            return Answer(error="lost by a fault", is_lost=True)
        late = faults.take(FaultKind.LATE, sending.webhook)
        if late:
            threading.Event().wait(late.by_seconds * self._settings.time_scale)
        forged = faults.take(FaultKind.WRONG_SIGNATURE, sending.webhook) is not None
        token = str(uuid4())
        try:
            overrides = read_overrides(sending.url)
        except OverridesError as error:
            return Answer(error=str(error))
        sending = replace(sending, url=overrides.url)
        if faults.take(FaultKind.DUPLICATE, sending.webhook):
            self._send(sending, token, forged=forged)
        last = time.monotonic() + self._settings.webhook_seconds
        answer = self._send(sending, token, forged=forged)
        for _ in range(overrides.tries_again):
            if answer.failure not in overrides.failures or time.monotonic() > last:
                break
            answer = self._send(sending, token, forged=forged)
        return answer

    def _send(self, sending: Sending, token: str, *, forged: bool) -> Answer:
        signer = self._forger if forged else self._validator
        url, body = sending.url, dict(sending.parameters)
        if sending.method == "GET":
            url += ("&" if urlsplit(url).query else "?") + urlencode(body)
            body = {}
        headers = {
            "X-Twilio-Signature": signer.compute_signature(url, body),
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1 (simulated)",
        }
        try:
            if sending.method == "GET":
                response = self._client.get(url, headers=headers)
            else:
                response = self._client.post(url, data=body, headers=headers)
        except httpx.HTTPError as error:
            is_unmade = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            failure = "ct" if is_unmade else "rt"
            return Answer(error=f"{type(error).__name__}: {error}", failure=failure)
        return Answer(
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            text=response.text,
            error="" if response.is_success else f"answered {response.status_code}",
            failure="" if response.is_success else f"{response.status_code // 100}xx",
        )


class CallbackQueue:
    """The asynchronous callbacks of one call, one after another on a thread of their own."""

    def __init__(self, postman: Postman, faults: Faults) -> None:
        self.delivered = {webhook: threading.Event() for webhook in Webhook}
        self._postman, self._faults = postman, faults
        self._queue: queue.SimpleQueue[Sending | threading.Event | None] = queue.SimpleQueue()
        self._failed: list[str] = []
        self._late: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def put(self, sending: Sending) -> None:
        """Has it sent after those before it."""
        self._queue.put(sending)

    def wait(self) -> None:
        """Waits until those put so far are sent, but for late ones and one that is held back."""
        reached = threading.Event()
        self._queue.put(reached)
        reached.wait()

    def close(self) -> list[str]:
        """Waits until all are sent, late ones too; the failures that there were."""
        self._queue.put(None)
        self._thread.join()
        for thread in self._late:
            thread.join()
        return self._failed

    def _run(self) -> None:
        held: Sending | None = None
        while (sending := self._queue.get()) is not None:
            if isinstance(sending, threading.Event):
                sending.set()
                continue
            if self._faults.take(FaultKind.REORDERED, sending.webhook) and held is None:
                held = sending
                continue
            self._send(sending)
            if held is not None:
                self._send(held)
                held = None
        if held is not None:
            self._send(held)

    def _send(self, sending: Sending) -> None:
        if sending.webhook in self._faults.find(FaultKind.LATE):
            # Those behind it do not wait.
            thread = threading.Thread(target=self._deliver, args=(sending,), daemon=True)
            self._late.append(thread)
            thread.start()
        else:
            self._deliver(sending)

    def _deliver(self, sending: Sending) -> None:
        answer = self._postman.deliver(sending, self._faults)
        if answer.error:
            self._failed.append(f"{sending.webhook} callback {answer.error}")
        self.delivered[sending.webhook].set()
