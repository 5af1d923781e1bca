# Written by `python -m generator generate`; edit specs/ instead.
"""Speaks to the hotel and makes sense of what it says."""

from __future__ import annotations

from .. import values
from ..events.connection_analyzed import ConnectionAnalyzed
from ..events.folio_agreed import FolioAgreed
from ..events.folio_not_found import FolioNotFound
from ..events.folio_refused import FolioRefused
from ..events.folio_requested import FolioRequested
from ..events.response_analyzed import ResponseAnalyzed
from ..events.turn_transcribed import TurnTranscribed
from ..types.analyze_connection_result import AnalyzeConnectionResult as AnalyzeConnectionResult
from ..types.call_id import CallId
from ..types.folio_request import FolioRequest
from ..types.hotel_answer import HotelAnswer as HotelAnswer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class AnalyzeConnectionInput(values.Value):
    """What AnalyzeConnection is asked with."""

    __slots__ = ("call_id", "heard")

    def __init__(self, *, call_id: CallId, heard: TurnTranscribed) -> None:
        self.call_id: typing.Final = call_id
        self.heard: typing.Final = heard

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "heard": self.heard.to_data(),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            heard=fields.required("heard", TurnTranscribed.from_data),
        )


class RequestFolioInput(values.Value):
    """What RequestFolio is asked with."""

    __slots__ = ("call_id", "request", "attempt")

    def __init__(self, *, call_id: CallId, request: FolioRequest, attempt: int) -> None:
        self.call_id: typing.Final = call_id
        self.request: typing.Final = request
        self.attempt: typing.Final = values.read_integer(attempt, "attempt")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "request": self.request.to_data(),
            "attempt": self.attempt,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            request=fields.required("request", FolioRequest.from_data),
            attempt=fields.required("attempt", values.read_integer),
        )


class AnalyzeResponseInput(values.Value):
    """What AnalyzeResponse is asked with."""

    __slots__ = ("call_id", "request", "heard")

    def __init__(self, *, call_id: CallId, request: FolioRequest, heard: TurnTranscribed) -> None:
        self.call_id: typing.Final = call_id
        self.request: typing.Final = request
        self.heard: typing.Final = heard

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "request": self.request.to_data(),
            "heard": self.heard.to_data(),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            request=fields.required("request", FolioRequest.from_data),
            heard=fields.required("heard", TurnTranscribed.from_data),
        )


class LeaveVoicemailInput(values.Value):
    """What LeaveVoicemail is asked with."""

    __slots__ = ("call_id", "requests")

    def __init__(self, *, call_id: CallId, requests: tuple[FolioRequest, ...]) -> None:
        self.call_id: typing.Final = call_id
        self.requests: typing.Final = values.bounded(requests, "requests", at_least=1, at_most=10)

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "requests": [item.to_data() for item in self.requests],
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            requests=fields.required(
                "requests", values.list_of(FolioRequest.from_data, at_least=1, at_most=10)
            ),
        )


Emitted = (
    ConnectionAnalyzed
    | FolioRequested
    | FolioAgreed
    | FolioRefused
    | FolioNotFound
    | ResponseAnalyzed
)

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {
    "AnalyzeConnection": values.Task(
        name="AnalyzeConnection",
        takes=AnalyzeConnectionInput,
        gives=AnalyzeConnectionResult,
        raises=(),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
    "RequestFolio": values.Task(
        name="RequestFolio",
        takes=RequestFolioInput,
        gives=None,
        raises=(),
        effect="once",
        key=(("call_id",), ("request", "record_id"), ("attempt",)),
        within_seconds=6,
    ),
    "AnalyzeResponse": values.Task(
        name="AnalyzeResponse",
        takes=AnalyzeResponseInput,
        gives=HotelAnswer,
        raises=(),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
    "LeaveVoicemail": values.Task(
        name="LeaveVoicemail",
        takes=LeaveVoicemailInput,
        gives=None,
        raises=(),
        effect="once",
        key=(("call_id",),),
        within_seconds=6,
    ),
}
