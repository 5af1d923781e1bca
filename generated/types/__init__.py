# Written by `python -m generator generate`; edit specs/ instead.
"""The types of the system, each imported when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .analyze_connection_result import AnalyzeConnectionResult as AnalyzeConnectionResult
    from .batch_id import BatchId as BatchId
    from .call_id import CallId as CallId
    from .call_outcome import CallOutcome as CallOutcome
    from .call_plan import CallPlan as CallPlan
    from .confidence import Confidence as Confidence
    from .confirmation import Confirmation as Confirmation
    from .connection_kind import ConnectionKind as ConnectionKind
    from .deferral_reason import DeferralReason as DeferralReason
    from .digits import Digits as Digits
    from .escalation_reason import EscalationReason as EscalationReason
    from .folio_request import FolioRequest as FolioRequest
    from .guest_name import GuestName as GuestName
    from .hotel import Hotel as Hotel
    from .hotel_answer import HotelAnswer as HotelAnswer
    from .hotel_id import HotelId as HotelId
    from .intent import Intent as Intent
    from .ivr_action import IvrAction as IvrAction
    from .ivr_rule import IvrRule as IvrRule
    from .ivr_step import IvrStep as IvrStep
    from .local_time import LocalTime as LocalTime
    from .machine_verdict import MachineVerdict as MachineVerdict
    from .phone_number import PhoneNumber as PhoneNumber
    from .phrase import Phrase as Phrase
    from .provider_sid import ProviderSid as ProviderSid
    from .record_id import RecordId as RecordId
    from .transcript import Transcript as Transcript
    from .turn import Turn as Turn

_MODULES: dict[str, str] = {
    "AnalyzeConnectionResult": "analyze_connection_result",
    "BatchId": "batch_id",
    "CallId": "call_id",
    "CallOutcome": "call_outcome",
    "CallPlan": "call_plan",
    "Confidence": "confidence",
    "Confirmation": "confirmation",
    "ConnectionKind": "connection_kind",
    "DeferralReason": "deferral_reason",
    "Digits": "digits",
    "EscalationReason": "escalation_reason",
    "FolioRequest": "folio_request",
    "GuestName": "guest_name",
    "Hotel": "hotel",
    "HotelAnswer": "hotel_answer",
    "HotelId": "hotel_id",
    "Intent": "intent",
    "IvrAction": "ivr_action",
    "IvrRule": "ivr_rule",
    "IvrStep": "ivr_step",
    "LocalTime": "local_time",
    "MachineVerdict": "machine_verdict",
    "PhoneNumber": "phone_number",
    "Phrase": "phrase",
    "ProviderSid": "provider_sid",
    "RecordId": "record_id",
    "Transcript": "transcript",
    "Turn": "turn",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = __import__(f"{__name__}.{_MODULES[name]}", fromlist=[name])
    found: object = getattr(module, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
