"""What each fault does on each kind of arrow, seen from the function to which it leads."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from runtime.serving import Function
from simulator.clock import MICROSECONDS
from simulator.stories.reading import read_story
from simulator.system.simulation import Settings, Simulation
from simulator.timing import Weather
from simulator.world.blueprint import fault_targets
from simulator.world.faults import read_fault
from simulator.world.functions import Done, Serve
from tests.simulator.one_record import STORY

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
ALWAYS = 0.1, 0.1
CALM = Weather(
    handler=ALWAYS,
    cold_start=(0, 0),
    bus=ALWAYS,
    stream_poll=ALWAYS,
    queue_poll=ALWAYS,
    network=ALWAYS,
    service=ALWAYS,
    duplicates=0,
)
ARROWS = ("Journal", "StoreRelay", "PickUpHotels", "SweepLines", "RecordIntake", "TwilioSignals")
"""A rule, a stream, a queue's reader, a schedule and both endpoints."""


class Watched:
    """A world with one record and some faults. `served` has the seconds at which each arrow had its
    function do something.
    """

    def __init__(self, *flags: str, minutes: float = 20) -> None:
        story = read_story(STORY, {}).story
        assert story is not None
        faults = tuple(read_fault(flag, fault_targets()) for flag in flags)
        self.simulation = Simulation(story.hotels, Settings(BEGINS, weather=CALM, faults=faults))
        self.served: dict[str, list[float]] = defaultdict(list)
        self._look_on()
        self.simulation.hand_in(story.records)
        self.simulation.run(lambda: False, minutes * 60)

    def _look_on(self) -> None:
        bring = self.simulation.deliveries.bring

        def watched(
            arrow: str, function: str, serve: Serve, done: Done, *lost: Callable[[], None]
        ) -> None:
            def noted(served: Function) -> object:
                self.served[arrow].append(self.seconds())
                return serve(served)

            bring(arrow, function, noted, done, *lost)

        self.simulation.deliveries.bring = watched  # type: ignore[assignment,method-assign]  # to look on

    def seconds(self) -> float:
        """How far it is."""
        return (self.simulation.virtual_clock.now - self.simulation.trace.began) / MICROSECONDS

    def is_served(self, arrow: str, at: float) -> bool:
        """Whether the arrow has its function do something about then."""
        return any(abs(moment - at) < 0.2 for moment in self.served[arrow])

    def status(self) -> str:
        return str(self.simulation.projections.saved["REC-1"].status)

    def notes(self) -> list[str]:
        return [line.text for line in self.simulation.trace.lines]


@pytest.fixture(scope="module")
def undisturbed() -> Watched:
    return Watched()


# What the first delivery of each arrow has to wait for, in seconds, until it is brought again.
REFUSED = {
    "Journal": 1,  # Lambda tries a throttled event again
    "StoreRelay": 1.1,  # the reader polls again
    "PickUpHotels": 360.1,  # the message was hidden
    "SweepLines": 1,
    "RecordIntake": 5,  # the sender posts again
    "TwilioSignals": 0.1,  # the provider asks again
}
FAILED = {**REFUSED, "Journal": 60, "SweepLines": 60}  # Lambda waits a minute after an error
UNANSWERED = {  # the function's time-out comes before that
    "Journal": 90,
    "StoreRelay": 31.1,
    "PickUpHotels": 360.1,
    "SweepLines": 90,
    "RecordIntake": 35,
    "TwilioSignals": 10.1,
}


def must_come_later(arrow: str, struck: Watched, undisturbed: Watched, pause: float) -> None:
    """The first delivery does nothing at its time, and what it should do so much later.

    Two webhooks come at the same moment, of which one is struck.
    """
    first = undisturbed.served[arrow][0]
    at_once = [at for at in struck.served[arrow] if abs(at - first) < 0.01]
    together = [at for at in undisturbed.served[arrow] if abs(at - first) < 0.01]
    assert len(at_once) == len(together) - 1
    assert struck.is_served(arrow, first + pause), struck.served[arrow]


@pytest.mark.parametrize("arrow", ARROWS)
def test_what_a_busy_function_refuses_is_brought_again(arrow: str, undisturbed: Watched) -> None:
    struck = Watched(f"{arrow}:throttle*1")
    assert f"{arrow} [fault: throttle]" in struck.notes()
    must_come_later(arrow, struck, undisturbed, REFUSED[arrow])


@pytest.mark.parametrize("arrow", ARROWS)
def test_what_fails_has_no_effect_and_is_brought_again(arrow: str, undisturbed: Watched) -> None:
    struck = Watched(f"{arrow}:error=Gone*1")
    assert f"{arrow} [fault: error]" in struck.notes()
    must_come_later(arrow, struck, undisturbed, FAILED[arrow])


@pytest.mark.parametrize("arrow", ARROWS)
def test_what_is_late_comes_so_much_later(arrow: str, undisturbed: Watched) -> None:
    struck = Watched(f"{arrow}:late=2.5s*1")
    assert f"{arrow} [fault: late]" in struck.notes()
    must_come_later(arrow, struck, undisturbed, 2.5)


@pytest.mark.parametrize("arrow", ARROWS)
def test_what_is_never_answered_has_its_effect_and_is_brought_again(
    arrow: str, undisturbed: Watched
) -> None:
    struck = Watched(f"{arrow}:timeout*1")
    first = undisturbed.served[arrow][0]
    assert f"{arrow} [fault: timeout]" in struck.notes()
    assert struck.served[arrow][0] == first
    assert struck.is_served(arrow, first + UNANSWERED[arrow]), struck.served[arrow]
    assert not undisturbed.is_served(arrow, first + UNANSWERED[arrow])


@pytest.mark.parametrize("arrow", ARROWS)
def test_what_comes_twice_is_served_twice_and_changes_nothing(
    arrow: str, undisturbed: Watched
) -> None:
    struck = Watched(f"{arrow}:duplicate*1")
    first = undisturbed.served[arrow][0]
    assert f"{arrow} [fault: duplicate]" in struck.notes()
    assert struck.served[arrow][0] == first
    assert struck.is_served(arrow, first + 0.1), struck.served[arrow]
    assert len(struck.served[arrow]) == len(undisturbed.served[arrow]) + 1
    assert struck.status() == undisturbed.status()


def test_records_whose_request_is_lost_are_posted_again(undisturbed: Watched) -> None:
    struck = Watched("RecordIntake:lost*1")
    assert "records are answered with nothing" in struck.notes()
    must_come_later("RecordIntake", struck, undisturbed, 5)


def test_a_lost_webhook_never_comes(undisturbed: Watched) -> None:
    struck = Watched("TwilioSignals:lost*1")
    assert "TwilioSignals [fault: lost]" in struck.notes()
    assert len(struck.served["TwilioSignals"]) == len(undisturbed.served["TwilioSignals"]) - 1


@pytest.mark.parametrize(
    ("arrow", "owner"),
    [
        ("Journal", "EventWriter"),
        ("StoreRelay", "StoreRelay"),
        ("PickUpHotels", "SchedulingQueue"),
        ("SweepLines", "Scheduler"),
    ],
)
def test_what_always_fails_lies_in_the_dead_letters(arrow: str, owner: str) -> None:
    struck = Watched(f"{arrow}:error=Gone", minutes=40)
    assert struck.simulation.dead_letters.counts[owner]
    assert not struck.served[arrow]


def test_a_message_that_was_held_up_too_long_comes_again() -> None:
    struck = Watched("PickUpHotels:late=400s*1")
    assert [round(at) for at in struck.served["PickUpHotels"]] == [366, 406]
