# Written by `python -m generator generate`; edit specs/ instead.
"""The event ConnectionAnalyzed."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.connection_kind import ConnectionKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class ConnectionAnalyzed(values.EventData):
    """We know who answered."""

    __slots__ = ("call_id", "kind")

    TYPE = "ConnectionAnalyzed"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(self, *, call_id: CallId, kind: ConnectionKind) -> None:
        self.call_id: typing.Final = call_id
        self.kind: typing.Final = kind

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "kind": self.kind,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            kind=fields.required("kind", ConnectionKind.read),
        )
