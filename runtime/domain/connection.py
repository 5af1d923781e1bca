"""Who or what answered: the greeting's words, with the machine detection's verdict beside them.

It stands apart because the provider has no verdict for a menu, a hold queue or a screening: the
words decide, the verdict helps where they leave it open. Invariant: rules apply in this order, and
what nothing fits is uncertain.
"""

from generated.types.connection_kind import ConnectionKind
from generated.types.machine_verdict import MachineVerdict
from runtime.domain.menu import offers_keys
from runtime.domain.phrases import plain, says_any

TONE = ("after the tone", "after the beep", "at the tone", "at the beep")
"""A machine about to record says so even where it offers keys for afterwards."""
VOICEMAIL = (
    "leave a message",
    "leave your message",
    "leave your name",
    "leave us a message",
    "voicemail",
    "voice mail",
    "mailbox",
    "record your message",
    "come to the phone",
    "take your call right now",
)
UNAVAILABLE = (
    "not in service",
    "no longer in service",
    "has been disconnected",
    "cannot be completed as dialed",
    "number you have dialed",
    "not available at the moment please try again later",
    "is not reachable",
    "please try your call again later",
    "we are closed",
    "we are currently closed",
    "our office is closed",
    "incorrect number",
    "subscriber is not available",
)
SCREENING = (
    "state your name",
    "say your name",
    "who is calling and why",
    "before i connect you",
    "before i try to connect you",
    "screening",
    "stay on the line while i see if",
)
MENU = (
    "following options",
    "main menu",
    "menu options",
    "how may i direct your call say",
    "please say",
    "you can say",
    "if you know your partys extension",
    "enter your extension",
    "enter the extension",
    "say reservations",
    "say operator",
)
HOLD = (
    "please hold",
    "please stay on the line",
    "remain on the line",
    "your call is important",
    "next available",
    "will be answered in the order",
    "all of our agents",
    "all our agents",
    "currently assisting other",
    "putting you on hold",
    "hold the line",
    "one moment please while i transfer",
    "transferring your call",
    "connecting you",
    "while i connect you",
    "while we connect you",
)
PERSON = (
    "how may i help",
    "how can i help",
    "may i help you",
    "can i help you",
    "speaking",
    "this is",
    "my name is",
    "hello",
    "hi",
    "good morning",
    "good afternoon",
    "good evening",
    "front desk",
    "reception",
    "reservations",
)

_BY_WORDS: tuple[tuple[ConnectionKind, tuple[str, ...]], ...] = (
    (ConnectionKind.VOICEMAIL, VOICEMAIL),
    (ConnectionKind.SCREENING, SCREENING),
    (ConnectionKind.UNAVAILABLE, UNAVAILABLE),
    (ConnectionKind.IVR, MENU),
    (ConnectionKind.HOLD, HOLD),
    (ConnectionKind.HUMAN, PERSON),
)
_BY_VERDICT = {
    MachineVerdict.HUMAN: ConnectionKind.HUMAN,
    MachineVerdict.FAX: ConnectionKind.FAX,
    MachineVerdict.MACHINE_END_BEEP: ConnectionKind.VOICEMAIL,
    MachineVerdict.MACHINE_END_SILENCE: ConnectionKind.VOICEMAIL,
}


def kind_of(transcript: str, verdict: MachineVerdict | None) -> ConnectionKind:
    """Tell who answered. `verdict` is None as long as the provider has not given it."""
    if verdict is MachineVerdict.FAX:
        return ConnectionKind.FAX
    text = plain(transcript)
    if says_any(text, TONE):
        return ConnectionKind.VOICEMAIL
    if offers_keys(text):
        return ConnectionKind.IVR
    for kind, phrases in _BY_WORDS:
        if says_any(text, phrases):
            return kind
    if verdict is None:
        return ConnectionKind.UNCERTAIN
    return _BY_VERDICT.get(verdict, ConnectionKind.UNCERTAIN)
