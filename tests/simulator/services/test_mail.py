"""SES: mail out with bounces and suppression; mail in, kept as objects and told at least once."""

from typing import Any

import pytest

from simulator.services.bucket import Bucket
from simulator.services.mail_receiving import MailReceiving, ReceiptRule
from simulator.services.mail_sending import Bounce, MailSending
from simulator.services.refusal import Refusal
from simulator.timing import Weather
from tests.simulator.services.service_world import CALM, Surroundings

US = "folios@folio.example"
INN = "desk@inn.example"


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def sending(around: Surroundings) -> MailSending:
    return MailSending(around.clock, around.draws, frozenset({US}))


@pytest.fixture
def events(sending: MailSending) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    sending.events.subscribe(told.append)
    return told


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["eventType"] for event in events]


# Sending


def test_a_mail_arrives_some_time_after_it_was_taken(
    around: Surroundings, sending: MailSending, events: list[dict[str, Any]]
) -> None:
    mail_id = sending.send(US, INN, "Folio", "Please.")
    assert sending.inboxes == {}
    around.wait(30)

    (mail,) = sending.inboxes[INN]
    assert (mail.id, mail.subject, mail.body) == (mail_id, "Folio", "Please.")
    assert types(events) == ["Send", "Delivery"]


def test_mail_to_nobody_comes_back_and_the_address_is_suppressed(
    around: Surroundings, sending: MailSending, events: list[dict[str, Any]]
) -> None:
    sending.bounces[INN] = Bounce.NO_EMAIL
    sending.send(US, INN, "Folio", "Please.")
    around.wait(30)

    assert types(events) == ["Send", "Bounce"]
    assert events[-1]["bounce"] == {
        "bounceType": "Permanent",
        "bounceSubType": "NoEmail",
        "bouncedRecipients": [{"emailAddress": INN}],
    }
    assert sending.suppressed == {INN}


def test_mail_to_a_suppressed_address_is_taken_and_not_sent(
    around: Surroundings, sending: MailSending, events: list[dict[str, Any]]
) -> None:
    sending.suppressed.add(INN)
    sending.send(US, INN, "Folio", "Please.")
    around.wait(30)

    assert sending.inboxes == {}
    (bounce,) = [event["bounce"] for event in events if event["eventType"] == "Bounce"]
    assert bounce["bounceSubType"] == "OnAccountSuppressionList"


def test_mail_to_a_full_mailbox_comes_back_and_may_be_sent_again(
    around: Surroundings, sending: MailSending, events: list[dict[str, Any]]
) -> None:
    sending.bounces[INN] = Bounce.MAILBOX_FULL
    sending.send(US, INN, "Folio", "Please.")
    around.wait(30)
    assert events[-1]["bounce"]["bounceType"] == "Transient"
    del sending.bounces[INN]
    sending.send(US, INN, "Folio", "Please.")
    around.wait(30)

    assert len(sending.inboxes[INN]) == 1


def test_a_sender_that_is_not_verified_is_refused(sending: MailSending) -> None:
    with pytest.raises(Refusal, match="MessageRejected"):
        sending.send("somebody@else.example", INN, "Folio", "Please.")


def test_no_more_mail_is_taken_in_a_second_than_the_account_may_send(
    around: Surroundings, sending: MailSending
) -> None:
    for _ in range(14):
        sending.send(US, INN, "Folio", "Please.")
    with pytest.raises(Refusal, match="TooManyRequestsException"):
        sending.send(US, INN, "Folio", "Please.")
    around.wait(1)

    sending.send(US, INN, "Folio", "Please.")


def test_mail_is_throttled_where_the_weather_says_so() -> None:
    around = Surroundings(Weather(throttled=1.0))
    with pytest.raises(Refusal, match="TooManyRequestsException"):
        MailSending(around.clock, around.draws, frozenset({US})).send(US, INN, "Folio", "Please.")


# Receiving


class Inbound:
    """A bucket for mail to us, and what was told of it."""

    def __init__(self, weather: Weather = CALM) -> None:
        self.around = Surroundings(weather)
        self.bucket = Bucket(self.around.clock, self.around.draws, "folio-mail")
        rule = ReceiptRule(frozenset({US, "hotels.folio.example"}), self.bucket, "in/")
        self.receiving = MailReceiving(self.around.clock, self.around.draws, (rule,))
        self.told: list[dict[str, Any]] = []
        self.receiving.received.subscribe(self.told.append)


def test_a_mail_is_told_of_when_it_lies_in_the_bucket() -> None:
    inbound = Inbound()
    inbound.receiving.deliver(INN, US, b"Subject: Your folio\r\n\r\nAttached.")
    inbound.around.wait(30)

    (notice,) = inbound.told
    action = notice["receipt"]["action"]
    assert notice["notificationType"] == "Received"
    assert notice["mail"]["source"] == INN
    assert action["bucketName"] == "folio-mail"
    assert action["objectKey"] == "in/" + notice["mail"]["messageId"]
    assert inbound.bucket.get(action["objectKey"]).endswith(b"Attached.")


@pytest.mark.parametrize("to", [US, US.upper(), "any.address@hotels.folio.example"])
def test_a_rule_takes_addresses_and_domains(to: str) -> None:
    inbound = Inbound()
    inbound.receiving.deliver(INN, to, b"")
    inbound.around.wait(30)

    assert len(inbound.told) == 1


@pytest.mark.parametrize("to", ["others@folio.example", "x@more.hotels.folio.example"])
def test_mail_that_no_rule_takes_is_refused_to_its_sender(to: str) -> None:
    with pytest.raises(Refusal, match="550"):
        Inbound().receiving.deliver(INN, to, b"")


def test_mail_over_40_megabytes_is_refused_to_its_sender() -> None:
    with pytest.raises(Refusal, match="552"):
        Inbound().receiving.deliver(INN, US, bytes(40 * 2**20 + 1))


def test_a_mail_may_come_twice_and_each_may_be_told_twice() -> None:
    inbound = Inbound(Weather(duplicates=1.0))
    inbound.receiving.deliver(INN, US, b"Subject: Your folio\r\n\r\n")
    inbound.around.wait(30)

    assert len(inbound.bucket.keys("in/")) == 2
    assert len(inbound.told) == 4


def test_a_bucket_that_refuses_for_a_while_gets_the_mail_later() -> None:
    inbound = Inbound(Weather(duplicates=0.0, throttled=0.9))
    inbound.receiving.deliver(INN, US, b"Subject: Your folio\r\n\r\n")
    inbound.around.wait(30)
    assert inbound.told == []
    inbound.around.wait(4 * 3600)

    assert len(inbound.told) == 1
