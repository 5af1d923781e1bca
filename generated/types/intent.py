# Written by `python -m generator generate`; edit specs/ instead.
"""The type Intent."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Intent(enum.StrEnum):
    """What an answer means."""

    AGREE_SEND = "agree_send"
    ALREADY_SENT = "already_sent"
    NOT_FOUND = "not_found"
    REFUSE = "refuse"
    CALLBACK_REQUEST = "callback_request"
    HOLD_REQUEST = "hold_request"
    TRANSFER_OFFER = "transfer_offer"
    ASK_TO_REPEAT = "ask_to_repeat"
    IVR_PROMPT = "ivr_prompt"
    GOODBYE = "goodbye"
    SILENCE = "silence"
    UNINTELLIGIBLE = "unintelligible"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
