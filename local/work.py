"""Hand the records in and watch until every one of them has come to rest.

It stands apart because it only uses what any client of the system could: its HTTP API, and the
facts and statuses that it stores. Invariant: it waits for conditions, never for a length of time;
the one limit is how long nothing at all may happen.
"""

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

from generated.events.record_created import RecordCreated
from local.errors import LocalError
from local.journal import Journal
from local.results import Results
from local.statuses import RecordStatus, read_statuses
from local.steps import show
from local.system import System

BATCH = 100
"""Records that one request may carry."""
ANSWER_SECONDS = 60
"""The longest that the local AWS may take to answer, with a Lambda's cold start."""
LOOK_SECONDS = 0.2
SILENCE_SECONDS = 240
"""The longest that the system may lawfully be silent is an `await` of 180 s."""


def hand_in(system: System, records: Sequence[RecordCreated]) -> None:
    """Post the records to the system's API. Raises LocalError with its answer when it refuses."""
    url = f"{system.api_url}/records"
    address = urlsplit(url)
    for start in range(0, len(records), BATCH):
        batch = [record.to_data() for record in records[start : start + BATCH]]
        body = json.dumps({"records": batch}).encode()
        connection = HTTPConnection(str(address.hostname), address.port, timeout=ANSWER_SECONDS)
        headers = system.clients.sign("POST", url, body, "application/json")
        connection.request("POST", address.path, body, headers)
        response = connection.getresponse()
        answer = response.read().decode()
        connection.close()
        if response.status != HTTPStatus.ACCEPTED:
            raise LocalError(f"the system refused the records: {response.status} {answer}")


def watch(system: System, records: Sequence[RecordCreated]) -> tuple[Results, list[RecordStatus]]:
    """Tell what happens until every record is at rest; give the calls and the statuses.

    Raises LocalError when nothing happens any more and some record is still on its way.
    """
    journal, results = Journal(system.clients), Results()
    began = last_news = time.monotonic()
    while True:
        facts = journal.read()
        for fact in facts:
            line = results.take(fact)
            if line is not None:
                show(f"{time.monotonic() - began:5.1f} s  {line}", is_over=True)
        if facts:
            last_news = time.monotonic()
            continue
        statuses = read_statuses(system.clients)
        moving = find_moving(records, statuses, datetime.now(UTC))
        if not moving and not results.live():
            return results, [statuses[record.record_id] for record in records]
        if time.monotonic() - last_news > SILENCE_SECONDS:
            raise LocalError(
                f"nothing happens any more, and these are not done: {', '.join(moving)}"
            )
        show_progress(time.monotonic() - began, len(records) - len(moving), len(records), results)
        time.sleep(LOOK_SECONDS)


def find_moving(
    records: Sequence[RecordCreated], statuses: dict[str, RecordStatus], now: datetime
) -> list[str]:
    """Name the records that are not at rest."""
    return [
        record.record_id
        for record in records
        if record.record_id not in statuses or not statuses[record.record_id].is_settled(now)
    ]


def show_progress(seconds: float, done: int, total: int, results: Results) -> None:
    """Say on a terminal how far it is, in a line that the next one overwrites."""
    show(f"{seconds:5.1f} s  {done} of {total} records, {results.live()} calls", is_over=False)
