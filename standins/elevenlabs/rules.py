"""What ElevenLabs takes as a request for speech, as a table.

Stands apart from the server because each row is a published rule with its source. Invariant: a row
says what is wrong with a request, and nothing here answers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

API = "https://elevenlabs.io/docs/api-reference/text-to-speech/convert"
LIMITS = "https://help.elevenlabs.io/hc/en-us/articles/13298164480913"
ERRORS = "https://help.elevenlabs.io/hc/en-us/articles/19572237925521"

# Source: LIMITS. Characters of text in one request.
MODELS = {
    "eleven_flash_v2_5": 40_000,
    "eleven_turbo_v2_5": 40_000,
    "eleven_flash_v2": 30_000,
    "eleven_turbo_v2": 30_000,
    "eleven_multilingual_v2": 10_000,
    "eleven_monolingual_v1": 10_000,
}
DEFAULT_MODEL = "eleven_multilingual_v2"  # Source: API, `model_id`
DEFAULT_FORMAT = "mp3_44100_128"  # Source: API, `output_format`

# Source: API. The fields of the body, each with the type that JSON must give it.
FIELDS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "model_id": (str,),
    "language_code": (str,),
    "voice_settings": (dict,),
    "pronunciation_dictionary_locators": (list,),
    "seed": (int,),
    "previous_text": (str,),
    "next_text": (str,),
    "previous_request_ids": (list,),
    "next_request_ids": (list,),
    "use_pvc_as_ivc": (bool,),
    "apply_text_normalization": (str,),
    "apply_language_text_normalization": (bool,),
    "audio_effects": (dict,),
}

# Source: API, `voice_settings`. Least and greatest value.
VOICE_SETTINGS = {
    "stability": (0.0, 1.0),
    "similarity_boost": (0.0, 1.0),
    "style": (0.0, 1.0),
    "speed": (0.7, 1.2),
}

# Source: the SDK's TextToSpeechConvertRequestOutputFormat (2.78), the ones with a container.
FORMATS = {
    "mp3_22050_32",
    "mp3_24000_48",
    "mp3_44100_32",
    "mp3_44100_64",
    "mp3_44100_96",
    "mp3_44100_128",
    "mp3_44100_192",
    "wav_8000",
    "wav_16000",
    "wav_22050",
    "wav_24000",
    "wav_32000",
    "wav_44100",
    "wav_48000",
}


@dataclass(frozen=True, slots=True)
class Invalid:
    """A field that is wrong: 422, as FastAPI tells it (the SDK's HttpValidationError)."""

    place: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is wrong as a whole: `{"detail": {"status", "message"}}` (ERRORS)."""

    http_status: int
    status: str
    message: str


def problems(
    query: Mapping[str, str], body: Mapping[str, object]
) -> list[Invalid] | Refused | None:
    """What is wrong with a request; None where nothing is."""
    invalid = [*_query_problems(query), *_body_problems(body)]
    if invalid:
        return invalid
    text, model = str(body["text"]), str(body.get("model_id") or DEFAULT_MODEL)
    if model not in MODELS:
        return Refused(400, "model_not_found", f"A model with model ID {model} does not exist.")
    if not text.strip():
        return Refused(400, "input_text_empty", "Input text cannot be empty.")
    if len(text) > MODELS[model]:
        told = f"This request's text has {len(text)} characters and exceeds the character limit of"
        return Refused(400, "max_character_limit_exceeded", f"{told} {MODELS[model]} characters.")
    if query.get("output_format", DEFAULT_FORMAT) not in FORMATS:
        return Refused(
            400,
            "invalid_output_format",
            f"output_format must be one of {', '.join(sorted(FORMATS))}: this stand-in's audio "
            "carries its words and needs a container for them.",
        )
    return None


def _query_problems(query: Mapping[str, str]) -> list[Invalid]:
    taken = {"enable_logging", "optimize_streaming_latency", "output_format"}
    unknown = [Invalid(("query", name), "Unknown parameter") for name in query if name not in taken]
    latency = query.get("optimize_streaming_latency", "0")
    if latency not in {"0", "1", "2", "3", "4"}:  # Source: API, `optimize_streaming_latency`
        unknown.append(Invalid(("query", "optimize_streaming_latency"), "Input should be 0 to 4"))
    return unknown


def _body_problems(body: Mapping[str, object]) -> list[Invalid]:
    found = [Invalid(("body", name), "Unknown field") for name in body if name not in FIELDS]
    if body.get("text") is None:
        found.append(Invalid(("body", "text"), "Field required"))
    for name, types in FIELDS.items():
        value = body.get(name)
        if value is not None and not isinstance(value, types):
            found.append(Invalid(("body", name), f"Input should be a valid {types[0].__name__}"))
    settings = body.get("voice_settings")
    for name, (least, most) in VOICE_SETTINGS.items():
        value = settings.get(name) if isinstance(settings, dict) else None
        if value is not None and not (isinstance(value, int | float) and least <= value <= most):
            place = ("body", "voice_settings", name)
            found.append(Invalid(place, f"Input should be between {least} and {most}"))
    return found
