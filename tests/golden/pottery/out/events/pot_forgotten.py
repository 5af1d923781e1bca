# Written by `python -m generator generate`; edit specs/ instead.
"""The event PotForgotten."""

from __future__ import annotations

from .. import values
from ..types.pot_id import PotId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class PotForgotten(values.EventData):
    """Nobody fetched the pot."""

    __slots__ = ("pot_id", "reminders")

    TYPE = "PotForgotten"
    AGGREGATE = "pot"
    VERSION = 1

    def __init__(self, *, pot_id: PotId, reminders: int) -> None:
        self.pot_id: typing.Final = pot_id
        self.reminders: typing.Final = values.read_integer(reminders, "reminders")

    @property
    def aggregate_id(self) -> str:
        """Which pot it is about."""
        return self.pot_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "pot_id": self.pot_id,
            "reminders": self.reminders,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            pot_id=fields.required("pot_id", PotId.read),
            reminders=fields.required("reminders", values.read_integer),
        )
