"""Tells a story to the simulated world and has what happens judged.

It stands apart because tests, command line and plugin tell stories alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.stories.judging import Happened, differences
from simulator.stories.results import Call, calls_of
from simulator.stories.story import Ends, Story
from simulator.system.cost import cost_of
from simulator.system.invariants import breaches, failed_flows
from simulator.system.simulation import Settings, Simulation
from simulator.world.faults import Fault


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
        lines = [self.story.title, "", self.simulation.trace.told(), "", *self.differences()]
        return "\n".join(lines)

    def differences(self) -> list[str]:
        """What was not as expected, a line each; the first is the one to read."""
        words = ["first difference", *["also"] * len(self.problems)]
        return [f"{word}: {each}" for word, each in zip(words, self.problems, strict=False)]


def tell(story: Story, seed: int | None = None, faults: tuple[Fault, ...] = ()) -> Told:
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
        problems += [*differences(story.expected, _happened(told)), *_totals(told)]
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


def _happened(told: Told) -> Happened:
    trace, projections = told.simulation.trace, told.simulation.projections.saved
    statuses = {record_id: each.status.value for record_id, each in projections.items()}
    return Happened(trace.began, trace.lines, statuses, told.calls)


def _totals(told: Told) -> Iterator[str]:
    expected = told.story.expected
    dead = sum(told.simulation.dead_letters.counts.values())
    if dead != expected.dead_letters:
        yield f"there are {dead} dead letters, not {expected.dead_letters}"
    dollars = cost_of(told.simulation).total
    if expected.most_dollars is not None and dollars > expected.most_dollars:
        yield f"it cost ${dollars:.4f}, more than ${expected.most_dollars}"
