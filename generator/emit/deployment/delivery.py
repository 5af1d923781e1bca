"""Rows of what brings something to a function: rules, queues' readers, streams, schedules.

It stands apart because each of them can fail to bring it, and whatever could not be brought must be
kept and seen. Invariant: each has a dead-letter queue, and each dead-letter queue an alarm.
"""

from generator.analysis.traffic import is_invoked_by_events
from generator.cases import JOURNAL_RULE
from generator.emit.deployment.compute import physical_name
from generator.emit.deployment.storage import LONGEST_KEEP_SECONDS, queue_dead_letters
from generator.emit.rules import rule_path
from generator.emit.verbatim.rows import (
    AlarmRow,
    DeadLettersRow,
    PhysicalName,
    QueueReaderRow,
    RuleRow,
    ScheduleRow,
    StreamRow,
)
from generator.model import Event, Function, Schedule, Stream, System

# Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
BUS_TRIES = 185
BUS_KEEPS_TRYING_SECONDS = 24 * 3600
# A change that fails ten times in a row holds up its shard for minutes; then it is put aside.
STREAM_TRIES = 10
RELAY_BATCH = 10
"""PutEvents takes ten entries.
Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
"""
# Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
LEAST_QUEUE_CONCURRENCY = 2


def rule_rows(system: System) -> tuple[RuleRow, ...]:
    """The journal's rule, and one for each route."""
    routes = [_rule(system, each.name, each.doc, each.to) for each in system.routes]
    if system.journal:
        doc = "Facts that are not stored yet go to the one function that stores them."
        routes.insert(0, _rule(system, JOURNAL_RULE, doc, system.journal.writer))
    return tuple(routes)


def queue_reader_rows(system: System) -> tuple[QueueReaderRow, ...]:
    """The readers of queues. A reader is held to its function's own concurrency, since messages
    that are throttled instead count as tried.
    """
    return tuple(
        QueueReaderRow(
            name=str(each.name),
            doc=each.doc,
            queue=str(each.source.name),
            function=str(each.to.name),
            batch=each.batch,
            concurrency=max(each.to.concurrency, LEAST_QUEUE_CONCURRENCY)
            if each.to.concurrency
            else None,
        )
        for each in system.queue_readers
    )


def stream_rows(system: System) -> tuple[StreamRow, ...]:
    """The journal's publisher, and the streams that the author named."""
    rows = [_stream(each) for each in system.streams]
    if system.journal:
        publisher, store = system.journal.publisher, system.journal.store
        relay = StreamRow(
            name=str(publisher.name),
            doc="What was stored is told to everyone.",
            table=str(store.name),
            function=str(publisher.name),
            batch=RELAY_BATCH,
            filters=(_stream_filter(()),),
            tries=STREAM_TRIES,
            dead_letters=str(publisher.name),
        )
        rows.insert(0, relay)
    return tuple(rows)


def schedule_rows(system: System) -> tuple[ScheduleRow, ...]:
    """The schedules."""
    return tuple(_schedule(system, each) for each in system.schedules)


def dead_letters_rows(system: System) -> tuple[DeadLettersRow, ...]:
    """The dead-letter queues: one for each queue, rule, stream and schedule, for what did not
    reach its function, and one for each function that events are brought to, for what it failed at.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    """
    owners: list[RuleRow | StreamRow | ScheduleRow] = [
        *rule_rows(system),
        *stream_rows(system),
        *schedule_rows(system),
    ]
    docs = {each.name: f"What did not reach {each.function} ({each.name})." for each in owners}
    for function in system.functions:
        if is_invoked_by_events(system, function):
            docs[str(function.name)] = f"What {function.name} failed at."
    others = [
        DeadLettersRow(
            name=name,
            physical_name=f"{physical_name(system, name)}-dlq",
            doc=doc,
            is_fifo=False,
            keep_seconds=LONGEST_KEEP_SECONDS,
        )
        for name, doc in docs.items()
    ]
    return (*queue_dead_letters(system), *others)


def alarm_rows(system: System) -> tuple[AlarmRow, ...]:
    """An alarm on each dead-letter queue, at the first message."""
    return tuple(
        AlarmRow(
            name=f"{each.name}DeadLetters",
            physical_name=f"{each.physical_name.removesuffix('.fifo')}-alarm",
            doc=each.doc,
            namespace="AWS/SQS",
            metric="ApproximateNumberOfMessagesVisible",
            dimensions=(("QueueName", PhysicalName("dead_letters", each.name)),),
            statistic="Maximum",
            period_seconds=60,
            threshold=1,
        )
        for each in dead_letters_rows(system)
    )


def _rule(system: System, name: str, doc: str, to: Function) -> RuleRow:
    return RuleRow(
        name=str(name),
        physical_name=physical_name(system, name),
        doc=doc,
        definition=rule_path(name),
        function=str(to.name),
        tries=BUS_TRIES,
        keep_trying_seconds=BUS_KEEPS_TRYING_SECONDS,
        dead_letters=str(name),
    )


def _stream(stream: Stream) -> StreamRow:
    return StreamRow(
        name=str(stream.name),
        doc=stream.doc,
        table=str(stream.source.name),
        function=str(stream.to.name),
        batch=stream.batch,
        filters=(_stream_filter(stream.on),),
        tries=STREAM_TRIES,
        dead_letters=str(stream.name),
    )


def _stream_filter(events: tuple[Event, ...]) -> dict[str, object]:
    """The pattern of new facts, of these types only where there are any.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
    """
    pattern: dict[str, object] = {"eventName": ["INSERT"]}
    if events:
        types = [str(each.name) for each in events]
        pattern["dynamodb"] = {"NewImage": {"event_type": {"S": types}}}
    return pattern


def _schedule(system: System, schedule: Schedule) -> ScheduleRow:
    return ScheduleRow(
        name=str(schedule.name),
        physical_name=physical_name(system, schedule.name),
        doc=schedule.doc,
        expression=_rate(schedule.every),
        function=str(schedule.to.name),
        input={"schedule": str(schedule.name)},
        tries=BUS_TRIES,
        keep_trying_seconds=schedule.every,
        dead_letters=str(schedule.name),
    )


def _rate(seconds: int) -> str:
    """`rate(1 minute)`, `rate(2 hours)`.

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
    """
    for unit, size in (("day", 86_400), ("hour", 3_600)):
        if seconds % size == 0:
            return _count(seconds // size, unit)
    return _count(seconds // 60, "minute")


def _count(number: int, unit: str) -> str:
    return f"rate({number} {unit}{'' if number == 1 else 's'})"
