# Written by `python -m generator generate`; edit specs/ instead.
"""The type Verdict."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Verdict(enum.StrEnum):
    """What a pot is when it leaves the kiln."""

    WHOLE = "whole"
    CRACKED = "cracked"
    LOST = "lost"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
