# Written by `python -m generator generate`; edit specs/ instead.
"""The event FolioRequested."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class FolioRequested(values.EventData):
    """The hotel was asked for the folio."""

    __slots__ = ("record_id", "call_id", "attempt")

    TYPE = "FolioRequested"
    AGGREGATE = "record"
    VERSION = 1

    def __init__(self, *, record_id: RecordId, call_id: CallId, attempt: int) -> None:
        self.record_id: typing.Final = record_id
        self.call_id: typing.Final = call_id
        self.attempt: typing.Final = values.read_integer(attempt, "attempt")

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "call_id": self.call_id,
            "attempt": self.attempt,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            call_id=fields.required("call_id", CallId.read),
            attempt=fields.required("attempt", values.read_integer),
        )
