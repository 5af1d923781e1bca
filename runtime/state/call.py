"""What is known of a call while it lasts.

Invariant: `progress` only moves forward, `turns` only grows, and the rest is written once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from generated.types.call_id import CallId
from generated.types.machine_verdict import MachineVerdict
from generated.types.provider_sid import ProviderSid


class Progress(IntEnum):
    """How far a call has come; a later report of an earlier stage changes nothing."""

    PLANNED = 0
    RINGING = 1
    CONNECTED = 2
    ENDED = 3


@dataclass(frozen=True, slots=True)
class Call:
    """`time_zone`: the hotel's; `ends_by`: no call is talked on after this moment; `is_ending`: we
    are hanging up; `turns`: the highest number that was given to a turn of the hotel's.
    """

    call_id: CallId
    time_zone: str | None = None
    ends_by: datetime | None = None
    provider_sid: ProviderSid | None = None
    verdict: MachineVerdict | None = None
    progress: Progress = Progress.PLANNED
    is_ending: bool = False
    turns: int = 1


@dataclass(frozen=True, slots=True)
class CallNews:
    """What is new about a call; what is absent stays as it is. `takes_turn` gives out a number for
    the hotel's next turn, which is then `turns`.
    """

    time_zone: str | None = None
    ends_by: datetime | None = None
    provider_sid: ProviderSid | None = None
    verdict: MachineVerdict | None = None
    progress: Progress | None = None
    is_ending: bool = False
    takes_turn: bool = False
