"""The queue of hotels that may be called, in SQS FIFO.

The group is the hotel, so that a hotel's messages are served one after another; the queue's own
delay gathers records that come together.
"""

import json
from typing import TYPE_CHECKING

from generated.types.hotel_id import HotelId

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SQSPickUps:
    """PickUps."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, hotel_id: HotelId, once_as: str) -> None:
        """Send a hotel; within five minutes, only the first of the same `once_as` counts."""
        self._client.send_message(
            QueueUrl=self._url,
            MessageBody=json.dumps({"hotel_id": hotel_id}),
            MessageGroupId=hotel_id,
            MessageDeduplicationId=once_as,
        )
