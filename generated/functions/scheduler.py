# Written by `python -m generator generate`; edit specs/ instead.
"""Keeps each hotel's line of waiting records, and decides when there is a reason to call."""

from __future__ import annotations

from .. import values
from ..events.batch_completed import BatchCompleted
from ..events.call_duration_exceeded import CallDurationExceeded
from ..events.callback_requested import CallbackRequested
from ..events.record_created import RecordCreated
from ..events.record_deferred import RecordDeferred
from ..events.record_escalated import RecordEscalated
from ..events.record_queued import RecordQueued

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Taken = RecordCreated | BatchCompleted | CallbackRequested | CallDurationExceeded

Emitted = RecordQueued | RecordDeferred | RecordEscalated

EVENTS: dict[str, type[values.EventData]] = {
    "RecordCreated": RecordCreated,
    "BatchCompleted": BatchCompleted,
    "CallbackRequested": CallbackRequested,
    "CallDurationExceeded": CallDurationExceeded,
}

TASKS: dict[str, values.Task] = {}
