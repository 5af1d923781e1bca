# Written by `python -m generator generate`; edit specs/ instead.
"""The type DeferralReason."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class DeferralReason(enum.StrEnum):
    """DeferralReason."""

    CALLBACK = "callback"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    HOLD_TIMEOUT = "hold_timeout"
    HUNG_UP = "hung_up"
    AFTER_HOURS = "after_hours"
    VOICEMAIL = "voicemail"
    UNANSWERED = "unanswered"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
