# Written by `python -m generator generate`; edit specs/ instead.
"""The type Finding."""

from __future__ import annotations

from .. import values
from .verdict import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing


class Finding(values.Value):
    """Finding.

    crack: How far along the rim.
    """

    __slots__ = ("verdict", "crack")

    def __init__(self, *, verdict: Verdict, crack: tuple[float, ...] | None = None) -> None:
        self.verdict: typing.Final = verdict
        if crack is not None:
            crack = values.bounded(crack, "crack", at_least=0, at_most=8, check=values.read_number)
        self.crack: typing.Final = crack

    def to_data(self) -> dict[str, object]:
        """Give the fields as JSON."""
        return values.without_none(
            {
                "verdict": self.verdict,
                "crack": None if self.crack is None else list(self.crack),
            }
        )

    @classmethod
    def from_data(cls, data: object, where: str = "data") -> typing.Self:
        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""
        fields = values.Fields(data, where)
        return cls(
            verdict=fields.required("verdict", Verdict.read),
            crack=fields.optional(
                "crack", values.list_of(values.read_number, at_least=0, at_most=8)
            ),
        )
