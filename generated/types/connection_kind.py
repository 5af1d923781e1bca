# Written by `python -m generator generate`; edit specs/ instead.
"""The type ConnectionKind."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class ConnectionKind(enum.StrEnum):
    """Who or what answered. `uncertain` is treated as a person until it turns out to be a menu."""

    HUMAN = "human"
    IVR = "ivr"
    VOICEMAIL = "voicemail"
    HOLD = "hold"
    SCREENING = "screening"
    FAX = "fax"
    UNAVAILABLE = "unavailable"
    UNCERTAIN = "uncertain"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
