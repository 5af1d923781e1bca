"""What is known of live calls in DynamoDB: one item for the call, one for each prompt of a menu."""

from generated.types.call_id import CallId
from generated.types.machine_verdict import MachineVerdict
from generated.types.provider_sid import ProviderSid
from generated.values import read_timestamp, write_timestamp
from runtime.adapters.dynamodb_call_context import CallContext
from runtime.adapters.dynamodb_table import Item
from runtime.state.call import Call, CallNews, Progress

CALL = "call"
PROMPT = "prompt#"


class DynamoDBCalls:
    """Calls. What a call has reached is a set that only grows: no late news moves it back."""

    def __init__(self, context: CallContext) -> None:
        self._context = context

    def read(self, call_id: CallId) -> Call:
        """Give what is known; of a call that nobody has written about, its id."""
        return _call(call_id, self._context.get(call_id, CALL) or {})

    def update(self, call_id: CallId, news: CallNews) -> Call:
        """Write news and give what is known then."""
        ends_by = None if news.ends_by is None else write_timestamp(news.ends_by)
        sets = {
            "time_zone": news.time_zone,
            "ends_by": ends_by,
            "provider_sid": news.provider_sid,
            "verdict": None if news.verdict is None else news.verdict.value,
            "is_ending": news.is_ending or None,
        }
        adds: dict[str, object] = {}
        if news.progress is not None:
            adds["reached"] = {int(news.progress)}
        if news.takes_turn:
            adds["turns_given"] = 1
        given = {name: value for name, value in sets.items() if value is not None}
        return _call(call_id, self._context.update(call_id, CALL, given, adds) or {})

    def add_prompt(self, call_id: CallId, turn: int, prompt: str) -> list[str]:
        """Keep what a menu said in this turn; give what it said in other turns."""
        own = f"{PROMPT}{turn}"
        self._context.add(call_id, own, {"prompt": prompt})
        found = self._context.starting_with(call_id, PROMPT)
        return [item["prompt"] for item in found if item["item"] != own]


def _call(call_id: CallId, item: Item) -> Call:
    ends_by, verdict, sid = item.get("ends_by"), item.get("verdict"), item.get("provider_sid")
    return Call(
        call_id=call_id,
        time_zone=item.get("time_zone"),
        ends_by=None if ends_by is None else read_timestamp(ends_by, "ends_by"),
        provider_sid=None if sid is None else ProviderSid(sid),
        verdict=None if verdict is None else MachineVerdict(verdict),
        progress=Progress(max(item.get("reached", ()), default=Progress.PLANNED)),
        is_ending=item.get("is_ending", False),
        turns=1 + int(item.get("turns_given", 0)),
    )
