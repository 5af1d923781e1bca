"""The voice, by ElevenLabs.

The SDK takes 0.3 s to import, so it is imported when something has to be synthesised. Its defaults
(a key from the environment, 240 s, two retries) do not fit a live call: all three are given.
"""

from typing import TYPE_CHECKING

from runtime.adapters.secretsmanager_secret import Secret
from runtime.errors import SecretUnreadable, SpeechFailed

if TYPE_CHECKING:
    from elevenlabs.client import ElevenLabs

TIMEOUT_SECONDS = 3
FORMAT = "mp3_22050_32"
"""More than a telephone line carries, and small."""


class ElevenLabsSpeech:
    """Speech."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._client: ElevenLabs | None = None

    @property
    def signature(self) -> str:
        """Name the voice and its model. Raises SpeechFailed."""
        try:
            secret = self._secret.read()
        except SecretUnreadable as error:
            raise SpeechFailed(str(error)) from None
        return f"{secret['voice_id']}/{secret['model_id']}/{FORMAT}"

    def synthesise(self, text: str) -> bytes:
        """Speak a text as MP3. Raises SpeechFailed."""
        import httpx  # noqa: PLC0415 - with the SDK, only where it is needed
        from elevenlabs.core import ApiError  # noqa: PLC0415 - as above

        try:
            return self._convert_by_current_key(text)
        except ApiError as error:
            raise SpeechFailed(f"ElevenLabs answered {error.status_code}") from None
        except (httpx.HTTPError, SecretUnreadable) as error:
            raise SpeechFailed(f"asking ElevenLabs: {type(error).__name__}") from None

    def _convert_by_current_key(self, text: str) -> bytes:
        """Synthesise; a key that is refused is read anew, once."""
        from elevenlabs.core import ApiError  # noqa: PLC0415 - as above

        try:
            return self._convert(text)
        except ApiError as error:
            if error.status_code != 401 or not self._secret.refresh():
                raise
        self._client = None
        return self._convert(text)

    def _convert(self, text: str) -> bytes:
        """Synthesise; the SDK's iterator asks only when it is read."""
        secret = self._secret.read()
        chunks = self._connected().text_to_speech.convert(
            secret["voice_id"],
            text=text,
            model_id=secret["model_id"],
            output_format=FORMAT,
            request_options={"timeout_in_seconds": TIMEOUT_SECONDS, "max_retries": 0},
        )
        return b"".join(chunks)

    def _connected(self) -> "ElevenLabs":
        if self._client is None:
            from elevenlabs.client import ElevenLabs  # noqa: PLC0415 - see above

            secret = self._secret.read()
            self._client = ElevenLabs(
                api_key=secret["api_key"],
                base_url=secret.get("base_url"),
                timeout=TIMEOUT_SECONDS,
            )
        return self._client
