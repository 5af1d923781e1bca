"""The form of a history's events: what each must hold before anybody reads it.

It stands apart because a file may hold anything, and a reader that trusts it stays short.
Invariant: an event that passes has the fields that a replay reads, each of its kind.
Source: API reference, HistoryEvent.
"""

from semantics.payload import Json


class HistoryError(ValueError):
    """The history cannot be used; the message says why, where and what to do."""


def check_event(event: Json) -> None:
    """Raise HistoryError where this is no event of a history."""
    if not isinstance(event, dict) or not _is_number(event.get("id")):
        raise HistoryError("an event has no number as its id: this is no list of history events")
    place = f"event {event['id']}"
    _require(place, event, {"type": str})
    _allow(place, event, {"previousEventId": int})
    type_ = event["type"]
    details = details_of(event)
    place = f"{place} ({type_})"
    if not isinstance(details, dict):
        raise HistoryError(f"{place}: its details must be an object")
    if type_.endswith("StateEntered"):
        _require(place, details, {"name": str})
    elif type_ == "MapIterationStarted":
        _require(place, details, {"name": str, "index": int})
    _allow(place, details, _DETAILS)


def details_of(event: Json) -> Json:
    """The one member whose name ends in Details; entered and exited states share theirs."""
    members = (event[name] for name in event if name.endswith("EventDetails"))
    return next((each for each in members if each is not None), {})


_DETAILS: dict[str, type] = {
    "error": str,
    "assignedVariables": dict,
    "inputDetails": dict,
    "outputDetails": dict,
    "parametersDetails": dict,
}
_WORDS = {str: "a text", int: "a number", dict: "an object"}


def _require(place: str, data: Json, kinds: dict[str, type]) -> None:
    for name in kinds:
        if data.get(name) is None:
            raise HistoryError(f"{place} has no {name}")
    _allow(place, data, kinds)


def _allow(place: str, data: Json, kinds: dict[str, type]) -> None:
    """What is there must be of its kind; null is as good as absent."""
    for name, kind in kinds.items():
        value = data.get(name)
        if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
            continue
        raise HistoryError(f"{place}: {name} must be {_WORDS[kind]}, not {value!r:.40}")


def _is_number(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
