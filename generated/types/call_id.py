# Written by `python -m generator generate`; edit specs/ instead.
"""The type CallId."""

from __future__ import annotations

from .. import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallId(str):
    """Ours, minted before the call is placed; part of every webhook's URL."""

    __slots__ = ()

    def __new__(cls, value: str) -> typing.Self:
        return cls.read(value, "CallId")

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
        checked = values.read_text(value, where, longest=1024, pattern="call-[0-9a-f]{32}")
        return str.__new__(cls, checked)
