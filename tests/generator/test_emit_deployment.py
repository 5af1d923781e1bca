"""What is deployed: rows that say all, and roles that allow what the specs declare and no more."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from generator.emit import emit
from generator.emit.deployment.permissions import flow_statements, function_statements
from generator.emit.verbatim.rows import Arn, Statement
from generator.model import System

# What the services cannot limit to a resource.
UNLIMITED = {"tracing", "logs"}


def allowed(system: System, name: str) -> dict[str, set[str]]:
    """What a function's role allows: actions, each with its resources as `kind name`."""
    function = next(each for each in system.functions if each.name == name)
    return by_action(function_statements(system, function))


def by_action(statements: tuple[Statement, ...]) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for statement in statements:
        for action in statement.actions:
            names = {f"{each.kind} {each.name}" for each in statement.resources if each != "*"}
            made.setdefault(action, set()).update(names)
    return made


LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
TRACES = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}


def test_who_only_hears_and_tells_may_do_nothing_else(library: System) -> None:
    allows = allowed(library, "Stacks")
    assert allows.keys() - LOGS - TRACES == {"events:PutEvents", "sqs:SendMessage"}
    assert allows["sqs:SendMessage"] == {"dead_letters Stacks"}


def test_a_reader_reads_and_a_writer_writes(library: System) -> None:
    allows = allowed(library, "Desk")
    on_tables = {action for action in allows if action.startswith("dynamodb:")}
    assert on_tables == {
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
    }
    assert not any(action.startswith("kms:") for action in allows)


def test_an_index_is_queried_and_no_more(hotel_calls: System) -> None:
    allows = allowed(hotel_calls, "Scheduler")
    assert allows["dynamodb:GetItem"] == {"table HotelLines", "table HotelConfig"}
    assert "index HotelLines/due_day-due_at-index" in allows["dynamodb:Query"]


def test_the_journals_writer_appends_and_never_changes(hotel_calls: System) -> None:
    allows = allowed(hotel_calls, "EventWriter")
    assert allows["dynamodb:PutItem"] == {"table EventStore"}
    assert allows["dynamodb:ConditionCheckItem"] == {"table EventStore"}
    assert "dynamodb:UpdateItem" not in allows


def test_the_journals_publisher_reads_the_stream_and_tells(hotel_calls: System) -> None:
    allows = allowed(hotel_calls, "StoreRelay")
    assert allows["dynamodb:GetRecords"] == {"stream EventStore"}
    assert allows["events:PutEvents"] == {"bus folio-event-bus"}
    assert allows["sqs:SendMessage"] == {"dead_letters StoreRelay"}
    assert "dynamodb:PutItem" not in allows


def test_who_delivers_completes_the_tokens_of_the_flows_that_await(hotel_calls: System) -> None:
    for name in ("TwilioWebhook", "CallInbox"):
        assert allowed(hotel_calls, name)["states:SendTaskSuccess"] == {"flow CallHandler"}
    assert "states:SendTaskSuccess" not in allowed(hotel_calls, "Scheduler")


def test_only_who_starts_a_flow_may(hotel_calls: System) -> None:
    starters = [
        each.name
        for each in hotel_calls.functions
        if "states:StartExecution" in allowed(hotel_calls, each.name)
    ]
    assert starters == ["BatchingEngine"]


def test_a_queues_reader_reads_it(hotel_calls: System) -> None:
    assert allowed(hotel_calls, "BatchingEngine")["sqs:ReceiveMessage"] == {"queue SchedulingQueue"}
    assert "sqs:ReceiveMessage" not in allowed(hotel_calls, "Scheduler")


def test_a_queues_sender_sends_to_it(hotel_calls: System) -> None:
    assert "queue SchedulingQueue" in allowed(hotel_calls, "Scheduler")["sqs:SendMessage"]
    assert "sqs:SendMessage" not in allowed(hotel_calls, "BatchingEngine")


def test_a_flow_invokes_its_functions_and_no_other(hotel_calls: System) -> None:
    allows = by_action(flow_statements(hotel_calls, hotel_calls.flows[0]))
    assert allows["lambda:InvokeFunction"] == {
        "function CallInitiator",
        "function IvrNavigator",
        "function VoiceAnalyzer",
        "function CallInbox",
    }


def test_a_wildcard_stands_for_traces_and_a_flows_logs_alone(hotel_calls: System) -> None:
    statements = [
        *(
            each
            for function in hotel_calls.functions
            for each in function_statements(hotel_calls, function)
        ),
        *(each for flow in hotel_calls.flows for each in flow_statements(hotel_calls, flow)),
    ]
    assert {each.because for each in statements if "*" in each.resources} == UNLIMITED
    assert all("*" not in action for each in statements for action in each.actions)


@pytest.fixture
def deployed(hotel_calls: System) -> dict[str, Any]:
    """The names of the module of rows, as the infrastructure sees them."""
    names: dict[str, Any] = {"__name__": "deployment"}
    exec(emit(hotel_calls)["deployment.py"], names)  # noqa: S102  # it is our own text
    return names


def test_the_rows_of_a_business_without_an_api_say_so(library_folder: Path) -> None:
    assert library_folder.is_dir()
    rows = importlib.import_module("library_generated.deployment")
    assert rows.API is None
    assert rows.KEYS == ()
    assert rows.ENDPOINTS == ()
    assert rows.STREAMS == ()


def test_each_way_to_a_function_has_dead_letters_and_an_alarm_at_the_first(
    deployed: dict[str, Any],
) -> None:
    ways = ["QUEUES", "RULES", "STREAMS", "SCHEDULES"]
    owners = [row.dead_letters for kind in ways for row in deployed[kind]]
    owners += [row.dead_letters for row in deployed["FUNCTIONS"] if row.dead_letters]
    assert owners == [row.name for row in deployed["DEAD_LETTERS"]]
    alarmed = [dict(row.dimensions)["QueueName"].name for row in deployed["ALARMS"]]
    assert alarmed == owners
    assert {row.threshold for row in deployed["ALARMS"]} == {1}


def test_what_a_function_fails_at_is_kept_where_nobody_waits_for_it(
    deployed: dict[str, Any],
) -> None:
    kept = [row.name for row in deployed["FUNCTIONS"] if row.dead_letters]
    assert kept == ["Scheduler", "CallInbox", "EventWriter"]


def test_the_dead_letters_of_a_fifo_queue_are_fifo(deployed: dict[str, Any]) -> None:
    fifo = next(row for row in deployed["QUEUES"] if row.is_fifo)
    dead = next(row for row in deployed["DEAD_LETTERS"] if row.name == fifo.dead_letters)
    assert dead.is_fifo
    assert dead.physical_name.endswith("-dlq.fifo")


def test_every_blank_in_a_flows_definition_is_filled_in(
    hotel_calls: System, deployed: dict[str, Any]
) -> None:
    files = emit(hotel_calls)
    for flow in deployed["FLOWS"]:
        blanks = set(re.findall(r"\$\{(\w+)\}", files[flow.definition]))
        assert blanks == {name for name, _ in flow.substitutions}


def test_every_reference_names_a_row(deployed: dict[str, Any]) -> None:
    named = {
        "bucket": "BUCKETS",
        "dead_letters": "DEAD_LETTERS",
        "flow": "FLOWS",
        "function": "FUNCTIONS",
        "function_log": "FUNCTIONS",
        "key": "KEYS",
        "objects": "BUCKETS",
        "queue": "QUEUES",
        "secret": "SECRETS",
        "stream": "TABLES",
        "table": "TABLES",
    }
    known = {(kind, row.name) for kind, rows in named.items() for row in deployed[rows]}
    known |= {
        ("index", f"{table.name}/{index.name}")
        for table in deployed["TABLES"]
        for index in table.indexes
    }
    known.add(("bus", deployed["BUS"].physical_name))
    holders = [*deployed["FUNCTIONS"], *deployed["FLOWS"]]
    used = {
        tuple(each)
        for row in holders
        for statement in row.statements
        for each in statement.resources
        if each != "*"
    }
    used |= {
        tuple(value)
        for row in deployed["FUNCTIONS"]
        for _, value in row.environment
        if isinstance(value, tuple) and value
    }
    assert used <= known


def test_a_functions_environment_names_what_it_may_touch(deployed: dict[str, Any]) -> None:
    initiator = next(row for row in deployed["FUNCTIONS"] if row.name == "CallInitiator")
    assert [name for name, _ in initiator.environment] == [
        "FUNCTION",
        "STAGE",
        "EVENT_BUS",
        "EVENT_SOURCE",
        "TABLE_HOTEL_CONFIG",
        "TABLE_CALL_CONTEXT",
        "SECRET_TWILIO",
    ]
    assert isinstance(dict(initiator.environment)["TABLE_CALL_CONTEXT"], deployed["PhysicalName"])
    assert Arn._fields == deployed["Arn"]._fields
