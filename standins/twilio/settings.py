"""What a simulated Twilio account is like, and how fast its time runs.

Stands apart because every part of the stand-in asks it. Frozen: an account does not change.
"""

from dataclasses import dataclass

SIMULATED_ACCOUNT_SID = "AC" + "0" * 30 + "51"
SIMULATED_AUTH_TOKEN = "simulated-twilio-auth-token"  # noqa: S105 it opens nothing


@dataclass(frozen=True, slots=True)
class TwilioSettings:
    """Scales are real seconds for each second of script time.

    `time_scale` holds while anything happens on the line: ringing, speech, listening, hold music.
    `thinking_scale` holds while the hotel waits and the caller pauses, that is while the system
    behind the webhooks makes up its mind: a laptop's AWS is slower than the real one and must not
    look like a caller who says nothing. A webhook's own answer takes no script time at all; its
    limit is `webhook_seconds` of real time.
    """

    account_sid: str = SIMULATED_ACCOUNT_SID
    auth_token: str = SIMULATED_AUTH_TOKEN
    time_scale: float = 0.02
    thinking_scale: float = 1.0
    calls_per_second: float = 1.0
    webhook_seconds: float = 15.0
    seed: int = 0
