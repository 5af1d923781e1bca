# Written by `python -m generator generate`; edit specs/ instead.
"""The event PotFetched."""

from __future__ import annotations

from .. import values
from ..types.pot_id import PotId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class PotFetched(values.EventData):
    """It has gone home."""

    __slots__ = ("pot_id",)

    TYPE = "PotFetched"
    AGGREGATE = "pot"
    VERSION = 1

    def __init__(self, *, pot_id: PotId) -> None:
        self.pot_id: typing.Final = pot_id

    @property
    def aggregate_id(self) -> str:
        """Which pot it is about."""
        return self.pot_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "pot_id": self.pot_id,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            pot_id=fields.required("pot_id", PotId.read),
        )
