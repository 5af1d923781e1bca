# Written by `python -m generator generate`; edit specs/ instead.
"""The type IvrRule."""

from __future__ import annotations

from .. import values
from .digits import Digits
from .phrase import Phrase

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class IvrRule(values.Value):
    """What to do when a menu says something."""

    __slots__ = ("prompt_contains", "press", "say")

    def __init__(
        self, *, prompt_contains: Phrase, press: Digits | None = None, say: Phrase | None = None
    ) -> None:
        self.prompt_contains: typing.Final = prompt_contains
        self.press: typing.Final = press
        self.say: typing.Final = say

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return values.without_none(
            {
                "prompt_contains": self.prompt_contains,
                "press": self.press,
                "say": self.say,
            }
        )

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            prompt_contains=fields.required("prompt_contains", Phrase.read),
            press=fields.optional("press", Digits.read),
            say=fields.optional("say", Phrase.read),
        )
