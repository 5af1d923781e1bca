# Written by `python -m generator generate`; edit specs/ instead.
"""The event CallInitiated."""

from __future__ import annotations

from .. import values
from ..types.call_id import CallId
from ..types.provider_sid import ProviderSid

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class CallInitiated(values.EventData):
    """The provider took the call."""

    __slots__ = ("call_id", "provider_sid")

    TYPE = "CallInitiated"
    AGGREGATE = "call"
    VERSION = 1

    def __init__(self, *, call_id: CallId, provider_sid: ProviderSid) -> None:
        self.call_id: typing.Final = call_id
        self.provider_sid: typing.Final = provider_sid

    @property
    def aggregate_id(self) -> str:
        """Which call it is about."""
        return self.call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "provider_sid": self.provider_sid,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            provider_sid=fields.required("provider_sid", ProviderSid.read),
        )
