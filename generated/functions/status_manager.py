# Written by `python -m generator generate`; edit specs/ instead.
"""Keeps the status of every record, as the fold of its events."""

from __future__ import annotations

from .. import values
from ..events.folio_agreed import FolioAgreed
from ..events.folio_not_found import FolioNotFound
from ..events.folio_refused import FolioRefused
from ..events.folio_requested import FolioRequested
from ..events.record_assigned_to_call import RecordAssignedToCall
from ..events.record_created import RecordCreated
from ..events.record_deferred import RecordDeferred
from ..events.record_escalated import RecordEscalated
from ..events.record_queued import RecordQueued

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Taken = (
    RecordCreated
    | RecordQueued
    | RecordDeferred
    | RecordAssignedToCall
    | FolioRequested
    | FolioAgreed
    | FolioRefused
    | FolioNotFound
    | RecordEscalated
)

EVENTS: dict[str, type[values.EventData]] = {
    "RecordCreated": RecordCreated,
    "RecordQueued": RecordQueued,
    "RecordDeferred": RecordDeferred,
    "RecordAssignedToCall": RecordAssignedToCall,
    "FolioRequested": FolioRequested,
    "FolioAgreed": FolioAgreed,
    "FolioRefused": FolioRefused,
    "FolioNotFound": FolioNotFound,
    "RecordEscalated": RecordEscalated,
}

TASKS: dict[str, values.Task] = {}
