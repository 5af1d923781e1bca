# Written by `python -m generator generate`; edit specs/ instead.
"""The events of the system, each imported when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..values import EventData
    from .batch_completed import BatchCompleted as BatchCompleted
    from .batch_scheduled import BatchScheduled as BatchScheduled
    from .call_blocked_by_policy import CallBlockedByPolicy as CallBlockedByPolicy
    from .call_connected import CallConnected as CallConnected
    from .call_duration_exceeded import CallDurationExceeded as CallDurationExceeded
    from .call_ended import CallEnded as CallEnded
    from .call_failed import CallFailed as CallFailed
    from .call_initiated import CallInitiated as CallInitiated
    from .callback_requested import CallbackRequested as CallbackRequested
    from .connection_analyzed import ConnectionAnalyzed as ConnectionAnalyzed
    from .dtmf_sent import DtmfSent as DtmfSent
    from .folio_agreed import FolioAgreed as FolioAgreed
    from .folio_not_found import FolioNotFound as FolioNotFound
    from .folio_refused import FolioRefused as FolioRefused
    from .folio_requested import FolioRequested as FolioRequested
    from .ivr_dead_end_reached import IvrDeadEndReached as IvrDeadEndReached
    from .machine_detection_received import MachineDetectionReceived as MachineDetectionReceived
    from .record_assigned_to_call import RecordAssignedToCall as RecordAssignedToCall
    from .record_created import RecordCreated as RecordCreated
    from .record_deferred import RecordDeferred as RecordDeferred
    from .record_escalated import RecordEscalated as RecordEscalated
    from .record_queued import RecordQueued as RecordQueued
    from .response_analyzed import ResponseAnalyzed as ResponseAnalyzed
    from .turn_transcribed import TurnTranscribed as TurnTranscribed
    from .voicemail_left import VoicemailLeft as VoicemailLeft

_MODULES: dict[str, str] = {
    "BatchCompleted": "batch_completed",
    "BatchScheduled": "batch_scheduled",
    "CallBlockedByPolicy": "call_blocked_by_policy",
    "CallConnected": "call_connected",
    "CallDurationExceeded": "call_duration_exceeded",
    "CallEnded": "call_ended",
    "CallFailed": "call_failed",
    "CallInitiated": "call_initiated",
    "CallbackRequested": "callback_requested",
    "ConnectionAnalyzed": "connection_analyzed",
    "DtmfSent": "dtmf_sent",
    "FolioAgreed": "folio_agreed",
    "FolioNotFound": "folio_not_found",
    "FolioRefused": "folio_refused",
    "FolioRequested": "folio_requested",
    "IvrDeadEndReached": "ivr_dead_end_reached",
    "MachineDetectionReceived": "machine_detection_received",
    "RecordAssignedToCall": "record_assigned_to_call",
    "RecordCreated": "record_created",
    "RecordDeferred": "record_deferred",
    "RecordEscalated": "record_escalated",
    "RecordQueued": "record_queued",
    "ResponseAnalyzed": "response_analyzed",
    "TurnTranscribed": "turn_transcribed",
    "VoicemailLeft": "voicemail_left",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = __import__(f"{__name__}.{_MODULES[name]}", fromlist=[name])
    found: object = getattr(module, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]


def find(event_type: str) -> type[EventData] | None:
    """Give the class of an event type; None where there is none of that name."""
    if event_type not in _MODULES:
        return None
    found = globals().get(event_type) or __getattr__(event_type)
    return found  # type: ignore[return-value]  # all modules hold events
