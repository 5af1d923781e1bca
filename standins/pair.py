"""Both stand-ins together, for tests in this process and for the command line.

    with running(hotels) as pair:
        pair.twilio.url, pair.elevenlabs_url

Stands apart from __main__.py, which adds files and signals. Invariant: both are stopped, whatever
happens inside.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from hotels.script import Hotel
from standins.elevenlabs.server import SIMULATED_API_KEY, ElevenLabsStandin
from standins.twilio.contract import Contract
from standins.twilio.server import TwilioStandin
from standins.twilio.settings import TwilioSettings


@dataclass(frozen=True, slots=True)
class Pair:
    """Two running stand-ins."""

    twilio: TwilioStandin
    elevenlabs: ElevenLabsStandin
    elevenlabs_url: str


@contextmanager
def running(
    hotels: Mapping[str, Hotel],
    settings: TwilioSettings | None = None,
    *,
    contract: Contract | None = None,
    elevenlabs_key: str = SIMULATED_API_KEY,
) -> Iterator[Pair]:
    """Both stand-ins on free ports of loopback."""
    twilio = TwilioStandin(hotels, settings or TwilioSettings(), contract)
    elevenlabs = ElevenLabsStandin(elevenlabs_key)
    server = elevenlabs.server()
    twilio.start()
    server.start()
    try:
        yield Pair(twilio, elevenlabs, server.url)
    finally:
        server.stop()
        twilio.stop()
