# Written by `python -m generator generate`; edit specs/ instead.
"""Brings a flow's waits and the facts of its call together."""

from __future__ import annotations

from .. import values
from ..events.call_connected import CallConnected
from ..events.call_ended import CallEnded
from ..events.turn_transcribed import TurnTranscribed
from ..events.voicemail_left import VoicemailLeft

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Taken = CallConnected | CallEnded | TurnTranscribed | VoicemailLeft

EVENTS: dict[str, type[values.EventData]] = {
    "CallConnected": CallConnected,
    "CallEnded": CallEnded,
    "TurnTranscribed": TurnTranscribed,
    "VoicemailLeft": VoicemailLeft,
}

TASKS: dict[str, values.Task] = {}
