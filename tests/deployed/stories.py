"""The stories of tests/stories, each with hotels, numbers and records of its own.

They stand apart because all are told to one deployed system at once, where two stories' INN must be
two hotels. Invariant: what a story is told with here differs from its file in names alone.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generated.events.machine_detection_received import MachineDetectionReceived
from generated.events.record_created import RecordCreated
from hotels.script import Hotel
from local.inputs import read_hotels
from local.state_faults import StateFault
from simulator.stories.reading import read_story
from simulator.stories.story import Story
from simulator.stories.telling import Told, tell
from tests.deployed.strands import is_fact

PERHAPS = MachineDetectionReceived.TYPE
"""Comes only if the call lasts until the provider has made up its mind."""
STORIES = Path(__file__).parents[1] / "stories"


@dataclass(frozen=True)
class Deployable:
    """A story as its file has it, and what of it is handed to the deployed system.

    `names` leads from the names there back to the story's own.
    """

    name: str
    story: Story
    hotels: dict[str, Hotel]
    records: tuple[RecordCreated, ...]
    names: dict[str, str]

    @property
    def faults(self) -> list[StateFault]:
        """The faults of its flows' states."""
        return [
            StateFault(
                fault.target,
                fault.kind.value,
                {"hotel_id": hotel_id},
                fault.times,
                fault.error,
                fault.late_seconds,
            )
            for fault in self.story.faults
            for hotel_id in self.hotels
        ]

    @property
    def unspeakable(self) -> set[str]:
        """The words at which the voice fails: the guests' names, where it is broken."""
        return {r.guest_name for r in self.records} if self.story.is_voice_broken else set()

    @cached_property
    def simulated(self) -> Told:
        """The story as the simulator tells it."""
        return tell(self.story)

    @property
    def facts_expected(self) -> int:
        """How many facts the simulator tells that must come."""
        lines = self.simulated.simulation.trace.lines
        return sum(is_fact(line.text) and not line.text.startswith(PERHAPS) for line in lines)

    def own_names(self, text: str) -> str:
        """Put a text of the deployed system into the story's own names."""
        for there, own in self.names.items():
            text = text.replace(there, own)
        return text


def read_stories() -> dict[str, Story]:
    """Read all stories, by their files' names."""
    samples = read_hotels()
    stories: dict[str, Story] = {}
    for file in sorted(STORIES.glob("*.yaml")):
        read = read_story(file.read_text(encoding="utf-8"), samples)
        assert read.story is not None, read.report(str(file))
        stories[file.stem] = read.story
    return stories


def deployable(stories: dict[str, Story]) -> dict[str, Deployable]:
    """Give those that can be told in real time, by their names."""
    chosen = [(name, story) for name, story in stories.items() if not story.simulator_only]
    told = {name: _renamed(name, place, story) for place, (name, story) in enumerate(chosen)}
    guests: list[str] = [each.guest_name for story in told.values() for each in story.records]
    for name, story in told.items():
        spoilt = [guest for guest in story.unspeakable if guests.count(guest) > 1]
        assert not spoilt, (
            f"{name}: the voice is broken for {spoilt}, who are in other stories, too"
        )
    return told


def _renamed(name: str, place: int, story: Story) -> Deployable:
    assert len(story.hotels) == 1, f"{name}: lines of two calls at once cannot be told apart"
    (own,) = story.hotels
    names = {f"{name}-{each}": each for each in (own, *(r.record_id for r in story.records))}
    there = {each: new for new, each in names.items()}
    known = replace(story.hotels[own].known, phone=f"+1{300 + place}5550100")
    hotel = replace(story.hotels[own], hotel_id=there[own], known=known)
    records = tuple(
        RecordCreated.from_data(
            {
                **record.to_data(),
                "record_id": there[record.record_id],
                "hotel_id": there[record.hotel_id],
            }
        )
        for record in story.records
    )
    return Deployable(name, story, {there[own]: hotel}, records, names)
