"""A voice that keeps its words: what was synthesised is played as the text that it was.

It stands apart because speech and prompts are two ports and one thing here. `is_broken` makes every
synthesis fail, as the provider may.
"""

from runtime.errors import SpeechFailed

_ADDRESS = "https://prompts.invalid/"


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
    """Prompts."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def find(self, name: str) -> str | None:
        """Give an address where a prompt can be played, if it is there."""
        return f"{_ADDRESS}{name}" if name in self._kept else None

    def keep(self, name: str, audio: bytes) -> str:
        """Keep a prompt and give such an address."""
        self._kept[name] = audio
        return f"{_ADDRESS}{name}"

    def words_at(self, url: str) -> str:
        """Say what is played at an address."""
        return self._kept[url.removeprefix(_ADDRESS)].decode()
