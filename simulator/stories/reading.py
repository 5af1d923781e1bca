"""Reads a story from YAML: a story, or every problem with its place and what would be right.

It stands apart as the one door into the language of stories; hotels are read by their own readers.
Invariant: a story comes out only when there is no problem at all; nothing raises on bad text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import yaml

from generated.events.record_created import RecordCreated
from generated.types.call_outcome import CallOutcome
from generated.values import Invalid
from hotels import known as known_part
from hotels.behaviour import Behaviour, read_behaviour
from hotels.fault import FaultKind
from hotels.known import read_known
from hotels.script import Hotel
from hotels.source import Lasting, Problem, Record, compose, record
from runtime.state.projection import Status
from simulator.stories.story import Ends, Expected, ExpectedCall, Moment, Story
from simulator.world.blueprint import fault_targets
from simulator.world.faults import Fault, Target, read_fault

BEGINS = "2026-11-23 15:00"
_YEARS = (1970, 2100)
LONGEST_SECONDS = 6 * 3600.0
A_STAY = timedelta(days=3)
FIRST_ARRIVAL = date(2026, 10, 5)
_STORY = {
    "begins",
    "seed",
    "hotels",
    "hotels_of_the_samples",
    "faults",
    "voice",
    "ends",
    "at_most",
    "simulator_only",
}
_EXPECT = {"timeline", "never", "statuses", "calls", "cost_at_most", "dead_letters", "failed_flows"}


class Read(NamedTuple):
    """`story` is None where there are `problems`."""

    story: Story | None
    problems: tuple[Problem, ...]

    def report(self, file: str) -> str:
        """One line for each problem: file:line:column: what is wrong."""
        return "\n".join(problem.at(file) for problem in self.problems)


def read_story(text: str, samples: Mapping[str, Hotel]) -> Read:
    """Read a story. `samples` are the hotels that it may name instead of scripting its own."""
    composed = compose(text)
    problems = composed.problems
    if composed.root is None:
        return Read(None, tuple(problems or [Problem(1, 1, "the file is empty")]))
    top = record(composed.root, "the story", {"story", "records", "expect"}, _STORY, problems)
    hotels = _read_hotels(top, samples)
    records = _read_records(top, hotels)
    story = Story(
        title=top.text("story"),
        begins=_read_moment(top),
        seed=top.whole_number("seed") if "seed" in top else 1,
        hotels=hotels,
        records=tuple(each for each in records.values() if each is not None),
        faults=_read_faults(top),
        is_voice_broken=top.one_of("voice", {"works", "broken"}) == "broken",
        ends=Ends.PARKED if top.one_of("ends", set(Ends)) == Ends.PARKED else Ends.SETTLED,
        at_most_seconds=top.lasting("at_most").most or LONGEST_SECONDS,
        simulator_only=top.text("simulator_only"),
        expected=_read_expected(top, hotels, records),
    )
    return Read(None if problems else story, tuple(sorted(problems)))


def story_of(title: str, hotels: dict[str, Hotel], rows: Sequence[Mapping[str, str]]) -> Story:
    """Make a story without expectations of records as a file holds them; it ends when all are final
    or wait for their time. Raises Invalid.
    """
    return Story(
        title=title,
        begins=datetime.fromisoformat(BEGINS).replace(tzinfo=UTC),
        seed=1,
        hotels=hotels,
        records=tuple(RecordCreated.from_data(dict(row), "record") for row in rows),
        faults=(),
        is_voice_broken=False,
        ends=Ends.PARKED,
        at_most_seconds=LONGEST_SECONDS,
        simulator_only="",
        expected=Expected((), (), {}, None, None, 0, 0),
    )


def _read_moment(top: Record) -> datetime:
    text = top.matching("begins", r"\d{4}-\d\d-\d\d \d\d:\d\d", BEGINS) or BEGINS
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        top.wrong("begins", f"{text} is no moment of the calendar")
        return datetime.fromisoformat(BEGINS).replace(tzinfo=UTC)
    if not _YEARS[0] <= moment.year < _YEARS[1]:
        top.wrong("begins", f"{text} does not lie between {_YEARS[0]} and {_YEARS[1]}")
    return moment


def _read_hotels(top: Record, samples: Mapping[str, Hotel]) -> dict[str, Hotel]:
    hotels: dict[str, Hotel] = {}
    for name in top.texts("hotels_of_the_samples"):
        if name in samples:
            hotels[name] = samples[name]
        else:
            known = ", ".join(samples)
            top.wrong("hotels_of_the_samples", f"there is no hotel {name}; there are {known}")
    for name, entry in top.named("hotels", {"behaves"}, {"known"}).items():
        behaves = entry.record("behaves", {"calls"}, {"parts"})
        behaviour = read_behaviour(behaves)
        if any(f.kind is FaultKind.BEFORE_RESPONSE for c in behaviour.calls for f in c.faults):
            behaves.wrong("calls", "before_response is not simulated; see docs/simulator.md")
        hotels[name] = _with_defaults(name, entry, len(hotels), behaviour)
    if not hotels and not top.problems:
        top.wrong("story", "a story needs 'hotels' or 'hotels_of_the_samples'")
    return hotels


def _with_defaults(name: str, entry: Record, place: int, behaviour: Behaviour) -> Hotel:
    """What the story does not say of a hotel is as plain as can be: open all day, in UTC."""
    given = read_known(entry.record("known", set(), known_part.REQUIRED | known_part.OPTIONAL))
    known = replace(
        given,
        name=given.name or name,
        phone=given.phone or f"+1202555{100 + place:04}",
        time_zone=given.time_zone or "UTC",
        opens=given.opens or "00:00",
        closes=given.closes or "24:00",
    )
    return Hotel(name, known, behaviour)


def _read_records(top: Record, hotels: Mapping[str, Hotel]) -> dict[str, RecordCreated | None]:
    """By name; None is one that cannot be read, which the rest of the story may still name."""
    records: dict[str, RecordCreated | None] = {}
    fields = {"guest", "confirmation", "arrival", "departure"}
    for place, (name, entry) in enumerate(top.named("records", {"hotel"}, fields).items()):
        arrival = FIRST_ARRIVAL + timedelta(days=place)
        data = {
            "record_id": name,
            "hotel_id": entry.one_of("hotel", hotels) or "unknown",
            "guest_name": entry.text("guest") or f"Guest {place + 1}",
            "confirmation_number": entry.text("confirmation") or f"CN-{1001 + place}",
            "arrival": entry.text("arrival") or arrival.isoformat(),
            "departure": entry.text("departure") or (arrival + A_STAY).isoformat(),
        }
        try:
            records[name] = RecordCreated.from_data(data, name)
        except Invalid as invalid:
            records[name] = None
            entry.wrong(invalid.where.rpartition(".")[2], f"{invalid.where} {invalid.problem}")
    if not records and not top.problems:
        top.wrong("records", "a story needs a record: without one, nothing happens")
    return records


def _read_faults(top: Record) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    targets = fault_targets()
    for flag in top.texts("faults"):
        try:
            faults.append(read_fault(flag, targets))
        except ValueError as error:
            top.wrong("faults", str(error))
    arrows = [each.target for each in faults if targets[each.target] is not Target.STATE]
    if arrows and "simulator_only" not in top:
        told = f"{arrows[0]} is an arrow, which only the simulator can strike: say so in"
        top.wrong("faults", f"{told} 'simulator_only'")
    return tuple(faults)


def _read_expected(
    top: Record, hotels: Mapping[str, Hotel], records: Mapping[str, RecordCreated | None]
) -> Expected:
    expect = top.record("expect", {"statuses"}, _EXPECT - {"statuses"})
    statuses = expect.record("statuses", set(), set(records))
    fields = {"took", "talked"}
    calls = tuple(
        _read_call(each, hotels) for each in expect.records("calls", {"hotel", "outcome"}, fields)
    )
    dollars = expect.matching("cost_at_most", r"\$\d+(\.\d+)?", "$0.05")
    return Expected(
        timeline=_read_moments(expect, "timeline"),
        never=_read_moments(expect, "never"),
        statuses={name: statuses.one_of(name, set(Status)) for name in statuses.entries},
        calls=calls if "calls" in expect else None,
        most_dollars=float(dollars[1:]) if dollars.startswith("$") else None,
        dead_letters=expect.whole_number("dead_letters") if "dead_letters" in expect else 0,
        failed_flows=expect.whole_number("failed_flows") if "failed_flows" in expect else 0,
    )


def _read_call(entry: Record, hotels: Mapping[str, Hotel]) -> ExpectedCall:
    return ExpectedCall(
        hotel=entry.one_of("hotel", hotels),
        outcome=entry.one_of("outcome", set(CallOutcome)),
        took=_optional(entry, "took", entry.lasting),
        talked=_optional(entry, "talked", entry.lasting),
    )


def _read_moments(expect: Record, key: str) -> tuple[Moment, ...]:
    """Lines, each as text or as `{at: 10s to 20s, happens: text}`."""
    node = expect.entries.get(key)
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        expect.wrong(key, f"'{key}' must be a list with at least one entry")
        return ()
    moments: list[Moment] = []
    for item in node.value:
        if isinstance(item, yaml.ScalarNode):
            moments.append(Moment(" ".join(item.value.split()), None))
            continue
        entry = record(item, key, {"happens"}, {"at"}, expect.problems)
        moments.append(Moment(entry.text("happens"), _optional(entry, "at", entry.lasting)))
    return tuple(moments)


def _optional(entry: Record, key: str, read: Callable[[str], Lasting]) -> Lasting | None:
    return read(key) if key in entry else None
