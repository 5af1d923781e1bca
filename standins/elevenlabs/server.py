"""The simulated ElevenLabs API: POST /v1/text-to-speech/{voice_id}, as SDK 2.78 calls it.

Stands apart from the Twilio stand-in, with which it shares only the audio that carries words.
Under /_standin/ it takes faults and tells what it has spoken, which no vendor would.
"""

import json
import re
import threading
from dataclasses import dataclass, field
from enum import StrEnum

from standins import spoken_audio
from standins.elevenlabs.rules import DEFAULT_FORMAT, Invalid, Refused, problems
from standins.web import Request, Response, Server, json_response

SIMULATED_API_KEY = "simulated-elevenlabs-key"
_SPEECH = re.compile(r"/v1/text-to-speech/([A-Za-z0-9]{1,64})")


class SpeechFault(StrEnum):
    """What a request can be answered with instead of speech."""

    UNAUTHORIZED = "unauthorized"
    TOO_MANY_CONCURRENT_REQUESTS = "too_many_concurrent_requests"
    SYSTEM_BUSY = "system_busy"
    SERVER_ERROR = "server_error"


# Source: https://help.elevenlabs.io/hc/en-us/articles/19571824571921 (429) and
# https://help.elevenlabs.io/hc/en-us/articles/19572237925521 (401).
_ANSWERS = {
    SpeechFault.UNAUTHORIZED: Refused(401, "invalid_api_key", "Invalid API key"),
    SpeechFault.TOO_MANY_CONCURRENT_REQUESTS: Refused(
        429, "too_many_concurrent_requests", "Too many concurrent requests for this plan."
    ),
    SpeechFault.SYSTEM_BUSY: Refused(429, "system_busy", "We are experiencing heavy traffic."),
    SpeechFault.SERVER_ERROR: Refused(500, "internal_error", "Something went wrong."),
}


@dataclass(slots=True)
class ElevenLabsStandin:
    """Answers with speech; `faults` are used up first, one for each request. A text that holds one
    of the `unspeakable` words is never spoken: the server fails at it.
    """

    api_key: str = SIMULATED_API_KEY
    faults: list[SpeechFault] = field(default_factory=list)
    unspeakable: set[str] = field(default_factory=set)
    spoken: list[dict[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def server(self) -> Server:
        """An HTTP server for this stand-in, not yet started."""
        return Server(self.respond)

    def respond(self, request: Request) -> Response:
        """The answer to any request."""
        if request.path.startswith("/_standin/"):
            return self._control(request)
        speech = _SPEECH.fullmatch(request.path)
        if speech is None or request.method != "POST":
            return json_response(404, {"detail": "Not Found"})
        if request.headers.get("xi-api-key") != self.api_key:
            return _refusal(_ANSWERS[SpeechFault.UNAUTHORIZED])
        with self._lock:
            fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            return _refusal(_ANSWERS[fault])
        return self._speak(speech[1], request)

    def _speak(self, voice_id: str, request: Request) -> Response:
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return _invalid([Invalid(("body",), "Input should be a valid JSON object")])
        query = dict(request.query)
        match problems(query, body):
            case Refused() as refused:
                return _refusal(refused)
            case list() as invalid:
                return _invalid(invalid)
            case None if any(word in body["text"] for word in self.unspeakable):
                return _refusal(_ANSWERS[SpeechFault.SERVER_ERROR])
            case None:
                with self._lock:
                    self.spoken.append({"voice_id": voice_id, "text": body["text"]})
                return _audio(body["text"], query.get("output_format", DEFAULT_FORMAT))

    def _control(self, request: Request) -> Response:
        match request.method, request.path:
            case "GET", "/_standin/spoken":
                return json_response(200, self.spoken)
            case "POST", "/_standin/faults":
                name = request.body.decode("utf-8", "replace").strip()
                if name not in set(SpeechFault):
                    known = ", ".join(SpeechFault)
                    return json_response(400, {"error": f"'{name}' is not one of {known}"})
                with self._lock:
                    self.faults.append(SpeechFault(name))
                return json_response(200, {"faults": self.faults})
            case _:
                return json_response(404, {"error": f"no {request.method} {request.path} here"})


def _audio(text: str, output_format: str) -> Response:
    container, rate = output_format.split("_")[:2]
    if container == "wav":
        return Response(200, spoken_audio.wav(text, int(rate)), "audio/wav")
    return Response(200, spoken_audio.mp3(text), "audio/mpeg")


def _refusal(refused: Refused) -> Response:
    detail = {"status": refused.status, "message": refused.message}
    return json_response(refused.http_status, {"detail": detail})


def _invalid(invalid: list[Invalid]) -> Response:
    detail = [{"loc": list(p.place), "msg": p.message, "type": "value_error"} for p in invalid]
    return json_response(422, {"detail": detail})
