# Written by `python -m generator generate`; edit specs/ instead.
"""The type AnalyzeConnectionResult."""

from __future__ import annotations

from .. import values
from .connection_kind import ConnectionKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class AnalyzeConnectionResult(values.Value):
    """What AnalyzeConnection gives."""

    __slots__ = ("kind",)

    def __init__(self, *, kind: ConnectionKind) -> None:
        self.kind: typing.Final = kind

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "kind": self.kind,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            kind=fields.required("kind", ConnectionKind.read),
        )
