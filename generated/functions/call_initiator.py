# Written by `python -m generator generate`; edit specs/ instead.
"""Places calls, ends them, and keeps what came of them."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..events.batch_completed import BatchCompleted
from ..events.call_blocked_by_policy import CallBlockedByPolicy
from ..events.call_initiated import CallInitiated
from ..types.call_id import CallId
from ..types.call_outcome import CallOutcome
from ..types.call_plan import CallPlan
from ..types.phone_number import PhoneNumber

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class BlockedByPolicy(values.TaskError):
    """An error that CheckCallPolicy may raise."""

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {}


class CallRejected(values.TaskError):
    """An error that InitiateCall may raise."""

    def __init__(self, *, outcome: CallOutcome) -> None:
        super().__init__()
        self.outcome: typing.Final = outcome

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "outcome": self.outcome,
        }


class CheckCallPolicyInput(values.Value):
    """What CheckCallPolicy is asked with."""

    __slots__ = ("plan",)

    def __init__(self, *, plan: CallPlan) -> None:
        self.plan: typing.Final = plan

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "plan": self.plan.to_data(),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            plan=fields.required("plan", CallPlan.from_data),
        )


class InitiateCallInput(values.Value):
    """What InitiateCall is asked with."""

    __slots__ = ("call_id", "phone", "ring_for", "talk_for")

    def __init__(
        self, *, call_id: CallId, phone: PhoneNumber, ring_for: dt.timedelta, talk_for: dt.timedelta
    ) -> None:
        self.call_id: typing.Final = call_id
        self.phone: typing.Final = phone
        self.ring_for: typing.Final = values.cut_duration(ring_for, "ring_for")
        self.talk_for: typing.Final = values.cut_duration(talk_for, "talk_for")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
            "phone": self.phone,
            "ring_for": values.write_duration(self.ring_for),
            "talk_for": values.write_duration(self.talk_for),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
            phone=fields.required("phone", PhoneNumber.read),
            ring_for=fields.required("ring_for", values.read_duration),
            talk_for=fields.required("talk_for", values.read_duration),
        )


class EndCallInput(values.Value):
    """What EndCall is asked with."""

    __slots__ = ("call_id",)

    def __init__(self, *, call_id: CallId) -> None:
        self.call_id: typing.Final = call_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "call_id": self.call_id,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            call_id=fields.required("call_id", CallId.read),
        )


class StoreOutcomeInput(values.Value):
    """What StoreOutcome is asked with."""

    __slots__ = ("plan", "outcome", "position")

    def __init__(self, *, plan: CallPlan, outcome: CallOutcome, position: int) -> None:
        self.plan: typing.Final = plan
        self.outcome: typing.Final = outcome
        self.position: typing.Final = values.read_integer(position, "position")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "plan": self.plan.to_data(),
            "outcome": self.outcome,
            "position": self.position,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            plan=fields.required("plan", CallPlan.from_data),
            outcome=fields.required("outcome", CallOutcome.read),
            position=fields.required("position", values.read_integer),
        )


Emitted = CallBlockedByPolicy | CallInitiated | BatchCompleted

EVENTS: dict[str, type[values.EventData]] = {}

TASKS: dict[str, values.Task] = {
    "CheckCallPolicy": values.Task(
        name="CheckCallPolicy",
        takes=CheckCallPolicyInput,
        gives=None,
        raises=(BlockedByPolicy,),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
    "InitiateCall": values.Task(
        name="InitiateCall",
        takes=InitiateCallInput,
        gives=None,
        raises=(CallRejected,),
        effect="once",
        key=(("call_id",),),
        within_seconds=6,
    ),
    "EndCall": values.Task(
        name="EndCall",
        takes=EndCallInput,
        gives=None,
        raises=(),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
    "StoreOutcome": values.Task(
        name="StoreOutcome",
        takes=StoreOutcomeInput,
        gives=None,
        raises=(),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
}
