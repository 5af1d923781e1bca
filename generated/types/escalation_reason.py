# Written by `python -m generator generate`; edit specs/ instead.
"""The type EscalationReason."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class EscalationReason(enum.StrEnum):
    """EscalationReason."""

    NOT_UNDERSTOOD = "not_understood"
    REFUSED = "refused"
    DURATION_EXCEEDED = "duration_exceeded"
    ATTEMPTS_USED_UP = "attempts_used_up"
    IVR_DEAD_END = "ivr_dead_end"
    WRONG_LINE = "wrong_line"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
