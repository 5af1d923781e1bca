# Written by `python -m generator generate`; edit specs/ instead.
"""A fact: an event's data in its envelope, as the bus carries it and the store keeps it.

It stands apart because the envelope is common to all events and knows none of them. Invariant: what
is written is read back equal, from the bus and from the store.
"""

from __future__ import annotations

from .. import values  # noqa: TID252 - it is copied into another package

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from typing import Final, Self


class Fact(values.Value):
    """Something that happened.

    `correlation_id` is common to all that belongs together, `causation_id` names what led to this,
    `source` who told it; `sequence` counts the facts of one aggregate from 1, once it is stored.
    """

    __slots__ = (
        "causation_id",
        "correlation_id",
        "event",
        "event_id",
        "sequence",
        "source",
        "timestamp",
    )

    def __init__(  # noqa: PLR0913 - all by name
        self,
        *,
        event: values.EventData,
        event_id: str,
        timestamp: dt.datetime,
        correlation_id: str,
        causation_id: str | None = None,
        source: str,
        sequence: int | None = None,
    ) -> None:
        self.event: Final = event
        self.event_id: Final = event_id
        self.timestamp: Final = values.cut_timestamp(timestamp, "timestamp")
        self.correlation_id: Final = correlation_id
        self.causation_id: Final = causation_id
        self.source: Final = source
        self.sequence: Final = sequence

    def to_detail(self) -> dict[str, object]:
        """Give the fact as the detail of an event on the bus."""
        return values.without_none(
            {
                "event_id": self.event_id,
                "event_type": self.event.TYPE,
                "schema_version": self.event.VERSION,
                "aggregate_type": self.event.AGGREGATE,
                "aggregate_id": self.event.aggregate_id,
                "sequence": self.sequence,
                "timestamp": values.write_timestamp(self.timestamp),
                "correlation_id": self.correlation_id,
                "causation_id": self.causation_id,
                "source": self.source,
                "data": self.event.to_data(),
            }
        )

    @classmethod
    def from_detail(cls, detail: object, events: Mapping[str, type[values.EventData]]) -> Self:
        """Read a fact of one of these types from the detail of an event on the bus.

        `values.Invalid` where a field breaks a rule, the type is not among `events`, or the version
        is not the one that its class reads.
        """
        fields = values.Fields(detail, "detail")
        name = fields.required("event_type", values.read_text)
        kind = events.get(name)
        if kind is None:
            raise values.Invalid("detail.event_type", f"must be one of {', '.join(events)}")
        version = fields.required("schema_version", values.read_integer)
        if version != kind.VERSION:
            raise values.Invalid("detail.schema_version", f"must be {kind.VERSION}, not {version}")
        fact = cls(
            event=fields.required("data", _reader(kind)),
            event_id=fields.required("event_id", values.read_text),
            timestamp=fields.required("timestamp", values.read_timestamp),
            correlation_id=fields.required("correlation_id", values.read_text),
            causation_id=fields.optional("causation_id", values.read_text),
            source=fields.required("source", values.read_text),
            sequence=fields.optional("sequence", _read_sequence),
        )
        _require(fields, "aggregate_type", kind.AGGREGATE)
        _require(fields, "aggregate_id", fact.event.aggregate_id)
        return fact

    def to_item(self) -> dict[str, object]:
        """Give the fact as an item of a DynamoDB table, in the resource's own Python types."""
        from decimal import Decimal  # noqa: PLC0415 - only who stores needs it

        def written(value: object) -> object:
            if isinstance(value, float):
                return Decimal(repr(float(value)))
            if isinstance(value, dict):
                return {key: written(item) for key, item in value.items()}
            return [written(item) for item in value] if isinstance(value, list) else value

        return {key: written(value) for key, value in self.to_detail().items()}

    @classmethod
    def from_item(
        cls, item: Mapping[str, object], events: Mapping[str, type[values.EventData]]
    ) -> Self:
        """Read a fact from an item of a DynamoDB table, whose numbers are decimal."""
        from decimal import Decimal  # noqa: PLC0415 - only who stores needs it

        def read(value: object) -> object:
            if isinstance(value, Decimal):
                return int(value) if value == value.to_integral_value() else float(value)
            if isinstance(value, dict):
                return {key: read(item) for key, item in value.items()}
            return [read(item) for item in value] if isinstance(value, list) else value

        return cls.from_detail({key: read(value) for key, value in item.items()}, events)


def _require(fields: values.Fields, name: str, expected: str) -> None:
    if fields.required(name, values.read_text) != expected:
        raise values.Invalid(f"detail.{name}", "does not fit the event's data")


def _reader(kind: type[values.EventData]) -> values.Reader[values.EventData]:
    """Give an event's reader, which tells its places from the detail on."""
    return lambda value, _: kind.from_data(value, "data")


def _read_sequence(value: object, where: str) -> int:
    return values.read_integer(value, where, at_least=1)
