"""Whether two transcripts of one story tell the same in the same order.

It stands apart because it is pure and knows neither of the two worlds; the strands say what order
means. Invariant: nothing is passed over but what `comparable` knows to be time's or chance's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from textwrap import shorten

from simulator.world.trace import Line
from tests.deployed.strands import VERDICT, strands

WIDTH = 78
_BUSY = re.compile(
    r"\w+ is throttled$|a webhook is answered with \d+ and sent again$"
    r"|\w+ was too slow and is tried again$"
)
"""Tries that a busy service repeats."""
_CHANCE = re.compile(r" (?:until|due_at|talked_for|provider_sid)=\S+")
_CUT_OFF = re.compile(r"(we say to [^:]+): .*( -- \(cut off\))")
"""After which word we were interrupted, time decides."""
_IDS = (re.compile(r"\b(call-)[0-9a-f]+"), re.compile(r"\b(batch-)[0-9a-f]+"))
_TURN = re.compile(r"\b(turn=)\d+")


def difference(simulated: Sequence[Line], deployed: Sequence[Line]) -> str | None:
    """Tell the first difference, and both transcripts beside each other; None: there is none.

    The provider gives its verdict only on a call that lasts until then: one side may be without.
    """
    here, there = strands(comparable(simulated)), strands(comparable(deployed))
    for name in {**here, **there}:
        left, right = here.get(name, []), there.get(name, [])
        together = zip if name == VERDICT else zip_longest
        for place, (expected, found) in enumerate(together(left, right), start=1):
            if expected != found:
                parts = [
                    f"{name} differs in line {place}:",
                    f"  in the simulator  {expected or '(nothing more)'}",
                    f"  on the local AWS  {found or '(nothing more)'}",
                    f"\n{name}",
                    *beside(left, right),
                    "\nthe whole transcripts",
                    *beside(texts(simulated), texts(deployed)),
                ]
                return "\n".join(parts)
    return None


def once(lines: Sequence[Line]) -> list[Line]:
    """Leave out the tries that only a busy service repeats."""
    return [line for line in lines if not _BUSY.match(line.text)]


def comparable(lines: Sequence[Line]) -> list[Line]:
    """Leave out what only time or chance decides, and number what each side names in its way."""
    kept = once(lines)
    told = [_CUT_OFF.sub(r"\1: ...\2", _CHANCE.sub("", line.text)) for line in kept]
    for ids in _IDS:
        told = _numbered(told, ids, lambda found: found)
    told = _numbered(told, _TURN, lambda found: sorted(found, key=lambda each: int(each[5:])))
    return [Line(line.at, text) for line, text in zip(kept, told, strict=True)]


def _numbered(
    told: list[str], names: re.Pattern[str], ordered: Callable[[list[str]], list[str]]
) -> list[str]:
    """Put `call-1`, `call-2` in the place of names, in this order of those that there are."""
    found = dict.fromkeys(match[0] for text in told for match in names.finditer(text))
    places = {name: place for place, name in enumerate(ordered(list(found)), start=1)}
    return [names.sub(lambda match: f"{match[1]}{places[match[0]]}", text) for text in told]


def texts(lines: Sequence[Line]) -> list[str]:
    """Give what can be compared of a transcript, in its own order."""
    return [line.text for line in comparable(lines)]


def beside(simulated: Sequence[str], deployed: Sequence[str]) -> Iterator[str]:
    """Put two columns beside each other, those lines marked that differ."""
    yield f"  {'in the simulator':{WIDTH}}  on the local AWS"
    for left, right in zip_longest(simulated, deployed, fillvalue=""):
        mark = " " if left == right else ">"
        cells = (shorten(text, WIDTH, placeholder=" ...") for text in (left, right))
        yield "{} {:{width}}  {}".format(mark, *cells, width=WIDTH).rstrip()
