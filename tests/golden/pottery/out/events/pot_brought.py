# Written by `python -m generator generate`; edit specs/ instead.
"""The event PotBrought."""

from __future__ import annotations

from .. import values
from ..types.address import Address
from ..types.glaze import Glaze
from ..types.grams import Grams
from ..types.pot_id import PotId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class PotBrought(values.EventData):
    """A potter brought a pot."""

    __slots__ = ("pot_id", "potter", "weight", "glaze", "rush")

    TYPE = "PotBrought"
    AGGREGATE = "pot"
    VERSION = 1

    MASKED = ("potter",)

    def __init__(
        self,
        *,
        pot_id: PotId,
        potter: Address,
        weight: Grams,
        glaze: Glaze,
        rush: bool | None = None,
    ) -> None:
        self.pot_id: typing.Final = pot_id
        self.potter: typing.Final = potter
        self.weight: typing.Final = weight
        self.glaze: typing.Final = glaze
        self.rush: typing.Final = rush

    @property
    def aggregate_id(self) -> str:
        """Which pot it is about."""
        return self.pot_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return values.without_none(
            {
                "pot_id": self.pot_id,
                "potter": self.potter,
                "weight": self.weight,
                "glaze": self.glaze,
                "rush": self.rush,
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
            rush=fields.optional("rush", values.read_boolean),
        )
