"""The lines of hotels in DynamoDB: an item for each hotel, changed under a condition.

The attributes due_day and due_at, absent where nothing is due, are the keys of the sweeper's index.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from generated.events.fact import Fact
from generated.types.batch_id import BatchId
from generated.types.call_id import CallId
from generated.types.folio_request import FolioRequest
from generated.types.hotel_id import HotelId
from generated.values import read_timestamp, write_timestamp
from runtime.adapters.dynamodb_table import Item, Table
from runtime.codec import events_named
from runtime.state.line import Handled, Line, Live, Waiting

INDEX = "due_day-due_at-index"
DAYS_SWEPT = 7
"""A sweeper that was down for longer finds what is due there once the line changes."""


class DynamoDBHotelLines:
    """HotelLines."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, hotel_id: HotelId) -> Line:
        """Give a hotel's line; an empty one if there is none."""
        item = self._table.get({"hotel_id": hotel_id})
        return Line(hotel_id) if item is None else _line(item)

    def save(self, line: Line, due_at: datetime | None) -> Line | None:
        """Write a changed line and give it with its new version; None if somebody was faster."""
        saved = replace(line, version=line.version + 1)
        is_saved = self._table.put(
            _item(saved, due_at),
            "attribute_not_exists(hotel_id) OR #version = :version",
            {":version": line.version},
            {"#version": "version"},
        )
        return saved if is_saved else None

    def due(self, now: datetime) -> list[HotelId]:
        """Give the hotels at which somebody must look; not strongly consistent."""
        days = [(now - timedelta(days=back)).date().isoformat() for back in range(DAYS_SWEPT)]
        return [
            HotelId(item["hotel_id"])
            for day in reversed(days)
            for item in self._table.query(
                "due_day = :day AND due_at <= :now",
                {":day": day, ":now": write_timestamp(now)},
                index=INDEX,
                only="hotel_id",
            )
        ]


def _item(line: Line, due_at: datetime | None) -> Item:
    live = line.live
    return {
        "hotel_id": line.hotel_id,
        "version": line.version,
        "waiting": [_written(waiting) for waiting in line.waiting],
        "handled": {each.change_id: write_timestamp(each.at) for each in line.handled},
        "outbox": [json.dumps(fact.to_detail()) for fact in line.outbox],
        **({} if live is None else {"live": _written_live(live)}),
        **({} if due_at is None else _due(due_at)),
    }


def _due(due_at: datetime) -> Mapping[str, str]:
    text = write_timestamp(due_at)
    return {"due_day": text[:10], "due_at": text}


def _written(waiting: Waiting) -> Mapping[str, object]:
    return {
        "record_id": waiting.request.record_id,
        "request": waiting.request.to_data(),
        "due_at": write_timestamp(waiting.due_at),
        "attempts": waiting.attempts,
        "last_call": waiting.last_call,
    }


def _written_live(live: Live) -> Mapping[str, object]:
    return {
        "call_id": live.call_id,
        "batch_id": live.batch_id,
        "until": write_timestamp(live.until),
        "taken": [_written(waiting) for waiting in live.taken],
        "is_started": live.is_started,
    }


def _line(item: Item) -> Line:
    return Line(
        hotel_id=HotelId(item["hotel_id"]),
        version=int(item["version"]),
        waiting=tuple(_waiting(each) for each in item["waiting"]),
        live=_live(item["live"]) if "live" in item else None,
        handled=tuple(
            Handled(change_id, read_timestamp(at, "at"))
            for change_id, at in item["handled"].items()
        ),
        outbox=tuple(_fact(json.loads(text)) for text in item["outbox"]),
    )


def _waiting(item: Item) -> Waiting:
    return Waiting(
        request=FolioRequest.from_data(item["request"], "request"),
        due_at=read_timestamp(item["due_at"], "due_at"),
        attempts=int(item["attempts"]),
        last_call=None if item["last_call"] is None else CallId(item["last_call"]),
    )


def _live(item: Item) -> Live:
    return Live(
        call_id=CallId(item["call_id"]),
        batch_id=BatchId(item["batch_id"]),
        until=read_timestamp(item["until"], "until"),
        taken=tuple(_waiting(each) for each in item["taken"]),
        is_started=item["is_started"],
    )


def _fact(detail: Mapping[str, object]) -> Fact:
    return Fact.from_detail(detail, events_named(detail["event_type"]))
