# Written by `python -m generator generate`; edit specs/ instead.
"""Takes up to ten waiting records of one hotel and starts the call about them; one live call a
hotel.
"""

from __future__ import annotations

from .. import values
from ..events.batch_scheduled import BatchScheduled
from ..events.record_assigned_to_call import RecordAssignedToCall

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Emitted = BatchScheduled | RecordAssignedToCall

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {}
