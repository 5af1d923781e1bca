# Written by `python -m generator generate`; edit specs/ instead.
"""Works the kiln."""

from __future__ import annotations

import datetime as dt

from .. import values
from ..events.kiln_lit import KilnLit
from ..events.pot_brought import PotBrought
from ..types.degrees import Degrees
from ..types.finding import Finding as Finding
from ..types.firing_id import FiringId
from ..types.measure_result import MeasureResult as MeasureResult
from ..types.pot import Pot

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class KilnTaken(values.TaskError):
    """An error that Reserve may raise."""

    def __init__(self, *, until: dt.datetime) -> None:
        super().__init__()
        self.until: typing.Final = values.cut_timestamp(until, "until")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "until": values.write_timestamp(self.until),
        }


class KilnBroken(values.TaskError):
    """An error that Reserve may raise."""

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {}


class ReserveInput(values.Value):
    """What Reserve is asked with."""

    __slots__ = ("firing_id", "at")

    def __init__(self, *, firing_id: FiringId, at: dt.datetime) -> None:
        self.firing_id: typing.Final = firing_id
        self.at: typing.Final = values.cut_timestamp(at, "at")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
            "at": values.write_timestamp(self.at),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
            at=fields.required("at", values.read_timestamp),
        )


class LightInput(values.Value):
    """What Light is asked with."""

    __slots__ = ("firing_id", "top", "hold")

    def __init__(self, *, firing_id: FiringId, top: Degrees, hold: dt.timedelta) -> None:
        self.firing_id: typing.Final = firing_id
        self.top: typing.Final = top
        self.hold: typing.Final = values.cut_duration(hold, "hold")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
            "top": self.top,
            "hold": values.write_duration(self.hold),
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
            top=fields.required("top", Degrees.read),
            hold=fields.required("hold", values.read_duration),
        )


class MeasureInput(values.Value):
    """What Measure is asked with."""

    __slots__ = ("firing_id",)

    def __init__(self, *, firing_id: FiringId) -> None:
        self.firing_id: typing.Final = firing_id

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "firing_id": self.firing_id,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            firing_id=fields.required("firing_id", FiringId.read),
        )


class InspectInput(values.Value):
    """What Inspect is asked with."""

    __slots__ = ("pot", "number")

    def __init__(self, *, pot: Pot, number: int) -> None:
        self.pot: typing.Final = pot
        self.number: typing.Final = values.read_integer(number, "number")

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return {
            "pot": self.pot.to_data(),
            "number": self.number,
        }

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            pot=fields.required("pot", Pot.from_data),
            number=fields.required("number", values.read_integer),
        )


Taken = PotBrought

Emitted = KilnLit

EVENTS: dict[str, type[values.EventData]] = {
    "PotBrought": PotBrought,
}

TASKS: dict[str, values.Task] = {
    "Reserve": values.Task(
        name="Reserve",
        takes=ReserveInput,
        gives=None,
        raises=(KilnTaken, KilnBroken),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
    "Light": values.Task(
        name="Light",
        takes=LightInput,
        gives=None,
        raises=(),
        effect="once",
        key=(("firing_id",),),
        within_seconds=5,
    ),
    "Measure": values.Task(
        name="Measure",
        takes=MeasureInput,
        gives=MeasureResult,
        raises=(),
        effect="pure",
        key=(),
        within_seconds=None,
    ),
    "Inspect": values.Task(
        name="Inspect",
        takes=InspectInput,
        gives=Finding,
        raises=(),
        effect="idempotent",
        key=(),
        within_seconds=None,
    ),
}
