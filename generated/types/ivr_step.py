# Written by `python -m generator generate`; edit specs/ instead.
"""The type IvrStep."""

from __future__ import annotations

from .. import values
from .digits import Digits
from .ivr_action import IvrAction

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class IvrStep(values.Value):
    """IvrStep."""

    __slots__ = ("action", "pressed")

    def __init__(self, *, action: IvrAction, pressed: Digits | None = None) -> None:
        self.action: typing.Final = action
        self.pressed: typing.Final = pressed

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return values.without_none(
            {
                "action": self.action,
                "pressed": self.pressed,
            }
        )

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            action=fields.required("action", IvrAction.read),
            pressed=fields.optional("pressed", Digits.read),
        )
