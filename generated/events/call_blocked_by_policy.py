# Written by `python -m generator generate`; edit specs/ instead.
"""The event CallBlockedByPolicy."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.hotel_id import HotelId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallBlockedByPolicy(values.EventData):
    """The call was not placed, because a rule forbids it now."""

    __slots__ = ("call_id", "hotel_id")

    TYPE = "CallBlockedByPolicy"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(self, *, call_id: CallId, hotel_id: HotelId) -> None:
        self.call_id: typing.Final = call_id
        self.hotel_id: typing.Final = hotel_id

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "hotel_id": self.hotel_id,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
        )
