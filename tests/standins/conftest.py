"""What every test of the stand-ins starts from."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from twilio.rest import Client  # type: ignore[import-untyped] # no types

from hotels.script import Hotel, load
from standins.pair import running
from standins.twilio.settings import SIMULATED_ACCOUNT_SID, SIMULATED_AUTH_TOKEN, TwilioSettings
from tests.standins.customer_side import (
    FAST,
    Customer,
    LoopbackHttpClient,
    MakePhone,
    Phone,
    scripted,
)


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """A plain client: each one made reads the machine's certificates anew."""
    with httpx.Client() as client:
        yield client


@pytest.fixture
def customer() -> Iterator[Customer]:
    made = Customer()
    made.server.start()
    yield made
    made.server.stop()


@pytest.fixture
def phone_to(customer: Customer) -> Iterator[MakePhone]:
    """Makes a phone for hotels, or for one hotel's behaviour; all stand-ins stop in the end."""
    with ExitStack() as stack:

        def make(hotels: dict[str, Hotel] | str, settings: TwilioSettings = FAST) -> Phone:
            made = scripted(hotels) if isinstance(hotels, str) else hotels
            pair = stack.enter_context(running(made, settings))
            http = LoopbackHttpClient(pair.twilio.url)
            stack.callback(http.session.close)
            client = Client(SIMULATED_ACCOUNT_SID, SIMULATED_AUTH_TOKEN, http_client=http)
            return Phone(client, pair, customer)

        yield make


@pytest.fixture
def sample_hotels() -> dict[str, Hotel]:
    samples = Path(__file__).parents[2] / "samples" / "hotels.yaml"
    return load(samples.read_text()).hotels
