"""The simulated voice, asked by the real SDK."""

import io
import wave
from collections.abc import Iterator

import httpx
import pytest
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError
from elevenlabs.types import VoiceSettings

from standins.elevenlabs.server import SIMULATED_API_KEY, ElevenLabsStandin, SpeechFault
from standins.spoken_audio import NotSpokenAudioError, mp3, spoken_text, wav

TEXT = "May I have the folio of Mr. Okafor? Größe, 100 %."


class Voice:
    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.standin = ElevenLabsStandin()
        self.server = self.standin.server()
        self.server.start()
        self.sdk = ElevenLabs(
            api_key=SIMULATED_API_KEY, base_url=self.server.url, httpx_client=http
        )

    def speak(self, **more: object) -> bytes:
        given = {"text": TEXT, **more}
        return b"".join(self.sdk.text_to_speech.convert("voice1", **given))  # type: ignore[arg-type] # deliberately wrong types


@pytest.fixture
def voice(http: httpx.Client) -> Iterator[Voice]:
    made = Voice(http)
    yield made
    made.server.stop()


def refused(voice: Voice, **more: object) -> ApiError:
    with pytest.raises(ApiError) as failed:
        voice.speak(**more)
    return failed.value


@pytest.mark.parametrize(
    "output_format", ["mp3_44100_128", "mp3_22050_32", "wav_8000", "wav_44100"]
)
def test_audio_carries_its_words(voice: Voice, output_format: str) -> None:
    assert spoken_text(voice.speak(output_format=output_format)) == TEXT


def test_audio_is_mp3_where_nothing_else_is_asked(voice: Voice) -> None:
    assert voice.speak().startswith(b"ID3")


def test_a_wav_is_a_valid_file_of_a_tenth_of_a_second() -> None:
    with wave.open(io.BytesIO(wav(TEXT, 8000))) as file:
        assert (file.getframerate(), file.getnframes(), file.getnchannels()) == (8000, 800, 1)


def test_an_mp3_s_tag_ends_where_its_frame_begins() -> None:
    audio = mp3(TEXT)
    size = sum(octet << shift for octet, shift in zip(audio[6:10], (21, 14, 7, 0), strict=True))
    assert audio[10 + size : 12 + size] == b"\xff\xfb"
    assert len(audio) - 10 - size == 417


@pytest.mark.parametrize(
    "audio", [b"", b"ID3\x04", b"<Response/>", b"RIFF....WAVEICMT", b"\xff\xfb"]
)
def test_other_bytes_carry_no_words(audio: bytes) -> None:
    with pytest.raises(NotSpokenAudioError):
        spoken_text(audio)


def test_a_long_text_survives(voice: Voice) -> None:
    text = "word " * 1999
    assert spoken_text(voice.speak(text=text)) == text


def test_what_was_spoken_can_be_asked(voice: Voice) -> None:
    voice.speak()
    spoken = voice.http.get(voice.server.url + "/_standin/spoken").json()
    assert spoken == [{"voice_id": "voice1", "text": TEXT}]


def test_a_wrong_key_is_refused(voice: Voice) -> None:
    url = voice.server.url
    stranger = ElevenLabs(api_key="wrong", base_url=url, httpx_client=voice.http)
    with pytest.raises(ApiError) as failed:
        b"".join(stranger.text_to_speech.convert("voice1", text=TEXT))
    assert failed.value.status_code == 401
    assert failed.value.body["detail"]["status"] == "invalid_api_key"


@pytest.mark.parametrize(
    ("fault", "http_status", "status"),
    [
        (SpeechFault.UNAUTHORIZED, 401, "invalid_api_key"),
        (SpeechFault.TOO_MANY_CONCURRENT_REQUESTS, 429, "too_many_concurrent_requests"),
        (SpeechFault.SYSTEM_BUSY, 429, "system_busy"),
        (SpeechFault.SERVER_ERROR, 500, "internal_error"),
    ],
)
def test_a_fault_strikes_once(
    voice: Voice, fault: SpeechFault, http_status: int, status: str
) -> None:
    asked = voice.http.post(voice.server.url + "/_standin/faults", content=fault.value)
    assert asked.status_code == 200
    error = refused(voice, request_options={"max_retries": 0})
    assert (error.status_code, error.body["detail"]["status"]) == (http_status, status)
    assert spoken_text(voice.speak()) == TEXT


def test_a_fault_that_does_not_exist_is_refused(voice: Voice) -> None:
    answer = voice.http.post(voice.server.url + "/_standin/faults", content="gremlins")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"text": "  "}, "input_text_empty"),
        ({"model_id": "eleven_imaginary"}, "model_not_found"),
        ({"text": "a" * 10_001}, "max_character_limit_exceeded"),
        ({"output_format": "ulaw_8000"}, "invalid_output_format"),
    ],
)
def test_a_request_that_breaks_a_rule_is_refused(
    voice: Voice, more: dict[str, object], status: str
) -> None:
    error = refused(voice, **more)
    assert (error.status_code, error.body["detail"]["status"]) == (400, status)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"voice_settings": VoiceSettings(stability=1.5)}, ["body", "voice_settings", "stability"]),
        ({"voice_settings": VoiceSettings(speed=2.0)}, ["body", "voice_settings", "speed"]),
        ({"seed": "many"}, ["body", "seed"]),
        ({"optimize_streaming_latency": 9}, ["query", "optimize_streaming_latency"]),
        (
            {"request_options": {"additional_body_parameters": {"mood": "happy"}}},
            ["body", "mood"],
        ),
        ({"request_options": {"additional_query_parameters": {"loud": "1"}}}, ["query", "loud"]),
    ],
)
def test_a_field_that_is_wrong_is_named(
    voice: Voice, more: dict[str, object], place: list[str]
) -> None:
    error = refused(voice, **more)
    assert error.status_code == 422
    assert [problem["loc"] for problem in error.body["detail"]] == [place]


def test_a_body_that_is_no_object_is_invalid(voice: Voice) -> None:
    for body in ("", "[]", "{", '{"text": null}'):
        answer = voice.http.post(
            voice.server.url + "/v1/text-to-speech/voice1",
            content=body,
            headers={"xi-api-key": SIMULATED_API_KEY},
        )
        assert answer.status_code == 422


def test_other_paths_are_not_found(voice: Voice) -> None:
    assert voice.http.get(voice.server.url + "/v1/voices").status_code == 404
    assert voice.http.get(voice.server.url + "/_standin/other").status_code == 404


def test_what_holds_an_unspeakable_word_is_not_spoken(voice: Voice) -> None:
    voice.standin.unspeakable.add("Okafor")
    assert refused(voice).status_code == 500
    assert voice.standin.spoken == []
    assert spoken_text(voice.speak(text="Good morning.")) == "Good morning."
