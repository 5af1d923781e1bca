"""What a mock can answer: a result, an error, a fact, each at once or later, or nothing ever.

Stands apart because it is what a test is written in. Invariant: an answer is plain data; what it
means is decided when a task takes it. A JSON value is the task's result as the service gives it.
"""

import json
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Final

from generated.values import EventData, TaskError, Value
from semantics.payload import Json
from simulator.asl import Failure


class _Never(Enum):
    NEVER = "never"


NEVER: Final = _Never.NEVER
"""No answer: the state's time-out strikes, if it has one."""


@dataclass(frozen=True, slots=True)
class After:
    """The answer comes so many virtual seconds after the call."""

    seconds: float
    answer: "Answer"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that the task waited for, told at the moment when the answer comes."""

    event: EventData


Answer = Json | Failure | After | Told | _Never


def after(seconds: float, answer: "Answer") -> After:
    """Let the answer come so many virtual seconds after the call.

    A task that waits for a token gets it through its token: where it has timed out by then, the
    answer is lost, as in the service.
    """
    if not 0 <= seconds < inf:
        raise ValueError(f"an answer comes 0 or more seconds after its call, not {seconds:g}")
    return After(seconds, answer)


def returned(payload: Value | Json = None) -> Json:
    """Give what `lambda:invoke` gives when the function returns this payload.

    Source: Step Functions Developer Guide, "Invoke an AWS Lambda function with Step Functions".
    """
    data = payload.to_data() if isinstance(payload, Value) else payload
    return {"ExecutedVersion": "$LATEST", "Payload": data, "StatusCode": 200}


def raised(error: TaskError) -> Failure:
    """Give what a flow sees when one of our functions raises an error that its task declares."""
    name = type(error).__name__
    cause = {"errorMessage": error.to_message(), "errorType": name}
    return Failure(name, json.dumps(cause))


def told(event: EventData) -> Told:
    """Give a fact to a flow that awaits it; its timestamp is the moment when it arrives."""
    return Told(event)
