"""A simulation with one record for one hotel, whose clerk is glad to help."""

from datetime import UTC, datetime

from simulator.stories.reading import read_story
from simulator.system.invariants import breaches
from simulator.system.simulation import Settings, Simulation
from simulator.timing import USUAL, Weather

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
STORY = """
story: A clerk who is glad to help
hotels:
  INN:
    behaves:
      calls: [{rings: 5s, then: clerk}]
      parts:
        clerk:
          says: Palace Meridian, reception.
          replies: [{hears: folio, says: "Yes, certainly. We will e-mail it."}]
records:
  REC-1: {hotel: INN}
expect: {statuses: {REC-1: AGREED_TO_SEND}}
"""


class OneRecord:
    """One record for one hotel, which the system works on as far as it can."""

    def __init__(self, weather: Weather = USUAL, seed: int = 0) -> None:
        story = read_story(STORY, {}).story
        assert story is not None
        self.simulation = Simulation(story.hotels, Settings(BEGINS, seed, weather=weather))
        self.records = story.records

    def hand_in(self) -> None:
        self.simulation.hand_in(self.records)

    def wait(self, *, minutes: float) -> None:
        self.simulation.run(lambda: False, minutes * 60)

    def status(self) -> str | None:
        saved = self.simulation.projections.saved
        return saved["REC-1"].status.value if "REC-1" in saved else None

    def calls(self) -> int:
        return len(self.simulation.phone.calls)

    def breaches(self) -> list[str]:
        self.simulation.come_to_rest()
        return breaches(self.simulation, ["REC-1"])
