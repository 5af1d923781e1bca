# Written by `python -m generator generate`; edit specs/ instead.
"""Ringer."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {}
