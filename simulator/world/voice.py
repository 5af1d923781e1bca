"""A voice that keeps its words: what was synthesised is played as the text that it was.

It stands apart because speech and prompts are two ports and one thing here. `is_broken` makes every
synthesis fail, as the provider may.
"""

from runtime.errors import SpeechFailed
from simulator.services.bucket import Bucket
from simulator.services.refusal import Refusal

PLAYABLE_SECONDS = 900
"""As long as the real adapter signs its addresses for."""


class SimulatedSpeech:
    """Speech."""

    def __init__(self) -> None:
        self.is_broken = False
        self.characters = 0

    @property
    def signature(self) -> str:
        """Name the voice and its model."""
        return "simulated/simulated"

    def synthesise(self, text: str) -> bytes:
        """Speak a text. Raises SpeechFailed."""
        if self.is_broken:
            raise SpeechFailed("the simulated voice is broken")
        self.characters += len(text)
        return text.encode()


class KeptPrompts:
    """Prompts, in a bucket; a bucket that fails is a voice that fails, as for the real adapter."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def find(self, name: str) -> str | None:
        """Give an address where a prompt can be played, if it is there. Raises SpeechFailed."""
        try:
            is_there = self._bucket.holds(name)
        except Refusal as refusal:
            raise SpeechFailed(f"looking for a prompt: {refusal.code}") from None
        return self._bucket.presign(name, PLAYABLE_SECONDS) if is_there else None

    def keep(self, name: str, audio: bytes) -> str:
        """Keep a prompt and give such an address. Raises SpeechFailed."""
        try:
            self._bucket.put(name, audio)
        except Refusal as refusal:
            raise SpeechFailed(f"keeping a prompt: {refusal.code}") from None
        return self._bucket.presign(name, PLAYABLE_SECONDS)

    def words_at(self, url: str) -> str | None:
        """Say what is played at an address; None where the provider cannot fetch it."""
        try:
            return self._bucket.fetch(url).decode()
        except Refusal:
            return None
