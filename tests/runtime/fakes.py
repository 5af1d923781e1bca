"""Every port in memory, with the conditions that the real stores keep.

They stand apart from the tests because a contract test holds them and the adapters to the same
behaviour. Every operation of a store first takes a `step`, where a test may let others go first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from generated.events.fact import Fact
from generated.types.call_id import CallId
from generated.types.call_plan import CallPlan
from generated.types.hotel import Hotel
from generated.types.hotel_id import HotelId
from generated.types.provider_sid import ProviderSid
from generated.types.record_id import RecordId
from runtime.exchange import Request
from runtime.state.call import Call, CallNews, Progress
from runtime.state.inbox import Claim, Inbox, InboxFact, Wait
from runtime.state.intent import BEGUN, Intent
from runtime.state.line import Line
from runtime.state.projection import Projection
from runtime.telephony import Dialling, Instruction, Signal

Step = Callable[[], None]
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
SID = ProviderSid("CA" + "0" * 32)


def go_on() -> None:
    """Let nobody else go first."""


@dataclass
class FakeClock:
    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    def advance(self, by: timedelta) -> None:
        self.time += by


@dataclass
class FakeBus:
    step: Step = go_on
    told: list[Fact] = field(default_factory=list)
    fails_with: Exception | None = None

    def publish(self, facts: Sequence[Fact]) -> None:
        self.step()
        if self.fails_with is not None:
            raise self.fails_with
        self.told += facts

    def types(self) -> list[str]:
        return [fact.event.TYPE for fact in self.told]


@dataclass
class FakeEventStore:
    step: Step = go_on
    stored: dict[tuple[str, int], Fact] = field(default_factory=dict)

    def event_ids(self, aggregate_id: str) -> list[str]:
        self.step()
        return [fact.event_id for fact in self.facts(aggregate_id)]

    def append(self, fact: Fact) -> bool:
        self.step()
        assert fact.sequence is not None
        key = (fact.event.aggregate_id, fact.sequence)
        return self.stored.setdefault(key, fact) is fact

    def facts(self, aggregate_id: str) -> list[Fact]:
        keys = sorted(key for key in self.stored if key[0] == aggregate_id)
        return [self.stored[key] for key in keys]


@dataclass
class FakeInbox:
    step: Step = go_on
    facts: dict[tuple[str, str], InboxFact] = field(default_factory=dict)
    waits: dict[tuple[str, str], Wait] = field(default_factory=dict)

    def put_fact(self, key: str, fact: InboxFact) -> bool:
        self.step()
        return self.facts.setdefault((key, fact.event_id), fact) is fact

    def put_wait(self, key: str, wait: Wait) -> None:
        self.step()
        before = self.waits.get((key, wait.wait_id), wait)
        self.waits[key, wait.wait_id] = replace(wait, claim=before.claim)

    def read(self, key: str) -> Inbox:
        self.step()
        return Inbox(
            tuple(fact for (owner, _), fact in self.facts.items() if owner == key),
            tuple(wait for (owner, _), wait in self.waits.items() if owner == key),
        )

    def claim(self, key: str, wait: Wait, claim: Claim) -> bool:
        self.step()
        stored = self.waits[key, wait.wait_id]
        if stored.token != wait.token or stored.claim != wait.claim:
            return False
        self.waits[key, wait.wait_id] = replace(stored, claim=claim)
        return True


@dataclass
class FakeTokens:
    """`alive` are the tokens of waiting executions; `loses_answer` completes and then raises."""

    step: Step = go_on
    alive: set[str] = field(default_factory=set)
    completed: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    loses_answer: bool = False

    def complete(self, token: str, output: Mapping[str, object]) -> bool:
        self.step()
        if token not in self.alive:
            return False
        self.alive.discard(token)
        self.completed.append((token, output))
        if self.loses_answer:
            raise ConnectionError("the answer was lost")
        return True


@dataclass
class FakeIntents:
    step: Step = go_on
    written: dict[tuple[str, str], Intent] = field(default_factory=dict)

    def begin(self, call_id: str, name: str) -> Intent | None:
        self.step()
        if (call_id, name) in self.written:
            return self.written[call_id, name]
        self.written[call_id, name] = BEGUN
        return None

    def finish(self, call_id: str, name: str, intent: Intent) -> None:
        self.step()
        self.written[call_id, name] = intent


@dataclass
class FakeCalls:
    step: Step = go_on
    known: dict[CallId, Call] = field(default_factory=dict)
    prompts: dict[tuple[CallId, int], str] = field(default_factory=dict)

    def read(self, call_id: CallId) -> Call:
        self.step()
        return self.known.get(call_id, Call(call_id))

    def update(self, call_id: CallId, news: CallNews) -> Call:
        self.step()
        call = self.known.get(call_id, Call(call_id))
        self.known[call_id] = replace(
            call,
            time_zone=news.time_zone or call.time_zone,
            ends_by=news.ends_by or call.ends_by,
            provider_sid=news.provider_sid or call.provider_sid,
            verdict=news.verdict or call.verdict,
            progress=max(call.progress, news.progress or Progress.PLANNED),
            is_ending=call.is_ending or news.is_ending,
            turns=call.turns + news.takes_turn,
        )
        return self.known[call_id]

    def add_prompt(self, call_id: CallId, turn: int, prompt: str) -> list[str]:
        self.step()
        self.prompts.setdefault((call_id, turn), prompt)
        return [
            text
            for (owner, other), text in self.prompts.items()
            if owner == call_id and other != turn
        ]


@dataclass
class FakeLines:
    step: Step = go_on
    saved: dict[HotelId, tuple[Line, datetime | None]] = field(default_factory=dict)

    def read(self, hotel_id: HotelId) -> Line:
        self.step()
        return self.saved.get(hotel_id, (Line(hotel_id), None))[0]

    def save(self, line: Line, due_at: datetime | None) -> Line | None:
        self.step()
        before = self.saved.get(line.hotel_id, (Line(line.hotel_id), None))[0]
        if before.version != line.version:
            return None
        new = replace(line, version=line.version + 1)
        self.saved[line.hotel_id] = (new, due_at)
        return new

    def due(self, now: datetime) -> list[HotelId]:
        self.step()
        return [
            hotel_id
            for hotel_id, (_, due_at) in self.saved.items()
            if due_at is not None and due_at <= now
        ]


@dataclass
class FakeHotels:
    on_file: dict[HotelId, Hotel] = field(default_factory=dict)

    def find(self, hotel_id: HotelId) -> Hotel | None:
        return self.on_file.get(hotel_id)


@dataclass
class FakePickUps:
    step: Step = go_on
    sent: dict[str, HotelId] = field(default_factory=dict)

    def send(self, hotel_id: HotelId, once_as: str) -> None:
        self.step()
        self.sent.setdefault(once_as, hotel_id)


@dataclass
class FakeFlows:
    step: Step = go_on
    started: dict[CallId, CallPlan] = field(default_factory=dict)
    fails_with: Exception | None = None

    def start(self, plan: CallPlan) -> None:
        self.step()
        if self.fails_with is not None:
            raise self.fails_with
        self.started.setdefault(plan.call_id, plan)


@dataclass
class FakePhone:
    placed: list[Dialling] = field(default_factory=list)
    instructed: list[Sequence[Instruction]] = field(default_factory=list)
    hung_up: list[ProviderSid] = field(default_factory=list)
    fails_with: Exception | None = None
    is_over: bool = False

    def place(self, dialling: Dialling) -> ProviderSid:
        if self.fails_with is not None:
            raise self.fails_with
        self.placed.append(dialling)
        return SID

    def instruct(
        self, call_id: CallId, provider_sid: ProviderSid, instructions: Sequence[Instruction]
    ) -> bool:
        del call_id, provider_sid
        if self.is_over:
            return False
        self.instructed.append(instructions)
        return True

    def hang_up(self, provider_sid: ProviderSid) -> None:
        self.hung_up.append(provider_sid)


@dataclass
class FakePhoneSignals:
    """`signal` is what every request is read as; words are the instructions' own."""

    signal: Signal | Exception = field(default_factory=lambda: ValueError("no signal was given"))

    def read(self, request: Request) -> Signal:
        del request
        if isinstance(self.signal, Exception):
            raise self.signal
        return self.signal

    def word(self, call_id: CallId, instructions: Sequence[Instruction]) -> str:
        del call_id
        return repr(list(instructions))


@dataclass
class FakeSpeech:
    synthesised: list[str] = field(default_factory=list)
    fails_with: Exception | None = None

    @property
    def signature(self) -> str:
        return "voice/model"

    def synthesise(self, text: str) -> bytes:
        if self.fails_with is not None:
            raise self.fails_with
        self.synthesised.append(text)
        return text.encode()


@dataclass
class FakePrompts:
    kept: dict[str, bytes] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        return f"https://prompts.example/{name}" if name in self.kept else None

    def keep(self, name: str, audio: bytes) -> str:
        self.kept[name] = audio
        return f"https://prompts.example/{name}"


@dataclass
class FakeProjections:
    step: Step = go_on
    saved: dict[RecordId, Projection] = field(default_factory=dict)

    def read(self, record_id: RecordId) -> Projection | None:
        self.step()
        return self.saved.get(record_id)

    def save(self, projection: Projection, replaces: int) -> bool:
        self.step()
        before = self.saved.get(projection.record_id)
        if (before.sequence if before is not None else 0) != replaces:
            return False
        self.saved[projection.record_id] = projection
        return True


@dataclass
class FakeWorld:
    """World. All stores take the same `step`."""

    step: Step = go_on
    clock: FakeClock = field(default_factory=FakeClock)
    hotels: FakeHotels = field(default_factory=FakeHotels)
    phone: FakePhone = field(default_factory=FakePhone)
    phone_signals: FakePhoneSignals = field(default_factory=FakePhoneSignals)
    speech: FakeSpeech = field(default_factory=FakeSpeech)
    prompts: FakePrompts = field(default_factory=FakePrompts)

    def __post_init__(self) -> None:
        self.bus = FakeBus(self.step)
        self.event_store = FakeEventStore(self.step)
        self.inbox = FakeInbox(self.step)
        self.tokens = FakeTokens(self.step)
        self.intents = FakeIntents(self.step)
        self.calls = FakeCalls(self.step)
        self.lines = FakeLines(self.step)
        self.pick_ups = FakePickUps(self.step)
        self.flows = FakeFlows(self.step)
        self.projections = FakeProjections(self.step)
