"""Stores: tables, buckets and queues."""

from typing import Literal, NamedTuple

from generator.model.names import Name


class KeyField(NamedTuple):
    """A key attribute of a table or an index."""

    name: Name
    type: Literal["string", "integer"]


class Index(NamedTuple):
    """A global secondary index: partition key, and a sort key where there is one."""

    name: Name
    key: tuple[KeyField, ...]


class Table(NamedTuple):
    """A DynamoDB table: partition key, and a sort key where there is one; on-demand capacity."""

    name: Name
    physical_name: str
    doc: str
    key: tuple[KeyField, ...]
    indexes: tuple[Index, ...]
    stream: Literal["new_and_old_images", "new_image", "keys_only"] | None
    has_recovery: bool
    encryption: Literal["aws_key", "customer_key"]
    expires: str | None  # the attribute that holds the time to live, in epoch seconds


class Bucket(NamedTuple):
    """A private S3 bucket; the account's number is appended to its name."""

    name: Name
    physical_name: str
    doc: str
    expires_after_days: int | None


class Queue(NamedTuple):
    """An SQS queue with its dead-letter queue; times in seconds. `.fifo` is appended by the
    emitter.
    """

    name: Name
    physical_name: str
    doc: str
    is_fifo: bool
    delay: int
    keep: int
    hidden: int
    tries: int
