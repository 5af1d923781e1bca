"""What a telephone call can be told to do, and what it can tell, in no vendor's words.

It stands apart because handlers and the telephone adapters share it. Plain values.
"""

from dataclasses import dataclass
from datetime import timedelta

from generated.types.call_id import CallId
from generated.types.call_outcome import CallOutcome
from generated.types.machine_verdict import MachineVerdict
from generated.types.phone_number import PhoneNumber
from generated.types.provider_sid import ProviderSid
from generated.types.turn import Turn


@dataclass(frozen=True, slots=True)
class Dialling:
    """A call to place: it rings `ring_for` at most, and is talked on `talk_for` at most."""

    call_id: CallId
    phone: PhoneNumber
    ring_for: timedelta
    talk_for: timedelta


@dataclass(frozen=True, slots=True)
class PressKeys:
    """Play the tones of these keys."""

    digits: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Say a text in the provider's own voice."""

    text: str


@dataclass(frozen=True, slots=True)
class Play:
    """Play a recording that lies at this address."""

    url: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Keep silent for whole seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Listen:
    """Hear what the other side says, as this turn; silence for `patience_seconds` is a turn too."""

    turn: int
    patience_seconds: int


@dataclass(frozen=True, slots=True)
class KeepListening:
    """Hear the next thing that is said, as this turn, however long it takes."""

    turn: int


@dataclass(frozen=True, slots=True)
class ReportMessageLeft:
    """Tell us that all before it was played."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Instruction = PressKeys | Speak | Play | Pause | Listen | KeepListening | ReportMessageLeft | HangUp


@dataclass(frozen=True, slots=True)
class Ringing:
    """The call is on its way."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody or something answered; `wants_instructions` tells a question from a notice."""

    wants_instructions: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The line is down. `outcome` is the carrier's view; None: it was connected and then ended."""

    outcome: CallOutcome | None
    talked_for: timedelta


@dataclass(frozen=True, slots=True)
class Heard:
    """The other side said something, or nothing at all."""

    turn: Turn
    transcript: str
    confidence: float


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nothing was said for a while; what is said next is this turn."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class MachineJudged:
    """The provider's opinion on who answered."""

    verdict: MachineVerdict


@dataclass(frozen=True, slots=True)
class MessageLeft:
    """Our message was played to its end."""


News = Ringing | Answered | Ended | Heard | StillThere | MachineJudged | MessageLeft


@dataclass(frozen=True, slots=True)
class Signal:
    """What the provider tells about a call of ours."""

    call_id: CallId
    provider_sid: ProviderSid
    news: News
