# Written by `python -m generator generate`; edit specs/ instead.
"""The type CallOutcome."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallOutcome(enum.StrEnum):
    """How a call ended. What became of each record is told by the events about it."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    CANCELED = "canceled"
    INVALID_NUMBER = "invalid_number"
    CARRIER_FAILURE = "carrier_failure"
    QUEUE_TIMEOUT = "queue_timeout"
    BLOCKED_BY_POLICY = "blocked_by_policy"
    VOICEMAIL_LEFT = "voicemail_left"
    VOICEMAIL_CUT_OFF = "voicemail_cut_off"
    UNAVAILABLE = "unavailable"
    IVR_DEAD_END = "ivr_dead_end"
    IVR_LOOP = "ivr_loop"
    FAX = "fax"
    SCREENED = "screened"
    HOLD_TIMEOUT = "hold_timeout"
    NO_RESPONSE = "no_response"
    REFUSED = "refused"
    CALLBACK = "callback"
    HUNG_UP = "hung_up"
    DURATION_EXCEEDED = "duration_exceeded"
    WORKFLOW_ERROR = "workflow_error"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
