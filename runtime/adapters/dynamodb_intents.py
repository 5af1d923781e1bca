"""Intents in DynamoDB: an item for each effect, beside the call that it belongs to."""

import json

from runtime.adapters.dynamodb_call_context import CallContext
from runtime.state.intent import BEGUN, Intent, IntentState


class DynamoDBIntents:
    """Intents."""

    def __init__(self, context: CallContext) -> None:
        self._context = context

    def begin(self, call_id: str, name: str) -> Intent | None:
        """Write that an effect begins; where that was written before, give what was."""
        item = f"intent#{name}"
        if self._context.add(call_id, item, {"state": IntentState.BEGUN.value}):
            return None
        found = self._context.get(call_id, item)
        if found is None:
            return BEGUN
        error = found.get("error")
        return Intent(
            state=IntentState(found["state"]),
            result=json.loads(found["result"]) if "result" in found else None,
            error=None if error is None else (error[0], error[1]),
        )

    def finish(self, call_id: str, name: str, intent: Intent) -> None:
        """Write what came of it."""
        sets: dict[str, object] = {"state": intent.state.value}
        if intent.result is not None:
            sets["result"] = json.dumps(dict(intent.result))
        if intent.error is not None:
            sets["error"] = list(intent.error)
        self._context.update(call_id, f"intent#{name}", sets)
