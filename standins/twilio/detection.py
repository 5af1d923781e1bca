"""Answering-machine detection: the verdict that Twilio would give on what it hears.

Stands apart because it is pure: fed with the hotel's acts, it knows when its verdict is due. The
script says who answers; thresholds say when Twilio would know. Source of verdicts and defaults:
https://www.twilio.com/docs/voice/answering-machine-detection
"""

from dataclasses import dataclass

from hotels.acts import Act, Beeps, Faxes, Says
from hotels.behaviour import PartKind

_MACHINE_AFTER = 2.4  # MachineDetectionSpeechThreshold, default
_SPEECH_ENDS_AFTER = 1.2  # MachineDetectionSpeechEndThreshold, default
_NOBODY_SPEAKS_AFTER = 5.0  # MachineDetectionSilenceTimeout, default


@dataclass(slots=True)
class Detection:
    """`message_end`: DetectMessageEnd rather than Enable. Times: seconds since the answer.

    `patience` (MachineDetectionTimeout) ends the detection without a verdict.
    """

    answered_by: PartKind
    message_end: bool
    patience: float
    due_at: float = _NOBODY_SPEAKS_AFTER
    verdict: str = "unknown"
    heard: bool = False

    def notice(self, at: float, act: Act) -> None:
        """Takes in what the hotel does before the verdict is due."""
        if at > self.due_at:
            return
        if isinstance(act, Faxes):
            self._decide(at, "fax")
        elif isinstance(act, Beeps) and self.message_end:
            self._decide(at, "machine_end_beep")
        elif isinstance(act, Says) and not self.heard:
            self._hear_greeting(at, at + act.seconds + _SPEECH_ENDS_AFTER)

    def _hear_greeting(self, begins: float, ends: float) -> None:
        if self.answered_by is PartKind.PERSON:
            self._decide(ends, "human")
        elif not self.message_end:
            self._decide(begins + _MACHINE_AFTER, "machine_start")
        elif self.answered_by is PartKind.MENU:
            # There is no verdict for a menu: a long one comes back like this.
            self._decide(ends, "machine_end_other")
        else:
            self._decide(ends, "machine_end_silence")

    def _decide(self, at: float, verdict: str) -> None:
        in_time = at <= self.patience
        self.due_at = min(at, self.patience)
        self.verdict, self.heard = verdict if in_time else "unknown", True
