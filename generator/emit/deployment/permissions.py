"""What each function and flow may do, as its role's statements.

It stands apart because this is the page that a security review reads. Invariant: every statement
follows from words in the specs, which it repeats, and names exact resources; what is not declared
is not allowed.
Source of the actions' names and of what they may be limited to:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterator

from generator.analysis.traffic import (
    called_by,
    is_awaiting,
    is_invoked_by_events,
    stream_readers,
    told_by_flow,
    told_by_function,
)
from generator.emit.verbatim.rows import Arn, Statement
from generator.model import Access, Bucket, Flow, Function, System, Table

CUSTOMER_KEY = "Data"
TRACING = Statement(
    "tracing",
    ("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
    ("*",),
)
FLOW_TRACING = Statement(
    "tracing",
    (*TRACING.actions, "xray:GetSamplingRules", "xray:GetSamplingTargets"),
    ("*",),
)
# Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
FLOW_LOGS = Statement(
    "logs",
    (
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
    ),
    ("*",),
)


def function_statements(system: System, function: Function) -> tuple[Statement, ...]:
    """All that a function's role allows, in the order of functions.yaml."""
    return (
        *_reads(function),
        *_writes(system, function),
        *_keys(system, function),
        *_messages(system, function),
        *_secrets(function),
        *_brought(system, function),
        Statement(
            "logs",
            ("logs:CreateLogStream", "logs:PutLogEvents"),
            (Arn("function_log", str(function.name)),),
        ),
        TRACING,
    )


def flow_statements(system: System, flow: Flow) -> tuple[Statement, ...]:
    """All that a flow's role allows."""
    called = tuple(Arn("function", str(each.name)) for each in called_by(system, flow))
    calls = [Statement("tasks and awaits", ("lambda:InvokeFunction",), called)] if called else []
    tells = [Statement("emit", ("events:PutEvents",), (Arn("bus", str(system.bus)),))]
    return (*calls, *(tells if told_by_flow(flow) else []), FLOW_LOGS, FLOW_TRACING)


def _reads(function: Function) -> Iterator[Statement]:
    for access in function.reads:
        because = f"reads {access.name}"
        match access.store:
            case Table(name=name, indexes=indexes):
                actions = ("dynamodb:GetItem", "dynamodb:Query")
                yield Statement(because, actions, (Arn("table", str(name)),))
                if indexes:
                    found = tuple(Arn("index", f"{name}/{index.name}") for index in indexes)
                    yield Statement(because, ("dynamodb:Query",), found)
            case Bucket(name=name):
                yield Statement(because, ("s3:GetObject",), (Arn("objects", str(name)),))
                # Without it an object that is not there looks like one that may not be read.
                yield Statement(because, ("s3:ListBucket",), (Arn("bucket", str(name)),))


def _writes(system: System, function: Function) -> Iterator[Statement]:
    for access in function.writes:
        because = f"writes {access.name}"
        match access.store:
            case Table(name=name):
                yield Statement(because, _write_actions(system, access), (Arn("table", str(name)),))
            case Bucket(name=name):
                yield Statement(because, ("s3:PutObject",), (Arn("objects", str(name)),))


def _write_actions(system: System, access: Access) -> tuple[str, ...]:
    """The journal's store grows and never changes; a table else is put to and updated."""
    if system.journal and access.store is system.journal.store:
        return ("dynamodb:PutItem", "dynamodb:ConditionCheckItem")
    return ("dynamodb:PutItem", "dynamodb:UpdateItem")


def _keys(system: System, function: Function) -> Iterator[Statement]:
    """The customer's key, for those who touch what is encrypted with it."""
    touched = [each.store for each in (*function.reads, *function.writes)]
    tables = [each for each in touched if isinstance(each, Table)]
    streams = [table for _, table in stream_readers(system, function)]
    if any(each.encryption == "customer_key" for each in (*tables, *streams)):
        yield Statement(
            "encryption customer_key",
            ("kms:Decrypt", "kms:GenerateDataKey"),
            (Arn("key", str(CUSTOMER_KEY)),),
        )


def _messages(system: System, function: Function) -> Iterator[Statement]:
    """What it tells, sends, starts and completes."""
    is_publisher = system.journal is not None and system.journal.publisher is function
    if told_by_function(function) or is_publisher:
        because = "publisher" if is_publisher else "emits" if function.emits else "delivers"
        yield Statement(because, ("events:PutEvents",), (Arn("bus", str(system.bus)),))
    for queue in function.sends:
        yield Statement(
            f"sends {queue.name}", ("sqs:SendMessage",), (Arn("queue", str(queue.name)),)
        )
    for flow in function.starts:
        yield Statement(f"starts {flow}", ("states:StartExecution",), (Arn("flow", str(flow)),))
    waiting = [each for each in system.flows if is_awaiting(each)]
    if function.delivers is not None and waiting:
        yield Statement(
            "delivers",
            ("states:SendTaskSuccess", "states:SendTaskFailure"),
            tuple(Arn("flow", str(each.name)) for each in waiting),
        )


def _secrets(function: Function) -> Iterator[Statement]:
    for secret in function.secrets:
        yield Statement(
            f"secrets {secret.name}",
            ("secretsmanager:GetSecretValue",),
            (Arn("secret", str(secret.name)),),
        )


def _brought(system: System, function: Function) -> Iterator[Statement]:
    """What the service needs to bring a queue's messages or a stream's changes to it.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html and
    https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html; what it
    needs to put aside what failed: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    """
    for reader in system.queue_readers:
        if reader.to is function:
            yield Statement(
                f"from {reader.source.name}",
                ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                (Arn("queue", str(reader.source.name)),),
            )
    reading = list(stream_readers(system, function))
    for _, table in reading:
        yield Statement(
            f"from {table.name}",
            (
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
            ),
            (Arn("stream", str(table.name)),),
        )
    owners = [name for name, _ in reading]
    if is_invoked_by_events(system, function):
        owners.append(str(function.name))
    for owner in dict.fromkeys(owners):
        yield Statement(
            f"dead letters of {owner}", ("sqs:SendMessage",), (Arn("dead_letters", owner),)
        )
