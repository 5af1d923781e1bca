"""S3: objects, conditions, notices, lifecycles and presigned addresses; prompts in a bucket."""

from datetime import UTC, datetime
from typing import Any

import pytest

from runtime.errors import SpeechFailed
from simulator.clock import MICROSECONDS
from simulator.services.bucket import Bucket
from simulator.services.refusal import Refusal
from simulator.system.simulation import Settings, Simulation
from simulator.timing import Weather
from tests.simulator.one_record import OneRecord
from tests.simulator.services.service_world import Surroundings

DAY = 86_400


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def bucket(around: Surroundings) -> Bucket:
    return Bucket(around.clock, around.draws, "folios")


def test_what_was_written_is_read_at_once(bucket: Bucket) -> None:
    bucket.put("a", b"first")
    bucket.put("a", b"second")

    assert (bucket.get("a"), bucket.holds("a")) == (b"second", True)


def test_equal_bodies_have_equal_tags(bucket: Bucket) -> None:
    assert bucket.put("a", b"x") == bucket.put("b", b"x") != bucket.put("c", b"y")


def test_what_is_not_there_is_said_to_be_missing(bucket: Bucket) -> None:
    assert not bucket.holds("a")
    with pytest.raises(Refusal, match="NoSuchKey"):
        bucket.get("a")


def test_a_put_that_must_not_overwrite_does_not(bucket: Bucket) -> None:
    bucket.put("a", b"first", only_if_absent=True)
    with pytest.raises(Refusal, match="PreconditionFailed"):
        bucket.put("a", b"second", only_if_absent=True)

    assert bucket.get("a") == b"first"


def test_a_deleted_object_is_gone_and_deleting_it_again_is_fine(bucket: Bucket) -> None:
    bucket.put("a", b"x")
    bucket.delete("a")
    bucket.delete("a")

    assert not bucket.holds("a")


def test_keys_are_listed_in_order_below_a_prefix(bucket: Bucket) -> None:
    for key in ("mail/2", "mail/10", "prompts/1"):
        bucket.put(key, b"x")

    assert bucket.keys("mail/") == ["mail/10", "mail/2"]


def test_a_new_object_is_told_later_with_its_key_url_encoded(
    around: Surroundings, bucket: Bucket
) -> None:
    told: list[dict[str, Any]] = []
    bucket.created.subscribe(told.append)
    bucket.put("mail/folio of Müller.pdf", b"abc")
    assert told == []
    around.wait(1)

    ((record,),) = [each["Records"] for each in told]
    assert record["eventName"] == "ObjectCreated:Put"
    assert record["s3"]["bucket"] == {"name": "folios"}
    assert record["s3"]["object"] == {
        "key": "mail/folio+of+M%C3%BCller.pdf",
        "size": 3,
        "eTag": "900150983cd24fb0d6963f7d28e17f72",  # RFC 1321 has it
    }


def test_a_new_object_may_be_told_twice() -> None:
    around = Surroundings(Weather(duplicates=1.0))
    bucket = Bucket(around.clock, around.draws, "folios")
    told: list[dict[str, Any]] = []
    bucket.created.subscribe(told.append)
    bucket.put("a", b"x")
    around.wait(1)

    assert len(told) == 2


def test_a_put_that_is_refused_is_not_told(around: Surroundings, bucket: Bucket) -> None:
    bucket.put("a", b"x")
    told: list[dict[str, Any]] = []
    bucket.created.subscribe(told.append)
    with pytest.raises(Refusal):
        bucket.put("a", b"y", only_if_absent=True)
    around.wait(1)

    assert told == []


def test_a_presigned_address_ends_in_virtual_time(around: Surroundings, bucket: Bucket) -> None:
    bucket.put("a b?", b"x")
    url = bucket.presign("a b?", 900)
    around.wait(900)
    assert bucket.fetch(url) == b"x"
    around.wait(1)

    with pytest.raises(Refusal, match="AccessDenied: the request has expired"):
        bucket.fetch(url)


def test_an_address_may_be_presigned_for_an_object_that_comes_later(bucket: Bucket) -> None:
    url = bucket.presign("a", 60)
    with pytest.raises(Refusal, match="NoSuchKey"):
        bucket.fetch(url)
    bucket.put("a", b"x")

    assert bucket.fetch(url) == b"x"


def test_another_address_opens_nothing(bucket: Bucket) -> None:
    bucket.put("a", b"x")
    with pytest.raises(Refusal, match="AccessDenied"):
        bucket.fetch("https://folios.s3.invalid/a")


@pytest.mark.parametrize("seconds", [0, 7 * DAY + 1])
def test_an_address_is_presigned_for_a_week_at_most(bucket: Bucket, seconds: int) -> None:
    with pytest.raises(Refusal, match="is not within a week"):
        bucket.presign("a", seconds)


def test_a_lifecycle_ends_at_the_midnight_after_its_days(around: Surroundings) -> None:
    bucket = Bucket(around.clock, around.draws, "folios", expires_after_days=30)
    bucket.put("a", b"x")  # at noon
    around.wait(30.5 * DAY - 1)
    assert bucket.keys() == ["a"]
    around.wait(1)

    assert bucket.keys() == []


def test_a_busy_bucket_refuses() -> None:
    around = Surroundings(Weather(throttled=1.0))
    with pytest.raises(Refusal, match="SlowDown"):
        Bucket(around.clock, around.draws, "folios").put("a", b"x")


# Prompts


def world(weather: Weather | None = None) -> Simulation:
    begins = datetime(2026, 11, 23, 15, tzinfo=UTC)
    return Simulation({}, Settings(begins, weather=weather or Weather()))


def test_a_prompt_is_found_again_and_played_as_its_words() -> None:
    around = world()
    assert around.prompts.find("hello.mp3") is None
    around.prompts.keep("hello.mp3", b"Good morning.")
    url = around.prompts.find("hello.mp3")

    assert url is not None
    assert around.prompts.words_at(url) == "Good morning."


def test_a_prompt_cannot_be_played_after_a_quarter_of_an_hour() -> None:
    around = world()
    url = around.prompts.keep("hello.mp3", b"Good morning.")
    around.virtual_clock.run(until=around.virtual_clock.now + 901 * MICROSECONDS)

    assert around.prompts.words_at(url) is None


def test_a_prompt_is_forgotten_after_the_generated_days() -> None:
    around = world()
    around.prompts.keep("hello.mp3", b"Good morning.")
    around.virtual_clock.run(until=around.virtual_clock.now + 31 * DAY * MICROSECONDS)

    assert around.prompts.find("hello.mp3") is None


def test_a_bucket_that_fails_is_a_voice_that_fails() -> None:
    around = world(Weather(throttled=1.0))
    with pytest.raises(SpeechFailed, match="looking for a prompt: SlowDown"):
        around.prompts.find("hello.mp3")
    with pytest.raises(SpeechFailed, match="keeping a prompt: SlowDown"):
        around.prompts.keep("hello.mp3", b"Good morning.")


def test_a_prompt_that_the_provider_cannot_fetch_ends_the_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: Bucket, url: str) -> bytes:
        raise Refusal("AccessDenied", f"{url} has expired")

    monkeypatch.setattr(Bucket, "fetch", refuse)
    told = OneRecord()
    told.hand_in()
    told.wait(minutes=10)

    assert "INN is hung up on: a prompt cannot be fetched" in told.simulation.trace.told()
    assert told.status() != "AGREED_TO_SEND"
    assert told.breaches() == []
