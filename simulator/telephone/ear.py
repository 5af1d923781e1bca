"""What the provider's recogniser makes of the hotel's side of the line.

It stands apart because it is pure: fed with the hotel's acts, it knows when listening is over. An
utterance that is still going on when listening begins is heard whole; one that is over is lost.
Source of the rules: https://www.twilio.com/docs/voice/twiml/gather
"""

from dataclasses import dataclass, field
from statistics import fmean

from hotels.acts import Act, Says, Stops
from hotels.speech import spoken_after

LONGEST_SPEECH = 60.0
SPEECH_ENDS_AFTER = 1.0
"""A pause that ends an utterance. speechTimeout is auto; its length is not published."""


@dataclass(slots=True)
class Ear:
    """Times are seconds since the call was answered."""

    is_listening: bool = False
    _waits_until: float = 0.0
    _listens_since: float = 0.0
    _phrases: list[Says] = field(default_factory=list)
    _last: Says | None = None
    _last_began: float = 0.0
    _last_ends: float = 0.0

    def listen(self, at: float, patience: float) -> None:
        """Begin to listen; silence ends it after `patience`."""
        self.is_listening, self._phrases = True, []
        self._listens_since, self._waits_until = at, at + patience
        if self._last is not None and self._last_ends > at:
            self._phrases.append(self._last)

    def notice(self, at: float, act: Act) -> None:
        """Take in what the hotel does."""
        if isinstance(act, Says):
            self._last, self._last_began, self._last_ends = act, at, at + act.seconds
            if self.is_listening:
                self._phrases.append(act)
        elif isinstance(act, Stops) and self._last is not None:
            self._last_ends = at
            if self._phrases:
                text = spoken_after(self._last.text, at - self._last_began)
                self._phrases[-1] = Says(text, at - self._last_began, self._last.confidence)

    def over_at(self) -> float:
        """When listening ends, as things stand."""
        if not self._phrases:
            return self._waits_until
        return min(self._listens_since + LONGEST_SPEECH, self._last_ends + SPEECH_ENDS_AFTER)

    def stop(self) -> tuple[str, float] | None:
        """End listening: the words and how sure the recogniser is of them; None: silence."""
        self.is_listening, phrases = False, self._phrases
        self._phrases = []
        if not phrases:
            return None
        confidence = fmean(phrase.confidence for phrase in phrases)
        return " ".join(phrase.text for phrase in phrases), round(confidence, 4)
