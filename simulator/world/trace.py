"""What happened, line by line, in virtual time.

It stands apart because every part of the world writes to it and stories, hashes and people read
it. Invariant: lines are in the order in which things happened; equal runs have equal lines.
"""

import hashlib
from enum import StrEnum
from typing import NamedTuple

from simulator.clock import MICROSECONDS, Clock


class Kind(StrEnum):
    """Who acts: the hotel and we on the telephone, the line itself, a flow, a fact that is told;
    or it is what nobody wishes for.
    """

    HOTEL = "hotel"
    US = "us"
    LINE = "line"
    FLOW = "flow"
    FACT = "fact"
    TROUBLE = "trouble"


class Line(NamedTuple):
    """`at`: microseconds since 1970; `text`: what a story may expect; `call_id`: of the call in
    which it happens, "" where whoever tells it does not know.
    """

    at: int
    text: str
    kind: Kind = Kind.TROUBLE
    call_id: str = ""


class Trace:
    """Keeps lines, and any number of what stands behind them."""

    def __init__(self, clock: Clock, *, is_kept: bool = True) -> None:
        self._clock = clock
        self.is_kept = is_kept
        self.began = clock.now
        self.lines: list[Line] = []

    def note(self, text: str, kind: Kind = Kind.TROUBLE, call_id: str = "") -> None:
        """Keep a line about now."""
        if self.is_kept:
            self.lines.append(Line(self._clock.now, text, kind, call_id))

    def told(self) -> str:
        """All lines with their virtual times since the beginning."""
        return "\n".join(f"{clock_face(line.at - self.began)}  {line.text}" for line in self.lines)

    def hash(self) -> str:
        """A SHA-256 over all lines: equal runs have equal hashes."""
        digest = hashlib.sha256()
        for line in self.lines:
            digest.update(f"{line.at} {line.text}\n".encode(errors="surrogatepass"))
        return digest.hexdigest()


def clock_face(microseconds: int) -> str:
    """Write a span as `h:mm:ss.t`."""
    tenths = microseconds * 10 // MICROSECONDS
    minutes, seconds = divmod(tenths // 10, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{tenths % 10}"
