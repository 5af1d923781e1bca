# Written by `python -m generator generate`; edit specs/ instead.
"""The event CallFailed."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.call_outcome import CallOutcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallFailed(values.EventData):
    """The call never connected."""

    __slots__ = ("call_id", "outcome")

    TYPE = "CallFailed"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(self, *, call_id: CallId, outcome: CallOutcome) -> None:
        self.call_id: typing.Final = call_id
        self.outcome: typing.Final = outcome

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "outcome": self.outcome,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            outcome=fields.required("outcome", CallOutcome.read),
        )
