# Written by `python -m generator generate`; edit specs/ instead.
"""Writes to potters."""

from __future__ import annotations

from .. import values
from ..events.firing_spoilt import FiringSpoilt
from ..events.pot_brought import PotBrought
from ..events.pot_fired import PotFired
from ..types.address import Address

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class PotGone(values.TaskError):
    """An error that Remind may raise."""

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {}


class AddressUnknown(values.TaskError):
    """An error that Remind may raise."""

    def __init__(self, *, reply: str) -> None:
        super().__init__()
        self.reply: typing.Final = values.read_text(reply, "reply")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "reply": self.reply,
        }


class RemindInput(values.Value):
    """What Remind is asked with."""

    __slots__ = ("potter", "subject", "days_left")

    def __init__(self, *, potter: Address, subject: str, days_left: float) -> None:
        self.potter: typing.Final = potter
        self.subject: typing.Final = values.read_text(subject, "subject")
        self.days_left: typing.Final = values.read_number(days_left, "days_left")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "potter": self.potter,
            "subject": self.subject,
            "days_left": self.days_left,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            potter=fields.required("potter", Address.read),
            subject=fields.required("subject", values.read_text),
            days_left=fields.required("days_left", values.read_number),
        )


Taken = PotBrought | PotFired | FiringSpoilt

EVENTS: dict[str, type[values.EventData]] = {
    "PotBrought": PotBrought,
    "PotFired": PotFired,
    "FiringSpoilt": FiringSpoilt,
}

TASKS: dict[str, values.Task] = {
    "Remind": values.Task(
        name="Remind",
        takes=RemindInput,
        gives=None,
        raises=(PotGone, AddressUnknown),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
}
