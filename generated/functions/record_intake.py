# Written by `python -m generator generate`; edit specs/ instead.
"""Takes the records that somebody wants folios for."""

from __future__ import annotations

from .. import values
from ..events.record_created import RecordCreated

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Emitted = RecordCreated

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {}
