# Written by `python -m generator generate`; edit specs/ instead.
"""Tells the bus what the event store holds."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {}
