"""The simulated Twilio as a whole: API and control on one HTTP server.

Stands apart as the place where its parts are put together.
"""

from collections.abc import Mapping

from hotels.script import Hotel
from standins.twilio import control
from standins.twilio.account import Account
from standins.twilio.api import CallsApi
from standins.twilio.contract import Contract
from standins.twilio.exchange import Exchange
from standins.twilio.settings import TwilioSettings
from standins.web import Request, Response, Server


class TwilioStandin:
    """Rings the given hotels from `start` until `stop`."""

    def __init__(
        self,
        hotels: Mapping[str, Hotel],
        settings: TwilioSettings,
        contract: Contract | None = None,
    ) -> None:
        self.account = Account(settings)
        self.exchange = Exchange(self.account, hotels)
        self._api = CallsApi(self.account, self.exchange, contract)
        self._server = Server(self._respond)

    @property
    def url(self) -> str:
        """Where api.twilio.com stands in for; without a slash at the end."""
        return self._server.url

    def start(self) -> None:
        """Begins to answer."""
        self._server.start()

    def stop(self) -> None:
        """Ends all calls, tells nobody, and answers nothing more."""
        self._api.stop()
        self._server.stop()
        self.exchange.shut_down()

    def _respond(self, request: Request) -> Response | None:
        if request.path.startswith(control.PREFIX):
            return control.respond(request, self.account, self.exchange)
        return self._api.respond(request)
