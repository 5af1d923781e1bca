"""Counting, by Powertools, what is told on the bus: metrics in CloudWatch's embedded format.

It stands apart so that no handler counts anything: a metric is a fact that was told. Invariant: a
metric is written after its fact was published; of nothing else in it.
"""

from collections.abc import Sequence

from generated.events.fact import Fact
from runtime.ports import Bus

NAMESPACE = "Folio"
METRICS = {
    "CallInitiated": "CallsInitiated",
    "CallConnected": "CallsConnected",
    "CallFailed": "CallsFailed",
    "FolioAgreed": "FoliosAgreed",
}


class CountedBus:
    """Bus, around another."""

    def __init__(self, bus: Bus, service: str) -> None:
        self._bus = bus
        self._service = service

    def publish(self, facts: Sequence[Fact]) -> None:
        """Tell all facts, then count those that a metric counts. Raises PublishFailed."""
        self._bus.publish(facts)
        for fact in facts:
            metric = METRICS.get(fact.event.TYPE)
            if metric is not None:
                self._count(metric)

    def _count(self, metric: str) -> None:
        from aws_lambda_powertools.metrics import (  # noqa: PLC0415 - only who counts needs it
            MetricUnit,
            single_metric,
        )

        with single_metric(
            name=metric, unit=MetricUnit.Count, value=1, namespace=NAMESPACE
        ) as counted:
            counted.add_dimension(name="service", value=self._service)
