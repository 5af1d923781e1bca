"""The whole world, put together from generated rows: what a story, a run or a benchmark drives.

It stands apart because it alone knows all parts. Invariant: whatever is deployed by generated rows
is here, and nothing else connects one function to another.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generated import deployment
from generated.events.fact import Fact
from generated.events.record_created import RecordCreated
from generated.types.hotel import Hotel as KnownHotel
from hotels.script import Hotel
from simulator.clock import MICROSECONDS, moment
from simulator.clock import Clock as VirtualClock
from simulator.services.bucket import Bucket
from simulator.services.secrets import Secrets
from simulator.telephone.held_secret import HeldSecret
from simulator.telephone.network import PhoneNetwork
from simulator.telephone.signals import SimulatedSignals
from simulator.telephone.webhooks import FIRST_KEY, Exchange, Postman
from simulator.timing import USUAL, Draws, Weather
from simulator.world.api import NO_ANSWER, HttpApi
from simulator.world.blueprint import stage_named
from simulator.world.bus import EventBus
from simulator.world.call_context import Inboxes, KnownCalls, WrittenIntents
from simulator.world.dead_letters import DeadLetters
from simulator.world.deliveries import Deliveries
from simulator.world.event_invocations import EventInvocations
from simulator.world.event_store import StoredFacts
from simulator.world.faults import Fault, Faults
from simulator.world.flows import RunningFlows
from simulator.world.functions import Functions
from simulator.world.pick_ups import PickUpQueue
from simulator.world.records import HotelFile, LineStore, ProjectionStore
from simulator.world.schedules import Schedules
from simulator.world.stream import StreamReader
from simulator.world.trace import Trace
from simulator.world.voice import KeptPrompts, SimulatedSpeech

MOST_RECORDS_A_REQUEST = 100
ACCEPTED, FAILED = 202, 500
ASKED_AGAIN, POSTED_AGAIN_AFTER = 3, 5 * MICROSECONDS
TELEPHONE = "Twilio"
STEP = MICROSECONDS
"""How often whoever runs the world looks whether it may stop."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`stage`: whose limits hold. `is_traced`: whether lines and histories are kept."""

    begins: datetime
    seed: int = 0
    stage: str = "prod"
    weather: Weather = USUAL
    faults: tuple[Fault, ...] = ()
    is_traced: bool = True


class PortClock:
    """Clock."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """Give the virtual time in UTC."""
        return moment(self._clock.now)


class Simulation:
    """World, and all around it."""

    def __init__(self, hotels: Mapping[str, Hotel], settings: Settings) -> None:
        clock = self.virtual_clock = VirtualClock(settings.begins, settings.seed)
        self.trace = Trace(clock, is_kept=settings.is_traced)
        self.draws = Draws(clock, settings.weather)
        self.clock = PortClock(clock)
        self.inbox, self.intents, self.calls = Inboxes(), WrittenIntents(), KnownCalls()
        self.lines, self.hotels = LineStore(), HotelFile()
        self.projections = ProjectionStore()
        self.speech, self.prompts = SimulatedSpeech(), KeptPrompts(self._prompt_bucket())
        self.secrets = Secrets(self.draws)
        self.phone_signals = SimulatedSignals(self._telephone_secret())
        self.event_store = StoredFacts()
        self.dead_letters = DeadLetters(clock, self.draws, self.trace)
        self.functions = Functions(clock, self.draws, self.trace, stage_named(settings.stage))
        self.deliveries = Deliveries(clock, self.trace, self.functions, Faults(settings.faults))
        self.invocations = EventInvocations(clock, self.deliveries, self.dead_letters)
        self.bus = EventBus(clock, self.draws, self.trace, self.invocations, self)
        self.api = HttpApi(self.deliveries, self)
        self.postman = Postman(clock, self.draws, self.trace, self.api, self.phone_signals)
        exchange = Exchange(clock, self.trace, self.postman, self.prompts.words_at)
        rate = settings.weather.calls_per_second
        self.phone = PhoneNetwork(exchange, hotels, settings.seed, rate)
        self.flows = self.tokens = RunningFlows(
            clock,
            self.draws,
            self.trace,
            self.deliveries,
            self.bus,
            self,
            has_history=settings.is_traced,
        )
        self._deploy()
        for hotel in hotels.values():
            known = hotel.known.to_data(hotel.hotel_id)
            self.hotels.on_file[hotel.hotel_id] = KnownHotel.from_data(known, hotel.hotel_id)

    def _deploy(self) -> None:
        """Set up queues, streams and schedules as their rows say."""
        parts = (self.virtual_clock, self.draws, self.deliveries, self.dead_letters, self)
        (reader,) = deployment.QUEUE_READERS
        self.pick_ups = PickUpQueue(reader, *parts)
        self.streams = [StreamReader(row, *parts) for row in deployment.STREAMS]
        self.event_store.tell = self._stream
        self.schedules = Schedules(
            deployment.SCHEDULES, self.virtual_clock, self.draws, self.invocations, self
        )

    def _telephone_secret(self) -> HeldSecret:
        row = next(row for row in deployment.SECRETS if row.name == TELEPHONE)
        self.secrets.create(row.physical_name, json.dumps({"auth_token": FIRST_KEY}))
        return HeldSecret(self.virtual_clock, self.secrets, row.physical_name)

    def _prompt_bucket(self) -> Bucket:
        (row,) = deployment.BUCKETS
        return Bucket(self.virtual_clock, self.draws, row.physical_name, row.expires_after_days)

    def _stream(self, fact: Fact) -> None:
        for stream in self.streams:
            stream.read(fact)

    def hand_in(self, records: Sequence[RecordCreated]) -> None:
        """Post records, as whoever wants folios does; a refusal is an error."""
        for start in range(0, len(records), MOST_RECORDS_A_REQUEST):
            some = records[start : start + MOST_RECORDS_A_REQUEST]
            body = json.dumps({"records": [record.to_data() for record in some]})
            self._post(body, ASKED_AGAIN)

    def _post(self, body: str, again: int) -> None:
        """Post records; what the system fails at is posted again, as HTTP clients do."""

        def respond(status: int, _: str) -> None:
            if status == ACCEPTED:
                return
            if status >= FAILED or status == NO_ANSWER:
                self.trace.note(f"records are answered with {status or 'nothing'}")
                if again:
                    self.virtual_clock.after(
                        POSTED_AGAIN_AFTER, lambda: self._post(body, again - 1)
                    )
                return
            raise ValueError(f"the records were refused: {status} {body}")

        self.api.post("/records", "", body, respond)

    def run(self, is_over: Callable[[], bool], at_most_seconds: float) -> bool:
        """Let time pass until it is over; False if that did not come within so many seconds."""
        end = self.virtual_clock.now + round(at_most_seconds * MICROSECONDS)
        while self.virtual_clock.now < end:
            self.virtual_clock.run(until=min(end, self.virtual_clock.now + STEP))
            if is_over():
                return True
        return False

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is under way: no call, no flow, no delivery."""
        return (
            self.flows.live == 0
            and not any(call.is_live for call in self.phone.live.values())
            and self.postman.on_the_way == 0
            and self.bus.is_quiet
            and self.pick_ups.is_quiet
            and all(stream.is_quiet for stream in self.streams)
        )

    def come_to_rest(self, at_most_seconds: float = 1800) -> bool:
        """Stop the ticks and let everything that is under way end."""
        self.schedules.stop()
        return self.run(lambda: self.is_quiet, at_most_seconds)
