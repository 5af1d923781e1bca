"""Tells a story to the simulated world and compares what happens with what is expected.

It stands apart because tests, command line and plugin tell stories alike. Invariant: a judgement
names every difference; the first is the one to read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hotels.source import Lasting
from simulator.clock import MICROSECONDS
from simulator.stories.results import Call, calls_of
from simulator.stories.story import Ends, ExpectedCall, Moment, Story
from simulator.world.cost import cost_of
from simulator.world.faults import StateFault
from simulator.world.invariants import breaches, failed_flows
from simulator.world.simulation import Settings, Simulation
from simulator.world.trace import Line, Trace, clock_face


@dataclass(frozen=True, slots=True)
class Told:
    """A story that was told, and everything that was not as expected."""

    story: Story
    seed: int
    simulation: Simulation
    calls: list[Call]
    problems: list[str]

    def transcript(self) -> str:
        """What happened, with virtual times, and then what was not as expected."""
        lines = [f"{self.story.title}", "", self.simulation.trace.told(), ""]
        if self.problems:
            first, *others = self.problems
            lines += [f"first difference: {first}", *(f"also: {each}" for each in others)]
        return "\n".join(lines)


def tell(story: Story, seed: int | None = None, faults: tuple[StateFault, ...] = ()) -> Told:
    """Tell a story. With another seed or more faults it is judged by the invariants alone."""
    chosen_seed = story.seed if seed is None else seed
    is_as_written = not faults and chosen_seed == story.seed
    simulation = Simulation(
        story.hotels,
        Settings(
            story.begins,
            seed=chosen_seed,
            faults=(*story.faults, *faults),
        ),
    )
    simulation.speech.is_broken = story.is_voice_broken
    simulation.hand_in(story.records)
    problems = [] if _run(story, simulation) else [f"it was not over in {story.at_most_seconds} s"]
    calls = calls_of(simulation.event_store.all())
    told = Told(story, chosen_seed, simulation, calls, problems)
    if is_as_written:
        problems += _differences(told)
    failed = failed_flows(simulation)
    if not faults and len(failed) != story.expected.failed_flows:
        problems += failed or [f"no flow fails, not {story.expected.failed_flows}"]
    problems += breaches(simulation, [record.record_id for record in story.records])
    return told


def _run(story: Story, simulation: Simulation) -> bool:
    projections = simulation.projections

    def is_over() -> bool:
        if len(projections.saved) < len(story.records) or projections.under_way:
            return False
        return story.ends is Ends.PARKED or not projections.parked

    ended = simulation.run(is_over, story.at_most_seconds)
    simulation.come_to_rest()
    return ended


def _differences(told: Told) -> list[str]:
    return [
        *_timeline(told.story.expected.timeline, told.simulation.trace),
        *_never(told.story.expected.never, told.simulation.trace),
        *_statuses(told),
        *_calls(told),
        *_totals(told),
    ]


def _timeline(expected: tuple[Moment, ...], trace: Trace) -> Iterator[str]:
    """The first expected moment that does not come where it should."""
    place, before = 0, "the beginning"
    for moment in expected:
        found = next(
            (at for at in range(place, len(trace.lines)) if _is(moment, trace.lines[at], trace)),
            None,
        )
        if found is None:
            yield f"after {before} there is no '{moment.happens}'{_hint(moment, trace, place)}"
            return
        place, before = found + 1, f"'{moment.happens}'"


def _is(moment: Moment, line: Line, trace: Trace) -> bool:
    seconds = (line.at - trace.began) / MICROSECONDS
    return moment.fits(line.text) and moment.is_in_time(seconds)


def _hint(moment: Moment, trace: Trace, place: int) -> str:
    """Say when it did happen, too early or at another time."""
    untimed = replace(moment, at=None)
    times = [
        clock_face(line.at - trace.began) + (" (too early)" if at < place else "")
        for at, line in enumerate(trace.lines)
        if untimed.fits(line.text)
    ]
    when = "" if moment.at is None else f" {_span(moment.at)} after the beginning"
    return f"{when}; it happens at {', '.join(times)}" if times else f"{when}; it never happens"


def _never(unwanted: tuple[Moment, ...], trace: Trace) -> Iterator[str]:
    for moment in unwanted:
        for line in trace.lines:
            if _is(moment, line, trace):
                yield f"'{line.text}' happens at {clock_face(line.at - trace.began)}"


def _statuses(told: Told) -> Iterator[str]:
    for record_id, wanted in told.story.expected.statuses.items():
        projection = told.simulation.projections.saved.get(record_id)
        actual = "unknown" if projection is None else projection.status.value
        if actual != wanted:
            yield f"{record_id} is {actual}, not {wanted}"


def _calls(told: Told) -> Iterator[str]:
    expected = told.story.expected.calls
    if expected is None:
        return
    if len(expected) != len(told.calls):
        outcomes = ", ".join(f"{call.hotel_id} {call.outcome}" for call in told.calls)
        yield f"there are {len(told.calls)} calls ({outcomes}), not {len(expected)}"
        return
    for place, (wanted, call) in enumerate(zip(expected, told.calls, strict=True), start=1):
        yield from (f"call {place}: {each}" for each in _call(wanted, call))


def _call(wanted: ExpectedCall, call: Call) -> Iterator[str]:
    if call.hotel_id != wanted.hotel:
        yield f"goes to {call.hotel_id}, not {wanted.hotel}"
    if call.outcome != wanted.outcome:
        yield f"its outcome is {call.outcome}, not {wanted.outcome}"
    for what, seconds, span in (
        ("took", call.took_seconds, wanted.took),
        ("talked", call.talked_seconds, wanted.talked),
    ):
        if span is not None and (seconds is None or not span.least <= seconds <= span.most):
            yield f"it {what} {seconds} s, not {_span(span)}"


def _totals(told: Told) -> Iterator[str]:
    expected = told.story.expected
    dead = sum(told.simulation.dead_letters.counts.values())
    if dead != expected.dead_letters:
        yield f"there are {dead} dead letters, not {expected.dead_letters}"
    dollars = cost_of(told.simulation).total
    if expected.most_dollars is not None and dollars > expected.most_dollars:
        yield f"it cost ${dollars:.4f}, more than ${expected.most_dollars}"


def _span(span: Lasting) -> str:
    return f"{span.least:g}s to {span.most:g}s"
