"""The six sample hotels, called as a simple caller would: listen, answer, listen again."""

import csv
from collections import Counter
from pathlib import Path

from hotels.script import Hotel
from tests.standins.customer_side import Customer, MakePhone, Phone, Webhook

RECORDS = Path(__file__).parents[2] / "samples" / "records.csv"
GREETINGS = ("Accounting, this", "Cedar Grove Inn,", "Palace Meridian,", "Old Mill Guest")


class SimpleCaller:
    """Presses 2 in a menu, asks a person for each guest in turn, then says goodbye."""

    def __init__(self, customer: Customer, guests: list[str]) -> None:
        self.customer, self.heard = customer, list[str]()
        self._guests = iter(guests)
        listen = '<Gather input="speech" action="/heard" actionOnEmptyResult="true" timeout="8"/>'
        self._listen = listen
        customer.answer("/voice", f"<Response>{listen}</Response>")
        customer.answers["/heard"] = self._turn

    def _turn(self, webhook: Webhook) -> str:
        said = webhook.parameters["SpeechResult"]
        self.heard.append(said)
        if not said:
            return f"<Response>{self._listen}</Response>"
        if "press 2" in said:
            return f'<Response><Play digits="2"/>{self._listen}</Response>'
        guest = next(self._guests, None)
        text = f"May I have the folio of {guest}?" if guest else "Thank you, goodbye."
        return f"<Response><Say>{text}</Say>{self._listen}</Response>"

    def answers(self) -> list[str]:
        return [text for text in self.heard if text and not text.startswith(GREETINGS)]


def call(
    phone: Phone, hotels: dict[str, Hotel], hotel_id: str, **more: object
) -> tuple[str, list[str]]:
    sid = phone.call(to=hotels[hotel_id].known.phone, **more)
    status = phone.wait(sid)
    assert all(webhook.signed for webhook in phone.customer.received)
    assert phone.problems() == []
    return status, phone.transcript(sid)


def test_behind_the_menu_a_person_agrees_to_several_folios(
    phone_to: MakePhone, customer: Customer, sample_hotels: dict[str, Hotel]
) -> None:
    caller = SimpleCaller(customer, ["Daniel Okafor", "Priya Raman", "Marcus Feldt"])
    status, transcript = call(phone_to(sample_hotels), sample_hotels, "HTL-001")
    assert status == "completed"
    assert caller.answers()[1:] == ["Yes, of course. I will e-mail it to you right away."] * 3
    assert transcript[-3] == "hotel hangs up"


def test_a_person_agrees_does_not_find_and_has_already_sent(
    phone_to: MakePhone, customer: Customer, sample_hotels: dict[str, Hotel]
) -> None:
    caller = SimpleCaller(customer, ["Jonas Petrauskas", "Ingrid Lindqvist", "Chidi Abara"])
    status, _ = call(phone_to(sample_hotels), sample_hotels, "HTL-002")
    assert status == "completed"
    assert caller.answers() == [
        "Sure, I can send that by e-mail today.",
        "I am sorry, I cannot find a reservation under that name.",
        "We already sent that one to you last week.",
    ]


def test_a_voicemail_takes_the_message_after_its_beep(
    phone_to: MakePhone, customer: Customer, sample_hotels: dict[str, Hotel]
) -> None:
    phone = phone_to(sample_hotels)

    def leave_message(webhook: Webhook) -> str:
        assert webhook.parameters["AnsweredBy"] == "machine_end_beep"
        return "<Response><Say>Please send us the folio of Tomas Varga.</Say></Response>"

    customer.answers["/voice"] = leave_message
    status, transcript = call(phone, sample_hotels, "HTL-003", machine_detection="DetectMessageEnd")
    assert status == "completed"
    beep = transcript.index("hotel beeps")
    assert "caller says Please send us the folio of Tomas Varga." in transcript[beep:]


def test_a_busy_hotel_asks_to_be_called_back_and_then_agrees(
    phone_to: MakePhone, customer: Customer, sample_hotels: dict[str, Hotel]
) -> None:
    phone = phone_to(sample_hotels)
    first = SimpleCaller(customer, ["Amelia Whitcombe"])
    assert call(phone, sample_hotels, "HTL-004")[0] == "completed"
    second = SimpleCaller(customer, ["Amelia Whitcombe"])
    assert call(phone, sample_hotels, "HTL-004")[0] == "completed"
    assert "call back in two hours" in first.answers()[0]
    assert second.answers() == ["Yes, certainly. We will e-mail it this afternoon."]


def test_a_hotel_refuses(
    phone_to: MakePhone, customer: Customer, sample_hotels: dict[str, Hotel]
) -> None:
    caller = SimpleCaller(customer, ["Lachlan Brody"])
    status, _ = call(phone_to(sample_hotels), sample_hotels, "HTL-005")
    assert status == "completed"
    assert caller.answers()[0].startswith("No, I am sorry, I will not send that.")


def test_nobody_picks_up(
    phone_to: MakePhone, customer: Customer, sample_hotels: dict[str, Hotel]
) -> None:
    SimpleCaller(customer, [])
    status, _ = call(phone_to(sample_hotels), sample_hotels, "HTL-006", timeout=45)
    assert status == "no-answer"


def test_the_sample_records_belong_to_the_sample_hotels(sample_hotels: dict[str, Hotel]) -> None:
    with RECORDS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["record_id"] for row in rows}) == len(rows) == 30
    assert Counter(row["hotel_id"] for row in rows).keys() == sample_hotels.keys()
    assert all(row["arrival"] < row["departure"] for row in rows)
