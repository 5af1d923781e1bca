# Written by `python -m generator generate`; edit specs/ instead.
"""The type Transcript."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Transcript(str):
    """What was heard, as recognised. Empty: silence."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "Transcript")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(value, where, longest=4000)
        return str.__new__(cls, checked)
