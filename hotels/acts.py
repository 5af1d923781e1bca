"""What each side of a telephone line can do, as the other side notices it.

Stands apart because the line, the stand-ins and the simulator speak of the same things. Plain data.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Says:
    """Speech that begins now and takes `seconds`, unless a Stops comes before.

    `confidence`: how sure a recogniser would be of it, 0 to 1.
    """

    text: str
    seconds: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Stops:
    """Falls silent in the middle of what it was saying."""


@dataclass(frozen=True, slots=True)
class Beeps:
    """The tone after which a voicemail records."""


@dataclass(frozen=True, slots=True)
class Faxes:
    """A fax machine's tone."""


@dataclass(frozen=True, slots=True)
class Presses:
    """Keys, one after another."""

    keys: str


@dataclass(frozen=True, slots=True)
class HangsUp:
    """The last act of a line."""


Act = Says | Stops | Beeps | Faxes | Presses | HangsUp


@dataclass(frozen=True, slots=True)
class CallerStarts:
    """The caller begins to speak."""


@dataclass(frozen=True, slots=True)
class CallerSays:
    """The caller has finished saying `text`."""

    text: str


@dataclass(frozen=True, slots=True)
class CallerPresses:
    """The caller presses keys, one after another."""

    keys: str


Stimulus = CallerStarts | CallerSays | CallerPresses
