"""The telephone, outgoing, by Twilio.

Invariants: placing a call is never repeated by itself; every request ends within its time-out.
Twilio's own exceptions and those of its HTTP library, which the SDK lets through, end here.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException  # type: ignore[import-untyped]  # no types
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]  # no types
from twilio.http.response import Response  # type: ignore[import-untyped]  # no types
from twilio.rest import Client  # type: ignore[import-untyped]  # no types

from generated.functions.call_initiator import CallRejected
from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.provider_sid import ProviderSid
from runtime.adapters.secretsmanager_secret import Secret
from runtime.adapters.twiml import address, word
from runtime.errors import OutcomeUnknown, PhoneFailed
from runtime.telephony import Dialling, Instruction

TIMEOUT_SECONDS = 4.0
TWILIO = "https://api.twilio.com"
INVALID_NUMBERS = {21201, 21211, 21214, 21217, 21401, 13223, 13224}
"""Source: Twilio's error dictionary, the codes about a number that cannot be called."""
IS_OVER = 21220
"""Source: the same, "call is not in-progress"."""

T = TypeVar("T")


class TwilioPhone:
    """Phone."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._http = RedirectedHttpClient(secret)
        self._client: Client | None = None

    def place(self, dialling: Dialling) -> ProviderSid:
        """Place a call, once. Raises CallRejected (not placed), OutcomeUnknown (perhaps)."""
        secret = self._secret.read()
        public_url, call_id = secret["public_url"], dialling.call_id
        try:
            placed = self._ask(
                lambda client: client.calls.create(
                    to=dialling.phone,
                    from_=secret["from_number"],
                    url=address(public_url, call_id, "voice"),
                    method="POST",
                    status_callback=address(public_url, call_id, "status"),
                    status_callback_event=["initiated", "ringing", "answered", "completed"],
                    status_callback_method="POST",
                    timeout=int(dialling.ring_for.total_seconds()),
                    time_limit=int(dialling.talk_for.total_seconds()),
                    machine_detection="DetectMessageEnd",
                    async_amd="true",
                    async_amd_status_callback=address(public_url, call_id, "machine"),
                    async_amd_status_callback_method="POST",
                )
            )
        except TwilioRestException as error:
            raise _refusal(error) from None
        except ConnectTimeout:
            raise CallRejected(outcome=CallOutcome.CARRIER_FAILURE) from None
        except (TwilioException, RequestException) as error:
            raise OutcomeUnknown(f"placing a call: {type(error).__name__}") from None
        return ProviderSid(str(placed.sid))

    def instruct(
        self, call_id: CallId, provider_sid: ProviderSid, instructions: Sequence[Instruction]
    ) -> bool:
        """Replace what the call is doing; False if it is over. Raises PhoneFailed."""
        twiml = word(call_id, instructions, self._secret.read()["public_url"])
        return self._update(lambda client: client.calls(provider_sid).update(twiml=twiml))

    def hang_up(self, provider_sid: ProviderSid) -> None:
        """End a call; one that is over stays so. Raises PhoneFailed."""
        self._update(lambda client: client.calls(provider_sid).update(status="completed"))

    def _update(self, ask: Callable[[Client], object]) -> bool:
        try:
            self._ask(ask)
        except TwilioRestException as error:
            if error.status == 404 or error.code == IS_OVER:
                return False
            raise PhoneFailed(f"Twilio answered {error.status}, code {error.code}") from None
        except (TwilioException, RequestException) as error:
            raise PhoneFailed(f"asking Twilio: {type(error).__name__}") from None
        return True

    def _ask(self, ask: Callable[[Client], T]) -> T:
        """Ask Twilio; a refused secret is read anew, once: a 401 means that nothing was done."""
        try:
            return ask(self._connected())
        except TwilioRestException as error:
            if error.status != 401 or not self._secret.refresh():
                raise
        self._client = None
        return ask(self._connected())

    def _connected(self) -> Client:
        if self._client is None:
            secret = self._secret.read()
            self._client = Client(
                secret["account_sid"], secret["auth_token"], http_client=self._http
            )
        return self._client


class RedirectedHttpClient(TwilioHttpClient):  # type: ignore[misc]  # the SDK has no types
    """The SDK's own client with a time-out, which asks a stand-in where the secret names one."""

    def __init__(self, secret: Secret) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self._secret = secret

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> Response:
        """Send a request."""
        elsewhere = self._secret.read().get("api_url")
        if elsewhere is not None and url.startswith(TWILIO):
            url = elsewhere + url.removeprefix(TWILIO)
        return super().request(method, url, *args, **kwargs)


def _refusal(error: TwilioRestException) -> Exception:
    """A 5xx leaves open whether the call was placed; any other refusal is one."""
    if error.status >= 500:
        return OutcomeUnknown(f"Twilio answered {error.status} to placing a call")
    if error.code in INVALID_NUMBERS:
        return CallRejected(outcome=CallOutcome.INVALID_NUMBER)
    return CallRejected(outcome=CallOutcome.CARRIER_FAILURE)
