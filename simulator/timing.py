"""How long things take that nobody decides: drawn from the clock's chance.

It stands apart so that every assumption about time stands in one table. Measured orders of
magnitude, not promises: what must hold, must hold for any draw.
"""

from dataclasses import dataclass

from simulator.clock import MICROSECONDS, Clock


@dataclass(frozen=True, slots=True)
class Weather:
    """How the world behaves. Ranges are seconds; `duplicates` is the share of deliveries on the bus
    that come twice; `calls_per_second` is what the telephone account may place; `throttled` is the
    share of requests to buckets, secrets, mail and documents that these refuse as too many, and
    `unreadable` that of a document's pages.
    """

    handler: tuple[float, float] = (0.015, 0.08)
    cold_start: tuple[float, float] = (0.35, 1.1)
    bus: tuple[float, float] = (0.02, 0.15)
    stream_poll: tuple[float, float] = (0.05, 0.25)
    queue_poll: tuple[float, float] = (0.01, 0.05)
    network: tuple[float, float] = (0.02, 0.06)
    service: tuple[float, float] = (0.01, 0.04)
    mail: tuple[float, float] = (0.5, 20.0)
    document: tuple[float, float] = (4.0, 40.0)
    duplicates: float = 0.03
    throttled: float = 0.0
    unreadable: float = 0.0
    calls_per_second: float = 1.0


USUAL = Weather()


class Draws:
    """Draws from the weather."""

    def __init__(self, clock: Clock, weather: Weather) -> None:
        self._random = clock.random.random
        self.weather = weather

    def span(self, seconds: tuple[float, float]) -> int:
        """Draw from a range, in microseconds."""
        least, most = seconds
        return int((least + (most - least) * self._random()) * MICROSECONDS)

    def is_doubled(self) -> bool:
        """Draw whether a delivery comes twice."""
        return self._random() < self.weather.duplicates

    def place(self, count: int) -> int:
        """Draw a place among so many."""
        return int(self._random() * count)

    def happens(self, share: float) -> bool:
        """Draw whether something happens that does in this share of cases; never draws for none."""
        return share > 0 and self._random() < share
