"""Events as Python: one module for each, and a package that imports what is asked for.

It stands apart because a function loads only the events that it touches. Invariant: an event's data
is written and read back equal.
"""

from generator.cases import module
from generator.emit.classes import module_text, value_class
from generator.emit.fields import imports, needs_datetime, used_types
from generator.emit.lazy import lazy_package
from generator.emit.literals import quoted
from generator.model import Event, Primitive, ScalarType, System

_FIND = '''

def find(event_type: str) -> type[EventData] | None:
    """Give the class of an event type; None where there is none of that name."""
    if event_type not in _MODULES:
        return None
    found = globals().get(event_type) or __getattr__(event_type)
    return found  # type: ignore[return-value]  # all modules hold events
'''


def emit_events(system: System) -> dict[str, str]:
    """One module for each event type."""
    package = lazy_package(
        "The events of the system, each imported when it is asked for.",
        [each.name for each in system.events],
        "from ..values import EventData",
        _FIND,
    )
    files = {f"events/{module(each.name)}.py": _event(each) for each in system.events}
    return {"events/__init__.py": package, **files}


def _event(event: Event) -> str:
    kinds = used_types(event.fields)
    standard = ["import datetime as dt"] if needs_datetime(kinds) else []
    key = event.aggregate.key
    own = f"self.{key.name}"
    aggregate_id = f'''    @property
    def aggregate_id(self) -> str:
        """Which {event.aggregate.name} it is about."""
        return {own if _is_text(event) else f"str({own})"}'''
    text = value_class(
        event.name,
        "values.EventData",
        event.doc or f"{event.name}.",
        event.fields,
        extra=(aggregate_id,),
        constants=(
            f"TYPE = {quoted(event.name)}",
            f"AGGREGATE = {quoted(event.aggregate.name)}",
            f"VERSION = {event.version}",
        ),
    )
    ours = ["from .. import values", *imports(kinds, "events")]
    return module_text(f"The event {event.name}.", [standard, ours], text)


def _is_text(event: Event) -> bool:
    kind = event.aggregate.key.type
    base = kind.base if isinstance(kind, ScalarType) else kind
    return base == Primitive("string")
