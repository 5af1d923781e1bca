"""What the system gave up on: the messages in its dead-letter queues.

It stands apart because a run that loses something must say so, however good its table looks.
"""

from generated.deployment import DEAD_LETTERS
from local.clients import Clients


def count_dead_letters(clients: Clients) -> dict[str, int]:
    """Count the messages of each dead-letter queue that holds any, by the queue's name."""
    counts: dict[str, int] = {}
    for row in DEAD_LETTERS:
        url = clients.queues.get_queue_url(QueueName=row.physical_name)["QueueUrl"]
        attributes = clients.queues.get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )["Attributes"]
        counts[row.physical_name] = int(attributes["ApproximateNumberOfMessages"])
    return {name: count for name, count in counts.items() if count}
