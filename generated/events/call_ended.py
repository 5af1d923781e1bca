# Written by `python -m generator generate`; edit specs/ instead.
"""The event CallEnded."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..types.call_id import CallId
from ..types.call_outcome import CallOutcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallEnded(values.EventData):
    """The line is down. Told once for each call that was placed, whatever happened; the outcome is
    the carrier's view.
    """

    __slots__ = ("call_id", "outcome", "talked_for")

    TYPE = "CallEnded"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(self, *, call_id: CallId, outcome: CallOutcome, talked_for: dt.timedelta) -> None:
        self.call_id: typing.Final = call_id
        self.outcome: typing.Final = outcome
        self.talked_for: typing.Final = values.cut_duration(talked_for, "talked_for")

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "outcome": self.outcome,
            "talked_for": values.write_duration(self.talked_for),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            outcome=fields.required("outcome", CallOutcome.read),
            talked_for=fields.required("talked_for", values.read_duration),
        )
