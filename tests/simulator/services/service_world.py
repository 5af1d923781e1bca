"""A clock and its chance for tests of single services."""

from datetime import UTC, datetime

from simulator.clock import MICROSECONDS, Clock
from simulator.timing import Draws, Weather

BEGINS = datetime(2026, 3, 7, 12, tzinfo=UTC)
CALM = Weather(duplicates=0.0)


class Surroundings:
    """`clock` and `draws` for services; `wait` lets time pass; `seconds` have passed."""

    def __init__(self, weather: Weather = CALM, seed: int = 0, begins: datetime = BEGINS) -> None:
        self.clock = Clock(begins, seed)
        self.draws = Draws(self.clock, weather)
        self._began = self.clock.now

    def wait(self, seconds: float) -> None:
        self.clock.run(until=self.clock.now + round(seconds * MICROSECONDS))

    @property
    def seconds(self) -> float:
        return (self.clock.now - self._began) / MICROSECONDS
