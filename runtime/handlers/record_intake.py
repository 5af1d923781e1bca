"""Takes the records that somebody wants folios for: `POST /records {"records": [...]}`.

A list is taken as a whole or refused as a whole, with every problem named. A record that is sent
again is the same record: its first version stays.
"""

from generated.events.record_created import RecordCreated
from generated.values import Fields, Invalid
from runtime.codec import from_json, to_json
from runtime.domain.command import Command, derived_id
from runtime.exchange import Request, Response
from runtime.ports import World

MOST_RECORDS = 100


def answer(request: Request, command: Command, world: World) -> Response:
    """Tell of each record that it was created: 202, or 400 with the problems."""
    try:
        records, problems = _read(from_json(request.body, "body"))
    except Invalid as invalid:
        records, problems = [], [invalid]
    if problems:
        named = [{"where": each.where, "problem": each.problem} for each in problems]
        return _json(400, {"problems": named})
    now = world.clock.now()
    world.bus.publish(
        [
            command.about(record.record_id).fact(
                now, record, derived_id(record.record_id, record.TYPE)
            )
            for record in records
        ]
    )
    return _json(202, {"accepted": [record.record_id for record in records]})


def _read(body: object) -> tuple[list[RecordCreated], list[Invalid]]:
    entries = Fields(body, "body").required("records", _read_entries)
    records: list[RecordCreated] = []
    problems: list[Invalid] = []
    for place, entry in enumerate(entries):
        try:
            records.append(RecordCreated.from_data(entry, f"records[{place}]"))
        except Invalid as invalid:
            problems.append(invalid)
    return records, problems


def _read_entries(value: object, where: str) -> list[object]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_RECORDS:
        raise Invalid(where, f"must be a list of 1 to {MOST_RECORDS} records")
    return value


def _json(status: int, data: object) -> Response:
    return Response(status, to_json(data), "application/json")
