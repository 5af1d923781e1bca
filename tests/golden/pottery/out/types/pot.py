# Written by `python -m generator generate`; edit specs/ instead.
"""The type Pot."""

from __future__ import annotations

import datetime as dt

from .. import values
from .address import Address
from .glaze import Glaze
from .grams import Grams
from .pot_id import PotId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Pot(values.Value):
    """One pot as its potter brought it."""

    __slots__ = ("pot_id", "potter", "weight", "glaze", "made_on", "fetch_by", "note")

    MASKED = ("potter",)

    def __init__(
        self,
        *,
        pot_id: PotId,
        potter: Address,
        weight: Grams,
        glaze: Glaze,
        made_on: dt.date,
        fetch_by: dt.datetime,
        note: str | None = None,
    ) -> None:
        self.pot_id: typing.Final = pot_id
        self.potter: typing.Final = potter
        self.weight: typing.Final = weight
        self.glaze: typing.Final = glaze
        self.made_on: typing.Final = made_on
        self.fetch_by: typing.Final = values.cut_timestamp(fetch_by, "fetch_by")
        if note is not None:
            note = values.read_text(note, "note")
        self.note: typing.Final = note

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return values.without_none(
            {
                "pot_id": self.pot_id,
                "potter": self.potter,
                "weight": self.weight,
                "glaze": self.glaze,
                "made_on": self.made_on.isoformat(),
                "fetch_by": values.write_timestamp(self.fetch_by),
                "note": self.note,
            }
        )

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            pot_id=fields.required("pot_id", PotId.read),
            potter=fields.required("potter", Address.read),
            weight=fields.required("weight", Grams.read),
            glaze=fields.required("glaze", Glaze.read),
            made_on=fields.required("made_on", values.read_date),
            fetch_by=fields.required("fetch_by", values.read_timestamp),
            note=fields.optional("note", values.read_text),
        )
