"""The inboxes of calls in DynamoDB: an item for each fact and one for each wait."""

import json

from generated.values import read_timestamp, write_timestamp
from runtime.adapters.dynamodb_call_context import CallContext
from runtime.adapters.dynamodb_table import Item
from runtime.state.inbox import Accepts, Claim, ClaimState, Inbox, InboxFact, Wait

FACT = "inbox#fact#"
WAIT = "inbox#wait#"


class DynamoDBInbox:
    """InboxStore. A claim is one text, so that a condition can compare all of it.

    The client must not try again by itself: see `aws_clients.dynamodb_once`. Whoever asked does.
    """

    def __init__(self, context: CallContext) -> None:
        self._context = context

    def put_fact(self, key: str, fact: InboxFact) -> bool:
        """Write a fact unless one with its id is there; False if it was."""
        values = {
            "event_id": fact.event_id,
            "name": fact.name,
            "timestamp": write_timestamp(fact.timestamp),
            "data": json.dumps(dict(fact.data)),
        }
        return self._context.add(key, FACT + fact.event_id, values)

    def put_wait(self, key: str, wait: Wait) -> None:
        """Write a wait, or replace its token, deadline and facts; its claim stays as it is."""
        accepts = [
            [each.name, None if each.after is None else write_timestamp(each.after)]
            for each in wait.accepts
        ]
        sets = {
            "wait_id": wait.wait_id,
            "entered": write_timestamp(wait.entered),
            "token": wait.token,
            "accepts": json.dumps(accepts),
            "deadline": write_timestamp(wait.deadline),
        }
        self._context.update(key, WAIT + wait.wait_id, sets)

    def read(self, key: str) -> Inbox:
        """Read everything."""
        facts: list[InboxFact] = []
        waits: list[Wait] = []
        for item in self._context.starting_with(key, "inbox#"):
            if item["item"].startswith(FACT):
                facts.append(_fact(item))
            else:
                waits.append(_wait(item))
        return Inbox(tuple(facts), tuple(waits))

    def claim(self, key: str, wait: Wait, claim: Claim) -> bool:
        """Write a claim where token and claim are still those of `wait`; False if not."""
        condition, values = "#token = :read AND attribute_not_exists(#claim)", {":read": wait.token}
        if wait.claim is not None:
            condition = "#token = :read AND #claim = :before"
            values[":before"] = _written(wait.claim)
        sets = {"claim": _written(claim), "token": wait.token}
        return (
            self._context.update(key, WAIT + wait.wait_id, sets, only_if=(condition, values))
            is not None
        )


def _fact(item: Item) -> InboxFact:
    return InboxFact(
        event_id=item["event_id"],
        name=item["name"],
        timestamp=read_timestamp(item["timestamp"], "timestamp"),
        data=json.loads(item["data"]),
    )


def _wait(item: Item) -> Wait:
    accepts = tuple(
        Accepts(name, None if after is None else read_timestamp(after, "after"))
        for name, after in json.loads(item["accepts"])
    )
    return Wait(
        wait_id=item["wait_id"],
        entered=read_timestamp(item["entered"], "entered"),
        token=item["token"],
        accepts=accepts,
        deadline=read_timestamp(item["deadline"], "deadline"),
        claim=_claim(item["claim"]) if "claim" in item else None,
    )


def _written(claim: Claim) -> str:
    return json.dumps([claim.event_id, claim.token, claim.attempts, claim.state])


def _claim(text: str) -> Claim:
    event_id, token, attempts, state = json.loads(text)
    return Claim(event_id, token, attempts, ClaimState(state))
