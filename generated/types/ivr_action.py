# Written by `python -m generator generate`; edit specs/ instead.
"""The type IvrAction."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class IvrAction(enum.StrEnum):
    """IvrAction."""

    PRESSED = "pressed"
    SAID = "said"
    REACHED_PERSON = "reached_person"
    ON_HOLD = "on_hold"
    GAVE_UP = "gave_up"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
