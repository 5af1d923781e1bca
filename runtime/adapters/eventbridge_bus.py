"""The bus in EventBridge.

A call takes ten entries at most, and each may fail on its own inside a 200: it is offered again.
Source: PutEvents in the EventBridge API reference.
"""

import json
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from generated.events.fact import Fact
from runtime.errors import PublishFailed

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

MOST_ENTRIES = 10
PAUSES_SECONDS = (0.05, 0.2)
"""Before the second and the third time that failed entries are offered."""


class EventBridgeBus:
    """Bus."""

    def __init__(self, client: "EventBridgeClient", bus: str) -> None:
        self._client = client
        self._bus = bus

    def publish(self, facts: Sequence[Fact]) -> None:
        """Tell all facts, some perhaps twice. Raises PublishFailed."""
        entries = [self._entry(fact) for fact in facts]
        for start in range(0, len(entries), MOST_ENTRIES):
            self._put(entries[start : start + MOST_ENTRIES])

    def _put(self, entries: list["PutEventsRequestEntryTypeDef"]) -> None:
        left, reasons = self._offer(entries)
        for pause in PAUSES_SECONDS:
            if not left:
                return
            time.sleep(pause)
            left, reasons = self._offer(left)
        if left:
            raise PublishFailed(f"{len(left)} facts were not taken: {', '.join(sorted(reasons))}")

    def _offer(
        self, entries: list["PutEventsRequestEntryTypeDef"]
    ) -> tuple[list["PutEventsRequestEntryTypeDef"], set[str]]:
        """Give the entries that failed, and why."""
        try:
            results = self._client.put_events(Entries=entries)["Entries"]
        except (BotoCoreError, ClientError) as error:
            return entries, {type(error).__name__}
        failed = [
            (entry, code)
            for entry, result in zip(entries, results, strict=True)
            if (code := result.get("ErrorCode")) is not None
        ]
        return [entry for entry, _ in failed], {code for _, code in failed}

    def _entry(self, fact: Fact) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._bus,
            "Source": fact.source,
            "DetailType": fact.event.TYPE,
            "Time": fact.timestamp,
            "Detail": json.dumps(fact.to_detail()),
        }
