"""The lines of a transcript with their kind and the call to which they belong.

It stands apart because the transcript is plain text, for stories and hashes, and whoever shows it
wants to know who acts and in which call. Invariant: each line is given once, in its order.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from generated.events import find
from simulator.clock import moment
from simulator.stories.results import Call
from simulator.world.trace import Line

_CALL_ID = re.compile(r"\bcall-[0-9a-f]+")
_STATE = re.compile(r"flow in (\w+)(.*)")
_TO_A_HOTEL = re.compile(r"(?:we say|we press|the provider's .*) (?:to|for) ([^:]+)")
_ACTS = ("says: ", "presses: ", "beeps", "stops in mid-sentence", "sends a fax tone")


class Kind(StrEnum):
    """Who acts: the hotel and we on the telephone, the line itself, a flow, a fact that is told;
    or it is what nobody wishes for.
    """

    HOTEL = "hotel"
    US = "us"
    LINE = "line"
    FLOW = "flow"
    FACT = "fact"
    TROUBLE = "trouble"


class Happening(NamedTuple):
    """`at`: microseconds since 1970; `call`: its place among the story's calls, if it is known."""

    at: int
    text: str
    kind: Kind
    call: int | None


Entered = Mapping[tuple[int, str], int]
"""By moment and state: the place of the call whose flow called something in this state then. The
moment is cut to the millisecond, which is as exact as a history is.
"""
MILLISECOND = 1_000


def happenings(
    lines: Sequence[Line], calls: Sequence[Call], hotels: Sequence[str], entered: Entered
) -> list[Happening]:
    """Give all lines with what they are; trouble without a name is the only running call's."""
    reader = _Reader(calls, hotels, entered)
    return [reader.judge(line) for line in lines]


class _Reader:
    def __init__(self, calls: Sequence[Call], hotels: Sequence[str], entered: Entered) -> None:
        self._calls, self._entered = calls, entered
        self._hotels = sorted(hotels, key=len, reverse=True)

    def judge(self, line: Line) -> Happening:
        kind = self._kind(line.text)
        call = self._call(line)
        if call is None and kind is Kind.TROUBLE:
            call = self._only_call(line.at)
        return Happening(line.at, line.text, kind, call)

    def _kind(self, text: str) -> Kind:
        state = _STATE.match(text)
        if state is not None:
            return Kind.TROUBLE if state[2] else Kind.FLOW
        if text.startswith("flow succeeded"):
            return Kind.FLOW
        if find(text.partition(" ")[0]) is not None:
            return Kind.FACT
        if text.startswith("we "):
            return Kind.US
        hotel = self._hotel(text)
        if hotel is None:
            return Kind.TROUBLE
        return Kind.HOTEL if text.removeprefix(f"{hotel} ").startswith(_ACTS) else Kind.LINE

    def _call(self, line: Line) -> int | None:
        named = _CALL_ID.search(line.text)
        if named is not None:
            found = [at for at, call in enumerate(self._calls) if call.call_id.startswith(named[0])]
            return found[0] if len(found) == 1 else None
        state = _STATE.match(line.text)
        if state is not None:
            return self._entered.get((line.at - line.at % MILLISECOND, state[1]))
        towards = _TO_A_HOTEL.match(line.text)
        hotel = self._hotel(line.text) if towards is None else towards[1]
        return None if hotel is None else self._last_call_to(hotel, line.at)

    def _hotel(self, text: str) -> str | None:
        return next((each for each in self._hotels if text.startswith(f"{each} ")), None)

    def _last_call_to(self, hotel: str, at: int) -> int | None:
        """The last that had begun: a hotel never has two calls at once."""
        now = moment(at)
        begun = enumerate(self._calls)
        found = [place for place, call in begun if call.hotel_id == hotel and call.began <= now]
        return found[-1] if found else None

    def _only_call(self, at: int) -> int | None:
        now = moment(at)
        found = [
            place
            for place, call in enumerate(self._calls)
            if call.began <= now and (call.completed is None or now <= call.completed)
        ]
        return found[0] if len(found) == 1 else None
