# Written by `python -m generator generate`; edit specs/ instead.
"""The type Hotel."""

from __future__ import annotations

from .. import values
from .hotel_id import HotelId
from .ivr_rule import IvrRule
from .local_time import LocalTime
from .phone_number import PhoneNumber
from .phrase import Phrase

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Hotel(values.Value):
    """What we have on file about a hotel; times are its own local times.

    time_zone: A name of the time zone database, such as Europe/Vienna.
    closes: 24:00 is the end of the day; earlier than `opens` means the next day.
    """

    __slots__ = (
        "hotel_id",
        "name",
        "phone",
        "time_zone",
        "opens",
        "closes",
        "do_not_call",
        "ivr_profile",
    )

    def __init__(
        self,
        *,
        hotel_id: HotelId,
        name: Phrase,
        phone: PhoneNumber,
        time_zone: Phrase,
        opens: LocalTime,
        closes: LocalTime,
        do_not_call: bool,
        ivr_profile: tuple[IvrRule, ...],
    ) -> None:
        self.hotel_id: typing.Final = hotel_id
        self.name: typing.Final = name
        self.phone: typing.Final = phone
        self.time_zone: typing.Final = time_zone
        self.opens: typing.Final = opens
        self.closes: typing.Final = closes
        self.do_not_call: typing.Final = do_not_call
        self.ivr_profile: typing.Final = values.bounded(
            ivr_profile, "ivr_profile", at_least=0, at_most=20
        )

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "hotel_id": self.hotel_id,
            "name": self.name,
            "phone": self.phone,
            "time_zone": self.time_zone,
            "opens": self.opens,
            "closes": self.closes,
            "do_not_call": self.do_not_call,
            "ivr_profile": [item.to_data() for item in self.ivr_profile],
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            hotel_id=fields.required("hotel_id", HotelId.read),
            name=fields.required("name", Phrase.read),
            phone=fields.required("phone", PhoneNumber.read),
            time_zone=fields.required("time_zone", Phrase.read),
            opens=fields.required("opens", LocalTime.read),
            closes=fields.required("closes", LocalTime.read),
            do_not_call=fields.required("do_not_call", values.read_boolean),
            ivr_profile=fields.required(
                "ivr_profile", values.list_of(IvrRule.from_data, at_least=0, at_most=20)
            ),
        )
