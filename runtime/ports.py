# ruff: noqa: D102 - in World, the type of a port says what it is
"""What the system needs of the world, by capability.

They stand apart so that handlers run alike on AWS, in tests and in a simulation. Invariant: a port
speaks in our own values; errors are those of `runtime.errors`. Reads of DynamoDB are strongly
consistent unless a port says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # at run time a port is a name: none of these is imported for it
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from generated.events.fact import Fact
    from generated.types.call_id import CallId
    from generated.types.call_plan import CallPlan
    from generated.types.hotel import Hotel
    from generated.types.hotel_id import HotelId
    from generated.types.provider_sid import ProviderSid
    from generated.types.record_id import RecordId
    from runtime.exchange import Request
    from runtime.state.call import Call, CallNews
    from runtime.state.inbox import Claim, Inbox, InboxFact, Wait
    from runtime.state.intent import Intent
    from runtime.state.line import Line
    from runtime.state.projection import Projection
    from runtime.telephony import Dialling, Instruction, Signal


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Give the time in UTC."""


class Bus(Protocol):
    """Where facts are told."""

    def publish(self, facts: Sequence[Fact]) -> None:
        """Tell all facts, some perhaps twice. Raises PublishFailed."""


class EventStore(Protocol):
    """The facts of every aggregate, numbered from 1."""

    def event_ids(self, aggregate_id: str) -> list[str]:
        """Give the ids of an aggregate's facts, in their order."""

    def append(self, fact: Fact) -> bool:
        """Store a fact that has a sequence; False if that sequence is taken."""

    def facts(self, aggregate_id: str) -> list[Fact]:
        """Give an aggregate's facts, in their order."""


class InboxStore(Protocol):
    """The inboxes of all calls. `key` is what the flow's facts are correlated by."""

    def put_fact(self, key: str, fact: InboxFact) -> bool:
        """Write a fact unless one with its id is there; False if it was."""

    def put_wait(self, key: str, wait: Wait) -> None:
        """Write a wait, or replace its token, deadline and facts; its claim stays as it is."""

    def read(self, key: str) -> Inbox:
        """Read everything."""

    def claim(self, key: str, wait: Wait, claim: Claim) -> bool:
        """Write a claim where token and claim are still those of `wait`; False if not."""


class Tokens(Protocol):
    """Executions that wait."""

    def complete(self, token: str, output: Mapping[str, object]) -> bool:
        """Wake the execution; False if it no longer waits. Tried once; raises when unsure."""


class Intents(Protocol):
    """What is written down before effects. `name` is unique within the call."""

    def begin(self, call_id: str, name: str) -> Intent | None:
        """Write that an effect begins; where that was written before, give what was."""

    def finish(self, call_id: str, name: str, intent: Intent) -> None:
        """Write what came of it."""


class Calls(Protocol):
    """What is known of calls while they last."""

    def read(self, call_id: CallId) -> Call:
        """Give what is known; of a call that nobody has written about, its id."""

    def update(self, call_id: CallId, news: CallNews) -> Call:
        """Write news and give what is known then."""

    def add_prompt(self, call_id: CallId, turn: int, prompt: str) -> list[str]:
        """Keep what a menu said in this turn; give what it said in other turns."""


class HotelLines(Protocol):
    """The lines of all hotels."""

    def read(self, hotel_id: HotelId) -> Line:
        """Give a hotel's line; an empty one if there is none."""

    def save(self, line: Line, due_at: datetime | None) -> Line | None:
        """Write a changed line and give it with its new version; None if somebody was faster.

        `due_at`: when somebody must look at it again.
        """

    def due(self, now: datetime) -> list[HotelId]:
        """Give the hotels at which somebody must look; not strongly consistent."""


class Hotels(Protocol):
    """What is on file about hotels."""

    def find(self, hotel_id: HotelId) -> Hotel | None:
        """Give a hotel, or None."""


class PickUps(Protocol):
    """The queue of hotels whose waiting records may be called about."""

    def send(self, hotel_id: HotelId, once_as: str) -> None:
        """Send a hotel; within five minutes, only the first of the same `once_as` counts."""


class Flows(Protocol):
    """The flows of calls."""

    def start(self, plan: CallPlan) -> None:
        """Start the call's flow, named by its id; one that was started before is left alone."""


class Phone(Protocol):
    """The telephone, outgoing."""

    def place(self, dialling: Dialling) -> ProviderSid:
        """Place a call, once. Raises CallRejected (not placed), OutcomeUnknown (perhaps)."""

    def instruct(
        self, call_id: CallId, provider_sid: ProviderSid, instructions: Sequence[Instruction]
    ) -> bool:
        """Replace what the call is doing; False if it is over. Raises PhoneFailed."""

    def hang_up(self, provider_sid: ProviderSid) -> None:
        """End a call; one that is over stays so. Raises PhoneFailed."""


class PhoneSignals(Protocol):
    """The telephone, incoming."""

    def read(self, request: Request) -> Signal:
        """Read a signal. Raises ForgedSignal, or UnknownSignal for one we have no use for."""

    def word(self, call_id: CallId, instructions: Sequence[Instruction]) -> str:
        """Put instructions into the provider's words, as an answer to its request."""


class Speech(Protocol):
    """A voice. `signature` names voice and model: the same text under it sounds the same."""

    @property
    def signature(self) -> str:
        """Name the voice and its model. Raises SpeechFailed."""

    def synthesise(self, text: str) -> bytes:
        """Speak a text as MP3. Raises SpeechFailed."""


class Prompts(Protocol):
    """Spoken prompts, kept."""

    def find(self, name: str) -> str | None:
        """Give an address where a prompt can be played for the next minutes, if it is there."""

    def keep(self, name: str, audio: bytes) -> str:
        """Keep a prompt and give such an address."""


class Projections(Protocol):
    """What is known about each record now."""

    def read(self, record_id: RecordId) -> Projection | None:
        """Give a record's projection, if there is one."""

    def save(self, projection: Projection, replaces: int) -> bool:
        """Write it over the one with the sequence `replaces` (0: none); False if that changed."""


class World(Protocol):
    """All ports. Each is built when it is first asked for, so that only its vendor is imported."""

    @property
    def clock(self) -> Clock: ...
    @property
    def bus(self) -> Bus: ...
    @property
    def event_store(self) -> EventStore: ...
    @property
    def inbox(self) -> InboxStore: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def intents(self) -> Intents: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def lines(self) -> HotelLines: ...
    @property
    def hotels(self) -> Hotels: ...
    @property
    def pick_ups(self) -> PickUps: ...
    @property
    def flows(self) -> Flows: ...
    @property
    def phone(self) -> Phone: ...
    @property
    def phone_signals(self) -> PhoneSignals: ...
    @property
    def speech(self) -> Speech: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def projections(self) -> Projections: ...
