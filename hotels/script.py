"""A file of scripted hotels, read whole: `load(text)` gives the hotels or every problem with it.

Stands apart as the one door into this package's language. Invariant: hotels come out only when
there is no problem at all.
"""

from dataclasses import dataclass

from hotels import known as known_part
from hotels.behaviour import Behaviour, read_behaviour
from hotels.known import Known, read_known
from hotels.source import Problem, compose, mapping, record


@dataclass(frozen=True, slots=True)
class Hotel:
    """What is known of one hotel, and how it behaves."""

    hotel_id: str
    known: Known
    behaviour: Behaviour


@dataclass(frozen=True, slots=True)
class Loaded:
    """`hotels` by hotel_id, in the file's order; empty where there are `problems`."""

    hotels: dict[str, Hotel]
    problems: tuple[Problem, ...]

    def report(self, file: str) -> str:
        """One line for each problem: file:line:column: what is wrong."""
        return "\n".join(problem.at(file) for problem in self.problems)


def load(text: str) -> Loaded:
    """Reads `hotels: {<hotel_id>: {known: ..., behaves: ...}}`; never raises on bad text."""
    composed = compose(text)
    problems = composed.problems
    if composed.root is None:
        return Loaded({}, tuple(problems or [Problem(1, 1, "the file is empty")]))
    top = record(composed.root, "the file", {"hotels"}, set(), problems)
    hotels: dict[str, Hotel] = {}
    if "hotels" in top:
        for hotel_id, node in mapping(top.entries["hotels"], "hotels", problems).items():
            entry = record(node, hotel_id, {"known", "behaves"}, set(), problems)
            known = entry.record("known", known_part.REQUIRED, known_part.OPTIONAL)
            behaves = entry.record("behaves", {"calls"}, {"parts"})
            hotels[hotel_id] = Hotel(hotel_id, read_known(known), read_behaviour(behaves))
            same = [h for h in hotels.values() if h.known.phone == known.text("phone")]
            if len(same) > 1:
                known.wrong("phone", f"{same[0].hotel_id} has this number already")
    return Loaded({} if problems else hotels, tuple(sorted(problems)))
