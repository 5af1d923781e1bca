"""The parameters of Twilio's webhooks about a call.

Stands apart as pure functions of a call. Source:
https://www.twilio.com/docs/voice/twiml#request-parameters,
https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent and
https://www.twilio.com/docs/voice/answering-machine-detection.
"""

import math
from datetime import UTC, datetime
from email.utils import format_datetime

from standins.twilio.call import Call


def identity(call: Call, call_status: str) -> dict[str, str]:
    """What every voice webhook carries."""
    to, caller = call.parameter("To"), call.parameter("From")
    return {
        "AccountSid": call.account_sid,
        "ApiVersion": "2010-04-01",
        "CallSid": call.sid,
        "CallStatus": call_status,
        "Called": to,
        "Caller": caller,
        "Direction": "outbound-api",
        "From": caller,
        "To": to,
    }


def progress_parameters(call: Call, call_status: str, sequence: int) -> dict[str, str]:
    """A status callback; `sequence` counts the call's events from 0, asked for or not."""
    return {
        **identity(call, call_status),
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(sequence),
        "Timestamp": format_datetime(datetime.now(UTC)),
    }


def end_parameters(call: Call, sip_code: str) -> dict[str, str]:
    """What the last status callback has besides. `Duration` is in minutes begun."""
    seconds = call.billed_seconds()
    return {
        "CallDuration": str(seconds),
        "Duration": str(math.ceil(seconds / 60)),
        "SipResponseCode": sip_code,
    }


def detection_parameters(call: Call, seconds: float) -> dict[str, str]:
    """The asynchronous detection's callback; `seconds` since the answer."""
    return {
        "CallSid": call.sid,
        "AccountSid": call.account_sid,
        "AnsweredBy": call.answered_by or "unknown",
        "MachineDetectionDuration": str(round(seconds * 1000)),
    }
