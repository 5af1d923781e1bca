"""A customer for the stand-ins: the real SDKs, and a webhook server that trusts no signature."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped] # no types
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped] # no types
from twilio.rest import Client  # type: ignore[import-untyped] # no types

from hotels.script import Hotel, load
from standins.pair import Pair
from standins.twilio.settings import SIMULATED_AUTH_TOKEN, TwilioSettings
from standins.web import Request, Response, Server

FAST = TwilioSettings(time_scale=0.001, thinking_scale=0.001, calls_per_second=50.0)
WAIT = 5.0

KNOWN = """
  {id}:
    known:
      name: Test Inn
      phone: "{phone}"
      time_zone: Europe/Berlin
      calling_hours: {{opens: "00:00", closes: "24:00"}}
      email: desk@test.example
      language: en-US
    behaves:
"""


def scripted(behaves: str, phone: str = "+12025550100") -> dict[str, Hotel]:
    """One hotel with this behaviour."""
    text = "hotels:" + KNOWN.format(id="HTL-9", phone=phone)
    loaded = load(text + "".join(f"      {line}\n" for line in behaves.strip("\n").splitlines()))
    assert loaded.report("test") == ""
    return loaded.hotels


@dataclass
class Webhook:
    """One request that came, and whether the SDK's validator found its signature right."""

    path: str
    parameters: Mapping[str, str]
    signed: bool
    idempotency_token: str


@dataclass
class Customer:
    """Answers each path with TwiML; by default with an empty document."""

    answers: dict[str, Callable[[Webhook], str]] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    content_type: str = "text/xml"
    received: list[Webhook] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.server = Server(self._respond)
        self._validator = RequestValidator(SIMULATED_AUTH_TOKEN)

    def url(self, path: str) -> str:
        return self.server.url + path

    def answer(self, path: str, twiml: str) -> None:
        self.answers[path] = lambda _: twiml

    def wait_for(self, fits: Callable[[Webhook], bool]) -> Webhook:
        with self.came:
            assert self.came.wait_for(lambda: any(map(fits, self.received)), WAIT), self.received
            return next(webhook for webhook in self.received if fits(webhook))

    def at(self, path: str) -> list[Webhook]:
        with self.came:
            return [webhook for webhook in self.received if webhook.path == path]

    def statuses_told(self) -> list[str]:
        return [webhook.parameters["CallStatus"] for webhook in self.at("/status")]

    def _respond(self, request: Request) -> Response:
        parameters = dict(request.form())
        signature = request.headers.get("x-twilio-signature", "")
        webhook = Webhook(
            request.path,
            {**dict(request.query), **parameters},
            self._validator.validate(self.url(request.target), parameters, signature),
            request.headers.get("i-twilio-idempotency-token", ""),
        )
        with self.came:
            self.received.append(webhook)
            self.came.notify_all()
        answer = self.answers.get(request.path)
        text = answer(webhook) if answer is not None else "<Response/>"
        status = self.statuses.get(request.path, 200)
        return Response(status, text.encode(), self.content_type)


class LoopbackHttpClient(TwilioHttpClient):  # type: ignore[misc] # the SDK ships no types
    """What points the SDK at the stand-in: region and edge cannot."""

    def __init__(self, base_url: str, timeout: float = WAIT) -> None:
        super().__init__(timeout=timeout)
        self.base_url = base_url

    def request(self, method: str, url: str, **more: object) -> object:
        return super().request(method, url.replace("https://api.twilio.com", self.base_url), **more)


@dataclass
class Phone:
    """The real SDK's client, a running pair of stand-ins and the customer's webhooks."""

    client: Client
    pair: Pair
    customer: Customer

    def call(self, to: str = "+12025550100", **more: object) -> str:
        """Places a call that tells everything; its SID."""
        parameters: dict[str, object] = {
            "url": self.customer.url("/voice"),
            "status_callback": self.customer.url("/status"),
            "status_callback_event": ["initiated", "ringing", "answered", "completed"],
            **more,
        }
        given = {name: value for name, value in parameters.items() if value is not None}
        sid = self.client.calls.create(to=to, from_="+12025550199", **given).sid
        assert isinstance(sid, str)
        return sid

    def wait(self, sid: str) -> str:
        """The final status of a call."""
        call = self.pair.twilio.exchange.find(sid)
        assert call is not None
        assert call.over.wait(WAIT), self.transcript(sid)
        return call.status.value

    def told(self, sid: str, what: str) -> list[dict[str, object]]:
        """What the stand-in noted of a call under this name."""
        entries = self.pair.twilio.account.transcript.entries(sid)
        return [entry for entry in entries if entry["what"] == what]

    def transcript(self, sid: str) -> list[str]:
        """`who what text` of each entry."""
        return [
            " ".join(str(entry[key]) for key in ("who", "what", "text", "keys") if key in entry)
            for entry in self.pair.twilio.account.transcript.entries(sid)
        ]

    def problems(self) -> list[object]:
        return [problem["code"] for problem in self.pair.twilio.account.transcript.problems]


MakePhone = Callable[..., Phone]
