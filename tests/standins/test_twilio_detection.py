"""Answering-machine detection, before the first instructions and in the background."""

import pytest

from tests.standins.customer_side import Customer, MakePhone

LONG = "word " * 100


@pytest.mark.parametrize(
    ("part", "mode", "verdict"),
    [
        ("{says: Front desk.}", "Enable", "human"),
        ("{is: menu, says: For sales press 1.}", "Enable", "machine_start"),
        ("{is: menu, says: For sales press 1.}", "DetectMessageEnd", "machine_end_other"),
        ("{is: voicemail, says: A message please., beeps: yes}", "Enable", "machine_start"),
        (
            "{is: voicemail, says: A message please., beeps: yes}",
            "DetectMessageEnd",
            "machine_end_beep",
        ),
        ("{is: recording, says: We are closed.}", "DetectMessageEnd", "machine_end_silence"),
        ("{is: fax}", "Enable", "fax"),
        ("{}", "Enable", "unknown"),
        (f"{{is: voicemail, says: {LONG}}}", "DetectMessageEnd", "unknown"),
    ],
)
@pytest.mark.parametrize("asynchronous", [True, False])
def test_machine_detection_tells_who_answered(
    phone_to: MakePhone,
    customer: Customer,
    part: str,
    mode: str,
    verdict: str,
    *,
    asynchronous: bool,
) -> None:
    phone = phone_to(f"calls: [{{rings: 1s, then: first}}]\nparts: {{first: {part}}}")
    customer.answer("/voice", '<Response><Pause length="40"/></Response>')
    background = {"async_amd": "true", "async_amd_status_callback": customer.url("/amd")}
    sid = phone.call(machine_detection=mode, **(background if asynchronous else {}))
    phone.wait(sid)
    told = customer.at("/amd" if asynchronous else "/voice")[0]
    assert told.parameters["AnsweredBy"] == verdict
    assert told.signed
    assert phone.client.calls(sid).fetch().answered_by == verdict
