"""The records that a run works through: a CSV file, checked before anything is started.

It stands apart because a mistake in a person's file must be told by line, in their words, and not
after ten seconds of deployment. Invariant: what is returned, the system accepts.
"""

import csv
from collections.abc import Container, Iterator
from io import StringIO
from typing import NamedTuple

from generated.events.record_created import RecordCreated
from generated.values import Invalid
from local.errors import LocalError

MOST_PROBLEMS = 20


class Row(NamedTuple):
    """A line of the file, and the number that an editor shows for it."""

    line: int
    fields: dict[str, str]


def read_records(text: str, file: str, hotels: frozenset[str]) -> list[RecordCreated]:
    """Read CSV with a heading; each record's hotel must be one of `hotels`.

    Raises LocalError with all problems, each as `file:line: problem`.
    """
    problems: list[str] = []
    records: dict[str, RecordCreated] = {}
    for row in read_rows(text):
        found = list(_find_problems(row, hotels, records))
        problems += [f"{file}:{row.line}: {problem}" for problem in found]
        if not found:
            record = RecordCreated.from_data(row.fields)
            records[record.record_id] = record
    if not records and not problems:
        problems.append(f"{file}:1: there are no records")
    if problems:
        more = len(problems) - MOST_PROBLEMS
        told = problems[:MOST_PROBLEMS] + ([f"... and {more} more"] if more > 0 else [])
        raise LocalError("\n".join(told))
    return list(records.values())


def _find_problems(row: Row, hotels: frozenset[str], above: Container[str]) -> Iterator[str]:
    """Say what is wrong with a line: the first field that breaks its type, hotel, repetition."""
    try:
        RecordCreated.from_data(row.fields, "record")
    except Invalid as invalid:
        yield f"{invalid.where.removeprefix('record.')} {invalid.problem}"
    hotel = row.fields.get("hotel_id")
    if hotel and hotel not in hotels:
        yield f"no hotel {hotel}; there are {', '.join(sorted(hotels))}"
    if row.fields.get("record_id", "") in above:
        yield f"{row.fields['record_id']} stands there twice"


def read_rows(text: str) -> list[Row]:
    """Read the lines below the heading; surplus fields go by the name of the missing heading."""
    reader = csv.DictReader(StringIO(text, newline=""), restkey="surplus", restval="")
    return [
        Row(reader.line_num, {name: value for name, value in fields.items() if value})
        for fields in reader
    ]
