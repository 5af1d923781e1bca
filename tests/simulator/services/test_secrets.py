"""Secrets Manager: versions, labels and rotation; the telephone's secret, rotated in mid-call."""

import json

import pytest

from runtime.errors import SecretUnreadable
from simulator.services.refusal import Refusal
from simulator.services.secrets import CURRENT, PENDING, PREVIOUS, Secrets
from simulator.telephone.webhooks import FIRST_KEY
from simulator.timing import Weather
from tests.simulator.one_record import OneRecord
from tests.simulator.services.service_world import Surroundings

NAME = "folio/twilio"


@pytest.fixture
def secrets() -> Secrets:
    kept = Secrets(Surroundings().draws)
    kept.create(NAME, "one")
    return kept


def test_a_new_value_is_current_and_the_one_before_is_previous(secrets: Secrets) -> None:
    secrets.put(NAME, "two")

    assert (secrets.get(NAME), secrets.get(NAME, PREVIOUS)) == ("two", "one")


def test_what_is_neither_is_forgotten(secrets: Secrets) -> None:
    first = secrets.put(NAME, "two")
    secrets.put(NAME, "three")
    secrets.put(NAME, "four")

    with pytest.raises(Refusal, match="ResourceNotFoundException"):
        secrets.move_label(NAME, CURRENT, first)


def test_moving_a_label_back_takes_a_new_value_back(secrets: Secrets) -> None:
    secrets.put(NAME, "two")
    secrets.move_label(NAME, CURRENT, "version-1")

    assert (secrets.get(NAME), secrets.get(NAME, PREVIOUS)) == ("one", "two")


def test_a_rotation_is_over_when_the_new_value_was_tried(secrets: Secrets) -> None:
    seen: list[tuple[str, str]] = []

    def use(value: str) -> None:
        seen.append((value, secrets.get(NAME)))

    secrets.rotate(NAME, lambda current: current + "+", use)

    assert seen == [("one+", "one")]
    assert (secrets.get(NAME), secrets.get(NAME, PREVIOUS)) == ("one+", "one")


def test_a_rotation_that_fails_leaves_the_current_value(secrets: Secrets) -> None:
    def fails(_: str) -> None:
        raise ConnectionError("the owner does not take it")

    with pytest.raises(ConnectionError):
        secrets.rotate(NAME, lambda _: "two", fails)

    assert (secrets.get(NAME), secrets.get(NAME, PENDING)) == ("one", "two")


def test_there_is_no_previous_value_at_first(secrets: Secrets) -> None:
    with pytest.raises(Refusal, match="has no version AWSPREVIOUS"):
        secrets.get(NAME, PREVIOUS)


def test_a_secret_may_be_denied_missing_or_there_already(secrets: Secrets) -> None:
    with pytest.raises(Refusal, match="ResourceExistsException"):
        secrets.create(NAME, "two")
    with pytest.raises(Refusal, match="ResourceNotFoundException"):
        secrets.get("folio/fax")
    secrets.denied.add(NAME)
    with pytest.raises(Refusal, match="AccessDeniedException"):
        secrets.get(NAME)


def test_too_many_reads_are_refused() -> None:
    secrets = Secrets(Surroundings(Weather(throttled=1.0)).draws)
    secrets.create(NAME, "one")
    with pytest.raises(Refusal, match="ThrottlingException"):
        secrets.get(NAME)


# The telephone's secret


@pytest.fixture
def told() -> OneRecord:
    """In the middle of its call; our secret was read some minutes ago, for some other call."""
    record = OneRecord()
    record.simulation.phone_signals.secret.has(FIRST_KEY)
    record.wait(minutes=5)
    record.hand_in()
    record.simulation.run(lambda: is_answered(record), 3600)
    return record


def is_answered(told: OneRecord) -> bool:
    return any("INN answers" in line.text for line in told.simulation.trace.lines)


def tell_us(told: OneRecord, key: str, previous: str) -> None:
    value = json.dumps({"auth_token": key, "previous_auth_token": previous})
    told.simulation.secrets.put(NAME, value)


def sign_with(told: OneRecord, key: str) -> None:
    """Let the provider sign with another key from now on."""
    told.simulation.postman.key = key


def test_a_call_goes_on_while_its_secret_is_rotated(told: OneRecord) -> None:
    tell_us(told, "new", previous=FIRST_KEY)
    sign_with(told, "new")
    told.wait(minutes=60)

    assert (told.status(), told.calls()) == ("AGREED_TO_SEND", 1)
    assert told.breaches() == []


def test_what_was_signed_before_the_rotation_is_believed_after_it(told: OneRecord) -> None:
    secret = told.simulation.phone_signals.secret
    tell_us(told, "new", previous=FIRST_KEY)

    assert secret.has("new")  # which makes us read it anew
    assert secret.has(FIRST_KEY)
    assert not secret.has("somebody else's")


def test_a_key_that_nobody_told_us_ends_the_call_and_harms_nothing(told: OneRecord) -> None:
    sign_with(told, "new")
    told.wait(minutes=30)

    assert told.status() != "AGREED_TO_SEND"
    assert told.breaches() == []


def test_a_refused_signature_makes_us_read_at_most_once_a_minute(told: OneRecord) -> None:
    secret = told.simulation.phone_signals.secret
    assert not secret.has("new")  # reads
    tell_us(told, "new", previous=FIRST_KEY)
    assert not secret.has("new")  # reads not
    told.wait(minutes=1)

    assert secret.has("new")


@pytest.mark.parametrize("seed", range(5))
def test_busy_buckets_and_secrets_harm_no_record(seed: int) -> None:
    told = OneRecord(Weather(throttled=0.3), seed)
    told.hand_in()
    told.wait(minutes=60)

    assert told.status() == "AGREED_TO_SEND"
    assert told.breaches() == []


def test_a_secret_that_cannot_be_read_is_no_forgery(told: OneRecord) -> None:
    told.simulation.secrets.denied.add(NAME)
    with pytest.raises(SecretUnreadable, match="AccessDeniedException"):
        told.simulation.phone_signals.secret.has("new")
