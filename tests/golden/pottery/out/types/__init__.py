# Written by `python -m generator generate`; edit specs/ instead.
"""The types of the system, each imported when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .address import Address as Address
    from .degrees import Degrees as Degrees
    from .finding import Finding as Finding
    from .firing import Firing as Firing
    from .firing_id import FiringId as FiringId
    from .glaze import Glaze as Glaze
    from .grams import Grams as Grams
    from .measure_result import MeasureResult as MeasureResult
    from .pot import Pot as Pot
    from .pot_id import PotId as PotId
    from .verdict import Verdict as Verdict

_MODULES: dict[str, str] = {
    "Address": "address",
    "Degrees": "degrees",
    "Finding": "finding",
    "Firing": "firing",
    "FiringId": "firing_id",
    "Glaze": "glaze",
    "Grams": "grams",
    "MeasureResult": "measure_result",
    "Pot": "pot",
    "PotId": "pot_id",
    "Verdict": "verdict",
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
