# Written by `python -m generator generate`; edit specs/ instead.
"""The event FolioAgreed."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.record_id import RecordId

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class FolioAgreed(values.EventData):
    """The hotel says that it will send the folio, or has sent it."""

    __slots__ = ("record_id", "call_id", "already_sent")

    TYPE = "FolioAgreed"
    AGGREGATE = "record"
    VERSION = 1

    def __init__(self, *, record_id: RecordId, call_id: CallId, already_sent: bool) -> None:
        self.record_id: typing.Final = record_id
        self.call_id: typing.Final = call_id
        self.already_sent: typing.Final = already_sent

    @property
    def aggregate_id(self) -> str:
        """Which record it is about."""
        return self.record_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "record_id": self.record_id,
            "call_id": self.call_id,
            "already_sent": self.already_sent,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            record_id=fields.required("record_id", RecordId.read),
            call_id=fields.required("call_id", CallId.read),
            already_sent=fields.required("already_sent", values.read_boolean),
        )
