# Written by `python -m generator generate`; edit specs/ instead.
"""Hears from the kiln."""

from __future__ import annotations

from .. import values
from ..events.door_opened import DoorOpened

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Emitted = DoorOpened

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {}
