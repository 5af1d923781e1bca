# Written by `python -m generator generate`; edit specs/ instead.
"""The type Glaze."""

from __future__ import annotations

import enum

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Glaze(enum.StrEnum):
    """Glaze."""

    CLEAR = "clear"
    CELADON = "celadon"
    SALT = "salt"
    RAKU = "raku"

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)
