"""Batches of a queue or a stream: what of them failed is told, and only that comes again.

It stands apart because Powertools' part for it takes long to import, and few functions need it.
"""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from generated.events.fact import Fact
from runtime.ports import World
from runtime.serving import Function, events_read_by, serve_fact, serve_message


def serve_queue(function: Function, event: dict[str, Any], world: World) -> dict[str, Any]:
    """Serve a FIFO queue's messages; after a failure, the rest of its group waits for it."""

    def serve(record: SQSRecord) -> None:
        serve_message(function, record.body, record.message_id, world)

    processor = SqsFifoPartialProcessor(skip_group_on_error=True)
    return _process(event, serve, processor)


def serve_stream(function: Function, event: dict[str, Any], world: World) -> dict[str, Any]:
    """Serve the facts that a table's stream brings: its new items."""

    def serve(record: DynamoDBRecord) -> None:
        image = record.dynamodb.new_image if record.dynamodb is not None else None
        if record.raw_event.get("eventName") == "INSERT" and image is not None:
            events = events_read_by(function, image.get("event_type"))
            serve_fact(function, Fact.from_item(image, events), world)

    return _process(event, serve, BatchProcessor(event_type=EventType.DynamoDBStreams))


def _process(
    event: dict[str, Any], serve: Callable[[Any], None], processor: BatchProcessor
) -> dict[str, Any]:
    processor.raise_on_entire_batch_failure = False
    return dict(process_partial_response(event, serve, processor))
