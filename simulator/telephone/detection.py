"""Answering-machine detection until the message's end: the verdict that the provider would give.

It stands apart because it is pure: fed with the hotel's acts, it knows when its verdict is due.
Source of verdicts and defaults: https://www.twilio.com/docs/voice/answering-machine-detection
"""

from dataclasses import dataclass

from generated.types.machine_verdict import MachineVerdict
from hotels.acts import Act, Beeps, Faxes, Says
from hotels.behaviour import PartKind

SPEECH_ENDS_AFTER = 1.2
NOBODY_SPEAKS_AFTER = 5.0
GIVES_UP_AFTER = 30.0


@dataclass(slots=True)
class Detection:
    """Times are seconds since the call was answered."""

    answered_by: PartKind
    due_at: float = NOBODY_SPEAKS_AFTER
    verdict: MachineVerdict = MachineVerdict.UNKNOWN
    has_heard: bool = False

    def notice(self, at: float, act: Act) -> None:
        """Take in what the hotel does before the verdict is due."""
        if at > self.due_at:
            return
        if isinstance(act, Faxes):
            self._decide(at, MachineVerdict.FAX)
        elif isinstance(act, Beeps):
            self._decide(at, MachineVerdict.MACHINE_END_BEEP)
        elif isinstance(act, Says) and not self.has_heard:
            self._decide(at + act.seconds + SPEECH_ENDS_AFTER, self._after_greeting())

    def _after_greeting(self) -> MachineVerdict:
        match self.answered_by:
            case PartKind.PERSON:
                return MachineVerdict.HUMAN
            case PartKind.MENU:  # there is no verdict for a menu: a long one comes back like this
                return MachineVerdict.MACHINE_END_OTHER
            case _:
                return MachineVerdict.MACHINE_END_SILENCE

    def _decide(self, at: float, verdict: MachineVerdict) -> None:
        self.due_at, self.has_heard = min(at, GIVES_UP_AFTER), True
        self.verdict = verdict if at <= GIVES_UP_AFTER else MachineVerdict.UNKNOWN
