"""Calls a second through the whole simulated system, and what they hold, as they become many.

    python -m benchmarks.bench_calls [CALLS ...]

Each call is one record of a hotel of its own, where a person agrees: intake, journal, stream,
rules, queue, flow, telephone and every handler, in one process. Records come steadily: about 270
flows run at once. Times are CPU time. No limit of a stage and no rate of an account
holds calls back, and no trace is kept. 1,000,000 calls take an hour and much memory: name them.
"""

import gc
import sys
import time
import tracemalloc
from collections import Counter
from datetime import UTC, datetime

from benchmarks.process_memory import peak_bytes
from generated.events.record_created import RecordCreated
from hotels.script import Hotel, load
from simulator.clock import MICROSECONDS
from simulator.system.simulation import Settings, Simulation
from simulator.timing import Weather

BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
SIZES = (1_000, 10_000)
A_SECOND = 10
"""Records that come in each virtual second: as many as the event store's relay keeps up with."""
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


def world(number: int, a_second: int) -> Simulation:
    """Give a world in which each hotel's one record comes, so many in each second."""
    settings = Settings(
        BEGINS, stage="local", weather=Weather(calls_per_second=1_000_000.0), is_traced=False
    )
    simulation = Simulation(hotels(number), settings)

    def come(first: int) -> None:
        last = min(first + a_second, number)
        simulation.hand_in([record(place) for place in range(first, last)])
        if last < number:
            simulation.virtual_clock.after(MICROSECONDS, lambda: come(last))

    come(0)
    return simulation


def record(place: int) -> RecordCreated:
    """Give the record of a hotel."""
    return RecordCreated.from_data(
        {
            "record_id": f"REC-{place}",
            "hotel_id": f"INN-{place}",
            "guest_name": "Ada Quill",
            "confirmation_number": f"CN-{place}",
            "arrival": "2026-10-05",
            "departure": "2026-10-08",
        }
    )


def measure(number: int) -> str:
    """Run so many calls to their end."""
    simulation = world(number, A_SECOND)
    held_before = peak_bytes()
    began = time.process_time()
    projections = simulation.projections

    def is_over() -> bool:
        return len(projections.saved) == number and not projections.under_way

    ended = simulation.run(is_over, number / A_SECOND + 3600) and simulation.come_to_rest()
    took = time.process_time() - began
    statuses = Counter(projection.status.value for projection in projections.saved.values())
    if not ended or set(statuses) != {"AGREED_TO_SEND"}:
        raise SystemExit(f"{number} calls did not all end and come to rest: {statuses}")
    return (
        f"{number:>9,} calls in {took:8.2f} s: {number / took:5.0f} calls/s,"
        f" {sum(simulation.functions.runs.values()) / number:.0f} runs of functions a call,"
        f" {(peak_bytes() - held_before) / number:6,.0f} bytes of peak memory a call"
    )


def memory() -> str:
    """Measure what a call that is up holds."""
    simulation = world(LIVE, LIVE)
    tracemalloc.start()
    if not simulation.run(
        lambda: sum(call.is_in_progress for call in simulation.phone.live.values()) == LIVE, 60
    ):
        raise SystemExit(f"{LIVE} calls were never live at once")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return f"{held / LIVE / 1024:.1f} KiB held for each of {LIVE} live calls"


def main() -> None:
    """Print all figures. Collecting is off, as it is in `python -m simulator`."""
    gc.disable()
    for number in [int(each) for each in sys.argv[1:]] or SIZES:
        sys.stdout.write(f"{measure(number)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{memory()}\n")


if __name__ == "__main__":
    main()
