"""The deployed system calls each kind of hotel, over real HTTP and with the real SDKs."""

from collections import defaultdict
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from local.dead_letters import count_dead_letters
from tests.deployed.worked_through import WorkedThrough

pytestmark = pytest.mark.timeout(400)  # the first test waits for the deployment and the calls

MENU = "Harbor Lights Hotel"
PERSON = "Cedar Grove Inn"
VOICEMAIL = "Blue Heron Lodge"
CALLS_BACK = "Palace Meridian London"
REFUSES = "Old Mill Guesthouse"
NOBODY = "Summit View Motel"


def outcome(worked: WorkedThrough, hotel: str) -> tuple[str, str]:
    return str(worked.calls[hotel].outcome), worked.statuses[hotel].status


def post(url: str, headers: dict[str, str]) -> int:
    address = urlsplit(url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=30)
    try:
        connection.request("POST", address.path, "CallSid=CA1&CallStatus=completed", headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_person_is_asked_and_agrees(worked: WorkedThrough) -> None:
    assert outcome(worked, PERSON) == ("completed", "AGREED_TO_SEND")


def test_the_way_through_a_menu_is_found(worked: WorkedThrough) -> None:
    assert outcome(worked, MENU) == ("completed", "AGREED_TO_SEND")


def test_a_message_is_left_on_a_voicemail_and_another_call_follows(worked: WorkedThrough) -> None:
    assert outcome(worked, VOICEMAIL) == ("voicemail_left", "SCHEDULED")
    assert worked.statuses[VOICEMAIL].next_at is not None


def test_a_hotel_that_wants_to_be_called_back_is(worked: WorkedThrough) -> None:
    assert outcome(worked, CALLS_BACK) == ("callback", "CALLBACK_SCHEDULED")
    assert worked.statuses[CALLS_BACK].next_at is not None


def test_a_refusal_is_kept(worked: WorkedThrough) -> None:
    assert outcome(worked, REFUSES) == ("completed", "REFUSED")


def test_where_nobody_answers_another_call_follows(worked: WorkedThrough) -> None:
    assert outcome(worked, NOBODY) == ("no_answer", "SCHEDULED")
    assert worked.statuses[NOBODY].next_at is not None


def test_the_facts_of_each_aggregate_are_numbered_without_a_gap(worked: WorkedThrough) -> None:
    numbers: dict[str, list[int | None]] = defaultdict(list)
    for fact in worked.facts:
        numbers[fact.event.aggregate_id].append(fact.sequence)

    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_nothing_was_given_up_on(worked: WorkedThrough) -> None:
    assert count_dead_letters(worked.system.clients) == {}


def test_twilio_was_asked_for_nothing_that_it_refuses(worked: WorkedThrough) -> None:
    assert worked.problems == []


def test_a_signal_that_twilio_did_not_sign_is_refused(worked: WorkedThrough) -> None:
    call = worked.calls[PERSON].call_id
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": "forged"}

    assert post(f"{worked.system.api_url}/calls/{call}/status", headers) == 403


def test_records_that_nobody_signed_for_are_refused(worked: WorkedThrough) -> None:
    assert post(f"{worked.system.api_url}/records", {"Content-Type": "application/json"}) == 403
