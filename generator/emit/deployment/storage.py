"""Rows of what keeps data: tables, buckets, queues."""

from generator.cases import kebab
from generator.emit.deployment.permissions import CUSTOMER_KEY
from generator.emit.verbatim.rows import (
    Attribute,
    BucketRow,
    DeadLettersRow,
    IndexRow,
    KeyRow,
    QueueRow,
    SecretRow,
    StreamView,
    TableRow,
)
from generator.model import KeyField, Queue, System, Table

LONGEST_KEEP_SECONDS = 14 * 24 * 3600
"""How long SQS keeps a message at most: time for a person to look at what went wrong.
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
"""


def key_rows(system: System) -> tuple[KeyRow, ...]:
    """The customer's key, where a table asks for it."""
    encrypted = [str(each.name) for each in system.tables if each.encryption == "customer_key"]
    if not encrypted:
        return ()
    doc = f"Encrypts {', '.join(encrypted)}."
    return (KeyRow(CUSTOMER_KEY, f"{system.namespace}-{kebab(CUSTOMER_KEY)}", doc),)


def secret_rows(system: System) -> tuple[SecretRow, ...]:
    """The secrets."""
    return tuple(SecretRow(str(each.name), each.physical_name, each.doc) for each in system.secrets)


def table_rows(system: System) -> tuple[TableRow, ...]:
    """The tables."""
    return tuple(_table(each) for each in system.tables)


def bucket_rows(system: System) -> tuple[BucketRow, ...]:
    """The buckets."""
    return tuple(
        BucketRow(str(each.name), each.physical_name, each.doc, each.expires_after_days)
        for each in system.buckets
    )


def queue_rows(system: System) -> tuple[QueueRow, ...]:
    """The queues; their dead-letter queues are rows of their own."""
    return tuple(
        QueueRow(
            name=str(each.name),
            physical_name=_queue_name(each, ""),
            doc=each.doc,
            is_fifo=each.is_fifo,
            delay_seconds=each.delay,
            keep_seconds=each.keep,
            hidden_seconds=each.hidden,
            tries=each.tries,
            dead_letters=str(each.name),
        )
        for each in system.queues
    )


def queue_dead_letters(system: System) -> list[DeadLettersRow]:
    """The dead-letter queues of the queues; one of a FIFO queue must be FIFO as well."""
    return [
        DeadLettersRow(
            name=str(each.name),
            physical_name=_queue_name(each, "-dlq"),
            doc=f"What {each.name} handed out {each.tries} times in vain.",
            is_fifo=each.is_fifo,
            keep_seconds=LONGEST_KEEP_SECONDS,
        )
        for each in system.queues
    ]


def _queue_name(queue: Queue, suffix: str) -> str:
    return f"{queue.physical_name}{suffix}{'.fifo' if queue.is_fifo else ''}"


def _table(table: Table) -> TableRow:
    partition_key, sort_key = _keys(table.key)
    is_ours = table.encryption == "customer_key"
    return TableRow(
        name=str(table.name),
        physical_name=table.physical_name,
        doc=table.doc,
        partition_key=partition_key,
        sort_key=sort_key,
        indexes=tuple(IndexRow(str(each.name), *_keys(each.key)) for each in table.indexes),
        stream_view=_STREAM_VIEWS[table.stream] if table.stream else None,
        has_recovery=table.has_recovery,
        key=CUSTOMER_KEY if is_ours else None,
        expires=table.expires,
    )


_STREAM_VIEWS: dict[str, StreamView] = {
    "new_and_old_images": "NEW_AND_OLD_IMAGES",
    "new_image": "NEW_IMAGE",
    "keys_only": "KEYS_ONLY",
}


def _keys(key: tuple[KeyField, ...]) -> tuple[Attribute, Attribute | None]:
    attributes = [Attribute(str(each.name), "S" if each.type == "string" else "N") for each in key]
    return attributes[0], attributes[1] if len(attributes) > 1 else None
