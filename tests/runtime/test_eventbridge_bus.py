"""The adapter of EventBridge: no more entries than it takes, and a failed entry is not lost."""

import json
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from runtime.adapters.eventbridge_bus import EventBridgeBus
from runtime.errors import PublishFailed
from tests.runtime.fakes import NOW
from tests.runtime.given import NOWHERE, created, fact


def put_result(*codes: str | None) -> dict[str, Any]:
    entries = [{"EventId": "1"} if code is None else {"ErrorCode": code} for code in codes]
    return {"FailedEntryCount": sum(code is not None for code in codes), "Entries": entries}


def test_facts_are_told_ten_at_a_time() -> None:
    client = boto3.client("events", **NOWHERE)
    stubber = Stubber(client)
    stubber.add_response("put_events", put_result(*[None] * 10))
    stubber.add_response("put_events", put_result(*[None] * 2))
    with stubber:
        EventBridgeBus(client, "bus").publish([fact(created(number)) for number in range(12)])

    stubber.assert_no_pending_responses()


def entry(number: int) -> dict[str, Any]:
    told = fact(created(number))
    return {
        "EventBusName": "bus",
        "Source": "folio.test",
        "DetailType": "RecordCreated",
        "Time": NOW,
        "Detail": json.dumps(told.to_detail()),
    }


def test_of_several_facts_only_those_that_failed_are_offered_again() -> None:
    client = boto3.client("events", **NOWHERE)
    stubber = Stubber(client)
    both = {"Entries": [entry(1), entry(2)]}
    stubber.add_response("put_events", put_result(None, "ThrottlingException"), both)
    stubber.add_response("put_events", put_result(None), {"Entries": [entry(2)]})
    with stubber:
        EventBridgeBus(client, "bus").publish([fact(created(1)), fact(created(2))])

    stubber.assert_no_pending_responses()


def test_facts_that_are_never_taken_are_an_error_that_says_why() -> None:
    client = boto3.client("events", **NOWHERE)
    stubber = Stubber(client)
    for _ in range(3):
        stubber.add_response("put_events", put_result("InternalFailure"))
    with stubber, pytest.raises(PublishFailed, match="1 facts were not taken: InternalFailure"):
        EventBridgeBus(client, "bus").publish([fact(created())])
