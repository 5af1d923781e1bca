"""Takes a transcript apart into strands: chains of cause and effect.

They stand apart as the one table that says what order means. Within a strand every line follows
from the one before it; lines of different strands happen at once: nobody can say which comes first.
Invariant: a line that can be compared is in at least one strand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generated.events import find
from simulator.world.trace import Line

VERDICT = "what is thought of who answered"
_MID_CALL = "reason=(?:callback|duration_exceeded|not_understood)$"
"""What is told of a record while its call goes on."""
STRANDS = {
    "what is said on the line": r"we (?:say to|press for) |the provider's time limit"
    r"|\S+ (?:rings|answers|says|presses|stops|beeps|sends|hangs|is|does)\b"
    r"|(?:TurnTranscribed|ConnectionAnalyzed|ResponseAnalyzed|VoicemailLeft) ",
    "what the flow does": r"flow |\w+ raises |(?:CallBlockedByPolicy|CallInitiated|DtmfSent"
    r"|IvrDeadEndReached|ConnectionAnalyzed|ResponseAnalyzed|Folio\w+|BatchCompleted) ",
    "what happens to the hotel's line": r"(?:RecordQueued|BatchScheduled|RecordAssignedToCall"
    rf"|BatchCompleted) |(?:RecordDeferred|RecordEscalated) (?!.* {_MID_CALL})",
    "what is agreed in mid-call": r"(?:CallbackRequested|CallDurationExceeded) "
    rf"|(?:RecordDeferred|RecordEscalated) .*{_MID_CALL}",
    "what happens to {}": r"(?:Record|Folio)\w+ (\S+)",
    "how the call goes": r"\S+ (?:rings|answers|is not reached|does not answer)\b"
    r"|(?:CallConnected|CallFailed|CallEnded) ",
    VERDICT: r"\S+ answers$|MachineDetectionReceived ",
    "what befalls the webhook {}": r"webhook (\S+) ",
    "what the provider does not do": r"the provider (?:places|fails) ",
}
"""A pattern of each strand's lines; what it captures belongs to the strand's name."""


def strands_of(text: str) -> list[str]:
    """Name the strands that a line is in. Raises LookupError where there are none."""
    matches = ((name, re.match(pattern, text)) for name, pattern in STRANDS.items())
    names = [name.format(*match.groups()) for name, match in matches if match is not None]
    if not names:
        raise LookupError(f"no strand takes the line: {text}")
    return names


def strands(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Take a transcript apart; each strand's lines are in their order.

    Facts that were told at one moment have no order among them.
    """
    found: dict[str, list[Line]] = {}
    for line in lines:
        for name in strands_of(line.text):
            found.setdefault(name, []).append(line)
    return {name: list(_in_order(each)) for name, each in found.items()}


def _in_order(lines: Iterable[Line]) -> Iterator[str]:
    for (_, is_told), group in groupby(lines, lambda line: (line.at, is_fact(line.text))):
        texts = [line.text for line in group]
        yield from sorted(texts) if is_told else texts


def is_fact(text: str) -> bool:
    """Whether a line tells a fact."""
    return find(text.partition(" ")[0]) is not None
