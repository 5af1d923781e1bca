"""Reading what reaches a function, and writing what leaves it.

It stands apart because shapes are checked here, once: whatever comes out is typed. Invariant: what
breaks a rule is `values.Invalid`, which says where and never repeats the value.
"""

import json
from collections.abc import Mapping

from generated.events import find
from generated.events.fact import Fact
from generated.values import EventData, Fields, Invalid, list_of, read_text, read_timestamp
from runtime.state.inbox import Accepts, InboxFact, Wait

LONGEST_TOKEN = 2048
"""Source: Step Functions' SendTaskSuccess, taskToken."""
MOST_ACCEPTED = 100
_encode = json.JSONEncoder(separators=(",", ":")).encode


def to_json(data: object) -> str:
    """Write JSON without blanks."""
    return _encode(data)


def from_json(text: str | bytes, where: str) -> object:
    """Read JSON; Invalid where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(where, "must be JSON") from None


def events_named(event_type: object) -> dict[str, type[EventData]]:
    """Give the one event of this name, for a reader of facts that takes whatever there is."""
    kind = find(str(event_type))
    if kind is None:
        raise Invalid("event_type", "must be an event of this system")
    return {kind.TYPE: kind}


def with_sequence(fact: Fact, sequence: int) -> Fact:
    """Give a fact its place among the facts of its aggregate."""
    return _copy(fact, source=fact.source, sequence=sequence)


def with_source(fact: Fact, source: str) -> Fact:
    """Give a fact as another tells it on."""
    return _copy(fact, source=source, sequence=fact.sequence)


def inbox_fact(fact: Fact) -> InboxFact:
    """Give a fact as an inbox keeps it."""
    event = fact.event
    return InboxFact(fact.event_id, event.TYPE, fact.timestamp, event.to_data())


def read_arming(data: object) -> tuple[str, Wait]:
    """Read the key of the inbox and the wait from what an `await` sends."""
    fields = Fields(data, "arm")
    wait_id = fields.required("wait", read_text)
    entered = read_timestamp(wait_id.rpartition("@")[2], "arm.wait's last part")
    wait = Wait(
        wait_id=wait_id,
        entered=entered,
        token=fields.required("token", _read_token),
        accepts=fields.required("facts", list_of(_read_accepts, at_least=1, at_most=MOST_ACCEPTED)),
        deadline=fields.required("deadline", read_timestamp),
    )
    return fields.required("key", read_text), wait


def read_object(value: object, where: str) -> Mapping[str, object]:
    """Read a JSON object whose fields are nobody's business here."""
    if not isinstance(value, dict):
        raise Invalid(where, "must be an object")
    return value


def _read_token(value: object, where: str) -> str:
    return read_text(value, where, longest=LONGEST_TOKEN)


def _read_accepts(value: object, where: str) -> Accepts:
    fields = Fields(value, where)
    return Accepts(
        name=fields.required("event", read_text), after=fields.optional("after", read_timestamp)
    )


def _copy(fact: Fact, *, source: str, sequence: int | None) -> Fact:
    event: EventData = fact.event
    return Fact(
        event=event,
        event_id=fact.event_id,
        timestamp=fact.timestamp,
        correlation_id=fact.correlation_id,
        causation_id=fact.causation_id,
        source=source,
        sequence=sequence,
    )
