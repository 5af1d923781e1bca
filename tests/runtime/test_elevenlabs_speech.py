"""The real ElevenLabs SDK against a server on loopback."""

import json
from collections.abc import Mapping

import pytest

from runtime.adapters.elevenlabs_speech import ElevenLabsSpeech
from runtime.errors import SecretUnreadable, SpeechFailed
from tests.runtime.given_secret import GivenSecret
from tests.runtime.loopback import Answers, answering

REFUSED = (401, b'{"detail": {"status": "invalid_api_key"}}')
BUSY = (429, b'{"detail": {"status": "too_many_concurrent_requests"}}')
VALUE = {"api_key": "current", "voice_id": "voice", "model_id": "model"}


def speech(server: Answers) -> tuple[ElevenLabsSpeech, GivenSecret]:
    secret = GivenSecret({**VALUE, "base_url": server.url})
    return ElevenLabsSpeech(secret), secret


def test_a_text_is_spoken_by_the_voice_and_model_of_the_secret() -> None:
    with answering((200, b"mp3 bytes")) as server:
        audio = speech(server)[0].synthesise("Hello.")

    (asked,) = server.asked
    assert audio == b"mp3 bytes"
    assert asked.path.startswith("/v1/text-to-speech/voice")
    assert json.loads(asked.body) == {"text": "Hello.", "model_id": "model"}
    assert asked.headers["xi-api-key"] == "current"


@pytest.mark.parametrize("answer", [BUSY, (500, b"{}"), (0, b"")], ids=["429", "500", "cut off"])
def test_a_voice_that_fails_is_asked_once_and_says_so(answer: tuple[int, bytes]) -> None:
    with answering(answer) as server, pytest.raises(SpeechFailed):
        speech(server)[0].synthesise("Hello.")

    assert len(server.asked) == 1


def test_a_key_that_was_rotated_is_read_anew_once() -> None:
    with answering(REFUSED, (200, b"mp3 bytes")) as server:
        made, secret = speech(server)
        secret.next_value = {**secret.value, "api_key": "rotated"}
        made.synthesise("Hello.")

    assert [asked.headers["xi-api-key"] for asked in server.asked] == ["current", "rotated"]


def test_a_key_that_stays_refused_is_a_failed_voice() -> None:
    with answering(REFUSED) as server, pytest.raises(SpeechFailed, match="401"):
        speech(server)[0].synthesise("Hello.")


class UnreadableSecret(GivenSecret):
    def read(self) -> Mapping[str, str]:
        raise SecretUnreadable("folio/elevenlabs: ClientError")


def test_a_secret_that_cannot_be_read_is_a_failed_voice() -> None:
    made = ElevenLabsSpeech(UnreadableSecret(VALUE))
    with pytest.raises(SpeechFailed):
        made.synthesise("Hello.")
    with pytest.raises(SpeechFailed):
        _ = made.signature


def test_a_prompt_is_kept_under_its_voice_and_model() -> None:
    made = ElevenLabsSpeech(GivenSecret(VALUE))

    assert made.signature == "voice/model/mp3_22050_32"
