# Written by `python -m generator generate`; edit specs/ instead.
"""The type CallPlan."""

from __future__ import annotations

from .. import values
from .batch_id import BatchId
from .call_id import CallId
from .folio_request import FolioRequest
from .hotel_id import HotelId
from .ivr_rule import IvrRule
from .phone_number import PhoneNumber

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallPlan(values.Value):
    """All that one call needs to know."""

    __slots__ = ("call_id", "batch_id", "hotel_id", "phone", "ivr_profile", "requests")

    def __init__(
        self,
        *,
        call_id: CallId,
        batch_id: BatchId,
        hotel_id: HotelId,
        phone: PhoneNumber,
        ivr_profile: tuple[IvrRule, ...],
        requests: tuple[FolioRequest, ...],
    ) -> None:
        self.call_id: typing.Final = call_id
        self.batch_id: typing.Final = batch_id
        self.hotel_id: typing.Final = hotel_id
        self.phone: typing.Final = phone
        self.ivr_profile: typing.Final = values.bounded(
            ivr_profile, "ivr_profile", at_least=0, at_most=20
        )
        self.requests: typing.Final = values.bounded(requests, "requests", at_least=1, at_most=10)

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "batch_id": self.batch_id,
            "hotel_id": self.hotel_id,
            "phone": self.phone,
            "ivr_profile": [item.to_data() for item in self.ivr_profile],
            "requests": [item.to_data() for item in self.requests],
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            batch_id=fields.required("batch_id", BatchId.read),
            hotel_id=fields.required("hotel_id", HotelId.read),
            phone=fields.required("phone", PhoneNumber.read),
            ivr_profile=fields.required(
                "ivr_profile", values.list_of(IvrRule.from_data, at_least=0, at_most=20)
            ),
            requests=fields.required(
                "requests", values.list_of(FolioRequest.from_data, at_least=1, at_most=10)
            ),
        )
