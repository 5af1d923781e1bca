"""PutEvents: what somebody sends to a bus as JSON, entry by entry.

It stands apart from the bus because a request may be half refused: its answer says so for each
entry. Source: EventBridge API reference, PutEvents, PutEventsRequestEntry, PutEventsResultEntry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from semantics.payload import Json, json_text, read_json
from semantics.timestamps import parse_timestamp
from simulator.services.event_bus import EventBus
from simulator.services.refusal import Refusal

MOST_ENTRIES = 10
MOST_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class JsonEntry:
    """An entry as it was sent, its time in microseconds since 1970."""

    source: str
    detail_type: str
    detail: Json
    resources: Sequence[str]
    time: int | None


def put_events(bus: EventBus[JsonEntry], entries: Sequence[Mapping[str, Json]]) -> Json:
    """Put what can be put; gives the answer. Raises Refusal where the whole request is refused."""
    if not 1 <= len(entries) <= MOST_ENTRIES:
        raise Refusal("ValidationException", f"1 to {MOST_ENTRIES} entries, not {len(entries)}")
    if sum(len(json_text(entry).encode()) for entry in entries) > MOST_BYTES:
        raise Refusal("ValidationException", f"more than {MOST_BYTES} bytes in one request")
    told: list[dict[str, str]] = []
    for entry in entries:
        try:
            bus.put(_read(entry))
            told.append({"EventId": f"event-{bus.entries}"})
        except Refusal as refusal:
            told.append({"ErrorCode": refusal.code, "ErrorMessage": refusal.message})
    return {"FailedEntryCount": sum("ErrorCode" in each for each in told), "Entries": told}


def _read(entry: Mapping[str, Json]) -> JsonEntry:
    for name in ("Source", "DetailType", "Detail"):
        if not entry.get(name):
            reason = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            raise Refusal("InvalidArgument", reason)
    if entry["Source"].startswith("aws."):
        raise Refusal("NotAuthorizedForSourceException", "Not authorized for the source.")
    return JsonEntry(
        entry["Source"],
        entry["DetailType"],
        _detail(entry["Detail"]),
        entry.get("Resources", ()),
        _moment(entry["Time"]) if "Time" in entry else None,
    )


def _moment(text: str) -> int:
    nanoseconds = parse_timestamp(text)
    if nanoseconds is None:
        raise Refusal("InvalidArgument", f"Parameter Time is not valid. Reason: {text} is no time.")
    return nanoseconds // 1_000


def _detail(text: str) -> Json:
    try:
        detail = read_json(text)
    except ValueError:
        detail = None
    if not isinstance(detail, dict):
        raise Refusal("MalformedDetail", "Detail is malformed.")
    return detail
