"""`make run`: deploy, work through a file of records, report, and leave nothing behind.

It stands apart as the road from one end to the other, in the order in which it is walked.
"""

import json
import os
import shutil
import time
from pathlib import Path

from generated.events.record_created import RecordCreated
from local.aws import ROOT
from local.dead_letters import count_dead_letters
from local.errors import LocalError
from local.inputs import read_hotels, read_text
from local.logs import save_logs
from local.records import read_records
from local.report import report_calls, report_records, summarize
from local.system import SETTINGS, System, running_system
from local.work import hand_in, watch

RECORDS = ROOT / "samples" / "records.csv"


def run(file: Path) -> int:
    """Work through a file of records. Its logs are kept only when it did not go well."""
    hotels = read_hotels()
    records = read_records(read_text(file), str(file), frozenset(hotels))
    folder = ROOT / ".run" / f"run-{os.getpid()}"
    try:
        with running_system(folder, hotels, SETTINGS) as system:
            try:
                went_well = work_through(system, records)
            finally:
                save_evidence(system, folder)
    except LocalError as error:
        raise LocalError(f"{error}\nIts logs are in {folder}.") from error
    if not went_well:
        print(f"Its logs are in {folder}.")
        return 1
    shutil.rmtree(folder)
    return 0


def work_through(system: System, records: list[RecordCreated]) -> bool:
    """Hand the records in, watch, and report; False if anything was lost on the way."""
    began = time.monotonic()
    hand_in(system, records)
    results, statuses = watch(system, records)
    took = time.monotonic() - began
    print(f"\n{report_records(records, statuses)}\n\n{report_calls(results.calls.values())}\n")
    print(summarize(statuses, took))
    dead = count_dead_letters(system.clients)
    for queue, count in dead.items():
        print(f"{queue} holds {count} of the messages that nobody could handle")
    problems = system.twilio.account.transcript.problems
    for problem in problems:
        print(f"the simulated Twilio refused something: {json.dumps(problem)}")
    return not dead and not problems


def save_evidence(system: System, folder: Path) -> None:
    """Keep what the functions logged and what was said on the telephone."""
    save_logs(system.clients, folder / "logs")
    (folder / "telephone.jsonl").write_text(system.twilio.account.transcript.lines())
