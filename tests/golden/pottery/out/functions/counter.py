# Written by `python -m generator generate`; edit specs/ instead.
"""Takes pots in and hands them out."""

from __future__ import annotations

from .. import values
from ..events.pot_brought import PotBrought
from ..events.pot_fetched import PotFetched
from ..events.pot_fired import PotFired
from ..events.pot_forgotten import PotForgotten

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


Taken = PotFired | PotForgotten | PotBrought | PotFetched

Emitted = PotBrought | PotFetched

EVENTS: dict[str, type[values.EventData]] = {
    "PotFired": PotFired,
    "PotForgotten": PotForgotten,
    "PotBrought": PotBrought,
    "PotFetched": PotFetched,
}

TASKS: dict[str, values.Task] = {}
