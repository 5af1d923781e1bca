# Written by `python -m generator generate`; edit specs/ instead.
"""The events of the system, each imported when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..values import EventData
    from .door_opened import DoorOpened as DoorOpened
    from .firing_spoilt import FiringSpoilt as FiringSpoilt
    from .kiln_lit import KilnLit as KilnLit
    from .pot_brought import PotBrought as PotBrought
    from .pot_fetched import PotFetched as PotFetched
    from .pot_fired import PotFired as PotFired
    from .pot_forgotten import PotForgotten as PotForgotten

_MODULES: dict[str, str] = {
    "DoorOpened": "door_opened",
    "FiringSpoilt": "firing_spoilt",
    "KilnLit": "kiln_lit",
    "PotBrought": "pot_brought",
    "PotFetched": "pot_fetched",
    "PotFired": "pot_fired",
    "PotForgotten": "pot_forgotten",
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
