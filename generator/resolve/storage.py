"""Tables, buckets and queues.

They stand apart because they refer to nothing else. Invariant: what the author left out has the
default that the schema tells of.
"""

from typing import Literal

from generator.load.tree import Node
from generator.model import Bucket, Index, KeyField, Name, Queue, Table
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.naming import Names, check_big

DEFAULT_TRIES = 5
_STREAMS: dict[str, Literal["new_and_old_images", "new_image", "keys_only"]] = {
    "new_and_old_images": "new_and_old_images",
    "new_image": "new_image",
    "keys_only": "keys_only",
}
DEFAULT_KEEP = 4 * 86400  # seconds; what SQS itself keeps messages
DEFAULT_HIDDEN = 30  # seconds; the same


def read_storage(draft: Draft, names: Names) -> None:
    """Fill the draft's tables, buckets and queues."""
    root = draft.files.get("storage.yaml")
    for name, node in reading.entries(reading.child(root, "tables")):
        names.give(name, "a table")
        check_big(draft, name)
        draft.tables[name] = draft.built(_table(name, node))
    for name, node in reading.entries(reading.child(root, "buckets")):
        names.give(name, "a bucket")
        check_big(draft, name)
        draft.buckets[name] = draft.built(_bucket(name, node))
    for name, node in reading.entries(reading.child(root, "queues")):
        names.give(name, "a queue")
        check_big(draft, name)
        draft.queues[name] = draft.built(_queue(name, node))


def _table(name: Name, node: Node) -> Table | None:
    physical, key = reading.text(reading.child(node, "name")), _key(reading.child(node, "key"))
    if not physical or not key:
        return None
    stream = reading.text(reading.child(node, "stream"))
    encryption = reading.text(reading.child(node, "encryption"))
    indexes = reading.entries(reading.child(node, "indexes"))
    return Table(
        name,
        physical,
        reading.doc(node),
        key,
        tuple(Index(each, _key(fields)) for each, fields in indexes),
        _STREAMS.get(stream),
        reading.flag(reading.child(node, "recovery")),
        "customer_key" if encryption == "customer_key" else "aws_key",
        reading.text(reading.child(node, "expires")) or None,
    )


def _key(node: Node | None) -> tuple[KeyField, ...]:
    return tuple(
        KeyField(name, "integer" if reading.text(of) == "integer" else "string")
        for name, of in reading.entries(node)
    )


def _bucket(name: Name, node: Node) -> Bucket | None:
    physical = reading.text(reading.child(node, "name"))
    expires = reading.days(reading.child(node, "expires"))
    return Bucket(name, physical, reading.doc(node), expires) if physical else None


def _queue(name: Name, node: Node) -> Queue | None:
    physical = reading.text(reading.child(node, "name"))
    if not physical:
        return None
    return Queue(
        name,
        physical,
        reading.doc(node),
        reading.flag(reading.child(node, "fifo")),
        reading.seconds(reading.child(node, "delay")) or 0,
        reading.seconds(reading.child(node, "keep")) or DEFAULT_KEEP,
        reading.seconds(reading.child(node, "hidden")) or DEFAULT_HIDDEN,
        reading.whole(reading.child(node, "tries")) or DEFAULT_TRIES,
    )
