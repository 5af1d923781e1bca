"""Calls a second through the whole simulated system, and the memory of a live call.

    python -m benchmarks.bench_calls [CALLS ...]

Each call is one record of a hotel of its own, where a person agrees: intake, journal, stream,
rules, queue, flow, telephone and every handler, in one process. Times are CPU time. No limit of a
stage and no rate of an account holds calls back, and no trace is kept.
"""

import resource
import sys
import time
import tracemalloc
from datetime import UTC, datetime

from generated.events.record_created import RecordCreated
from hotels.script import Hotel, load
from simulator.world.simulation import Settings, Simulation
from simulator.world.timing import Weather

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
SIZES = (100, 1_000)
LIVE = 500
"""Calls that are up when memory is measured."""
SCRIPT = """
hotels:
  INN:
    known:
      {name: Inn, phone: "+12025550100", time_zone: UTC, calling_hours: {opens: "00:00",
      closes: "24:00"}, email: desk@inn.example, language: en-US}
    behaves:
      calls: [{rings: 5s, then: desk}]
      parts:
        desk:
          says: The Inn, good morning.
          replies:
            - {hears: folio, says: "Sure, I will send it today."}
"""


def hotels(number: int) -> dict[str, Hotel]:
    """Give hotels that differ in name and telephone number."""
    (inn,) = load(SCRIPT).hotels.values()
    made = {}
    for place in range(number):
        known = {name: getattr(inn.known, name) for name in inn.known.__slots__}
        known["phone"] = f"+1202{place:07}"
        name = f"INN-{place}"
        made[name] = Hotel(name, type(inn.known)(**known), inn.behaviour)
    return made


def world(number: int) -> Simulation:
    """Give a world in which each hotel's one record was handed in."""
    settings = Settings(
        BEGINS, stage="local", weather=Weather(calls_per_second=1_000_000.0), is_traced=False
    )
    simulation = Simulation(hotels(number), settings)
    simulation.hand_in(
        [
            RecordCreated.from_data(
                {
                    "record_id": f"REC-{place}",
                    "hotel_id": f"INN-{place}",
                    "guest_name": "Ada Quill",
                    "confirmation_number": f"CN-{place}",
                    "arrival": "2026-10-05",
                    "departure": "2026-10-08",
                }
            )
            for place in range(number)
        ]
    )
    return simulation


def measure(number: int) -> str:
    """Run so many calls to their end."""
    simulation = world(number)
    began = time.process_time()
    projections = simulation.projections

    def is_over() -> bool:
        return len(projections.saved) == number and not projections.under_way

    ended = simulation.run(is_over, 3600) and simulation.come_to_rest()
    took = time.process_time() - began
    facts = sum(len(stored) for stored in simulation.event_store.aggregates.values())
    statuses = {projection.status.value for projection in projections.saved.values()}
    if not ended or statuses != {"AGREED_TO_SEND"}:
        raise SystemExit(f"{number} calls did not end well: {statuses}")
    return (
        f"{number:>8} calls in {took:6.2f} s: {number / took:7.0f} calls/s,"
        f" {facts / number:.0f} facts a call"
    )


def memory() -> str:
    """Measure what a call that is up holds."""
    simulation = world(LIVE)
    tracemalloc.start()
    simulation.run(
        lambda: sum(call.is_in_progress for call in simulation.phone.live.values()) == LIVE, 60
    )
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{held / LIVE / 1024:.1f} KiB held for each of {LIVE} live calls; peak {peak:.0f} MiB"


def main() -> None:
    """Print all figures."""
    for number in [int(each) for each in sys.argv[1:]] or SIZES:
        sys.stdout.write(f"{measure(number)}\n")
    sys.stdout.write(f"{memory()}\n")


if __name__ == "__main__":
    main()
