# Written by `python -m generator generate`; edit specs/ instead.
"""The event IvrDeadEndReached."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.turn import Turn

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class IvrDeadEndReached(values.EventData):
    """The menu led nowhere."""

    __slots__ = ("call_id", "turn")

    TYPE = "IvrDeadEndReached"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(self, *, call_id: CallId, turn: Turn) -> None:
        self.call_id: typing.Final = call_id
        self.turn: typing.Final = turn

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "turn": self.turn,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            turn=fields.required("turn", Turn.read),
        )
