"""What Gather's recogniser makes of the hotel's side of the line.

Stands apart because it is pure: fed with the hotel's acts, it knows when a Gather is over. An
utterance that is still going on when listening begins is heard whole; one that is over is lost.
Source of the rules: https://www.twilio.com/docs/voice/twiml/gather
"""

from dataclasses import dataclass, field
from statistics import fmean

from hotels.acts import Act, Presses, Says, Stops
from hotels.speech import spoken_after
from standins.twilio.twiml import Gather

LONGEST_SPEECH = 60.0  # "verbs that use speech have a maximum duration of 60 seconds"


@dataclass(slots=True)
class Ear:
    """Times are script seconds since the call was answered."""

    gather: Gather | None = None
    keys: str = ""
    _waits_until: float = 0.0
    _listens_since: float = 0.0
    _keys_at: float = 0.0
    _phrases: list[Says] = field(default_factory=list)
    _last: Says | None = None
    _last_began: float = 0.0
    _last_ends: float = 0.0

    def listen(self, at: float, gather: Gather) -> None:
        """Begins a Gather."""
        self.gather, self.keys, self._phrases = gather, "", []
        self._listens_since = at
        self.prompted(at)
        if self._last is not None and self._last_ends > at and gather.speech:
            self._phrases.append(self._last)

    def prompted(self, at: float) -> None:
        """The prompts are over: the time-out begins."""
        self._waits_until = at + (self.gather.timeout_seconds if self.gather else 0.0)

    def notice(self, at: float, act: Act) -> None:
        """Takes in what the hotel does."""
        if isinstance(act, Says):
            self._last, self._last_began, self._last_ends = act, at, at + act.seconds
            if self.gather is not None and self.gather.speech:
                self._phrases.append(act)
        elif isinstance(act, Stops) and self._last is not None:
            self._last_ends = at
            if self._phrases:
                text = spoken_after(self._last.text, at - self._last_began)
                self._phrases[-1] = Says(text, at - self._last_began, self._last.confidence)
        elif isinstance(act, Presses) and self.gather is not None and self.gather.keys:
            self.keys, self._keys_at = self.keys + act.keys, at

    @property
    def has_heard(self) -> bool:
        """Whether there was any input so far."""
        return bool(self._phrases or self.keys)

    def over_at(self) -> float:
        """When the Gather ends, as things stand."""
        gather = self.gather
        if gather is None:
            return 0.0
        if self.keys:
            full = gather.number_of_keys is not None and len(self.keys) >= gather.number_of_keys
            finished = gather.finish_on_key != "" and gather.finish_on_key in self.keys
            return self._keys_at if full or finished else self._keys_at + gather.timeout_seconds
        if self._phrases:
            latest = self._listens_since + LONGEST_SPEECH
            return min(latest, self._last_ends + gather.speech_seconds)
        return self._waits_until

    def result(self) -> dict[str, str]:
        """The parameters for the action; ends the Gather. Values are empty where nothing came."""
        gather, phrases, keys = self.gather, self._phrases, self.keys
        self.gather, self._phrases, self.keys = None, [], ""
        if keys and gather is not None:
            end = keys.find(gather.finish_on_key) if gather.finish_on_key else -1
            return {"Digits": keys[:end] if end >= 0 else keys}
        if phrases:
            confidence = fmean(phrase.confidence for phrase in phrases)
            text = " ".join(phrase.text for phrase in phrases)
            return {"SpeechResult": text, "Confidence": f"{confidence:.4g}"}
        heard_nothing = {"SpeechResult": ""} if gather is not None and gather.speech else {}
        return {**heard_nothing, **({"Digits": ""} if gather is not None and gather.keys else {})}
