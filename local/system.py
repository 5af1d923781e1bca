"""The whole system on this machine: a local AWS, the deployed app, and simulated vendors.

It stands apart because a run, `make up` and the tests need the same thing. Invariant: when the
block is left, nothing that it started is left.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generated.deployment import SECRETS, TABLES
from generated.types.hotel import Hotel as KnownHotel
from hotels.script import Hotel
from local.aws import local_aws
from local.clients import Clients
from local.deploy import deploy
from local.state_faults import StateFault
from standins.elevenlabs.server import SIMULATED_API_KEY, ElevenLabsStandin
from standins.twilio.server import TwilioStandin
from standins.twilio.settings import TwilioSettings

OUR_NUMBER = "+12025550100"
"""Reserved for fiction, as the hotels' are."""
SETTINGS = TwilioSettings(thinking_scale=4.0)
"""A hotel waits four times as long for us as its script says: here functions start cold, all at
once, on few processors. What the hotel itself does takes a fiftieth of its time, as always.
"""
VOICE = {"voice_id": "simulatedvoice0000000", "model_id": "eleven_flash_v2_5"}


@dataclass(frozen=True, slots=True)
class System:
    """A running system. `api_url` is the HTTP API's base, without a slash at the end."""

    clients: Clients
    api_url: str
    twilio: TwilioStandin
    elevenlabs: ElevenLabsStandin
    elevenlabs_url: str


@contextmanager
def running_system(
    folder: Path,
    hotels: Mapping[str, Hotel],
    settings: TwilioSettings,
    faults: Sequence[StateFault] = (),
) -> Iterator[System]:
    """Run everything; its files and logs lie in `folder`. Raises LocalError when it cannot."""
    with ExitStack() as stack:
        aws = stack.enter_context(local_aws(folder, faults))
        twilio = TwilioStandin(hotels, settings)
        twilio.start()
        stack.callback(twilio.stop)
        elevenlabs = ElevenLabsStandin()
        voice = elevenlabs.server()
        voice.start()
        stack.callback(voice.stop)
        outputs = deploy(aws, folder)
        api_url = f"{aws.endpoint}/_aws/execute-api/{outputs['ApiId']}/$default"
        system = System(Clients(aws), api_url, twilio, elevenlabs, voice.url)
        put_secrets(system, settings)
        put_hotels(system, hotels)
        yield system


def put_secrets(system: System, settings: TwilioSettings) -> None:
    """Give the system its keys, which here open nothing but the stand-ins."""
    values = {
        "Twilio": {
            "account_sid": settings.account_sid,
            "auth_token": settings.auth_token,
            "from_number": OUR_NUMBER,
            "public_url": system.api_url,
            "api_url": system.twilio.url,
        },
        "ElevenLabs": {
            "api_key": SIMULATED_API_KEY,
            **VOICE,
            "base_url": system.elevenlabs_url,
        },
    }
    for row in SECRETS:
        value = json.dumps(values[row.name])
        system.clients.secrets.put_secret_value(SecretId=row.physical_name, SecretString=value)


def put_hotels(system: System, hotels: Mapping[str, Hotel]) -> None:
    """Put on file what is known of each hotel."""
    (row,) = (table for table in TABLES if table.name == "HotelConfig")
    table = system.clients.dynamodb.Table(row.physical_name)
    for hotel in hotels.values():
        on_file = KnownHotel.from_data(hotel.known.to_data(hotel.hotel_id), hotel.hotel_id)
        item: dict[str, Any] = on_file.to_data()
        table.put_item(Item=item)
