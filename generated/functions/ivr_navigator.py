# Written by `python -m generator generate`; edit specs/ instead.
"""Finds the way through a hotel's menu."""

from __future__ import annotations

from .. import values
from ..events.dtmf_sent import DtmfSent
from ..events.ivr_dead_end_reached import IvrDeadEndReached
from ..events.turn_transcribed import TurnTranscribed
from ..types.call_id import CallId
from ..types.ivr_rule import IvrRule
from ..types.ivr_step import IvrStep as IvrStep

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class NavigateIVRInput(values.Value):
    """What NavigateIVR is asked with."""

    __slots__ = ("call_id", "heard", "profile")

    def __init__(
        self, *, call_id: CallId, heard: TurnTranscribed, profile: tuple[IvrRule, ...]
    ) -> None:
        self.call_id: typing.Final = call_id
        self.heard: typing.Final = heard
        self.profile: typing.Final = values.bounded(profile, "profile", at_least=0, at_most=20)

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "heard": self.heard.to_data(),
            "profile": [item.to_data() for item in self.profile],
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            heard=fields.required("heard", TurnTranscribed.from_data),
            profile=fields.required(
                "profile", values.list_of(IvrRule.from_data, at_least=0, at_most=20)
            ),
        )


Emitted = DtmfSent | IvrDeadEndReached

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {
    "NavigateIVR": values.Task(
        name="NavigateIVR",
        takes=NavigateIVRInput,
        gives=IvrStep,
        raises=(),
        effect="once",
        key=(("call_id",), ("heard", "turn")),
        within_seconds=6,
    ),
}
