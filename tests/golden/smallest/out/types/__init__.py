# Written by `python -m generator generate`; edit specs/ instead.
"""The types of the system, each imported when it is asked for."""

from __future__ import annotations

_MODULES: dict[str, str] = {}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = __import__(f"{__name__}.{_MODULES[name]}", fromlist=[name])
    found: object = getattr(module, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
