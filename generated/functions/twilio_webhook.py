# Written by `python -m generator generate`; edit specs/ instead.
"""Hears from Twilio, puts what it hears into the call's inbox, and keeps the line alive."""

from __future__ import annotations

from .. import values
from ..events.call_connected import CallConnected
from ..events.call_ended import CallEnded
from ..events.call_failed import CallFailed
from ..events.machine_detection_received import MachineDetectionReceived
from ..events.turn_transcribed import TurnTranscribed
from ..events.voicemail_left import VoicemailLeft

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Emitted = (
    CallFailed
    | MachineDetectionReceived
    | CallConnected
    | CallEnded
    | TurnTranscribed
    | VoicemailLeft
)

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {}
