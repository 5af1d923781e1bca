"""`python -m simulator` collects no cycles while it runs, so a run must leave hardly any behind."""

import gc

from tests.simulator.one_record import OneRecord

CALLS = 10


def cycles_left(calls: int) -> int:
    """How many objects the collector finds that nobody can reach."""
    worlds = [OneRecord(seed=seed) for seed in range(calls)]
    gc.collect()
    gc.disable()
    try:
        for world in worlds:
            world.hand_in()
            world.wait(minutes=5)
        return gc.collect()
    finally:
        gc.enable()


def test_calls_leave_hardly_anything_to_a_collector_that_does_not_run() -> None:
    cycles_left(1)  # what is loaded and remembered only once
    assert cycles_left(CALLS) <= CALLS
