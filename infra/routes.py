"""What brings work to functions: rules, schedules, queue readers and streams.

It stands apart because each route owns the same three things: a permission for exactly this
source, tries, and dead letters.
"""

import json
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources

from generated import deployment as rows
from infra.functions import Functions
from infra.stores import Stores
from infra.things import Thing, Things

GENERATED = Path(rows.__file__).parent
EVENTBRIDGE = "events.amazonaws.com"


def add_bus(scope: cdk.Stack, things: Things) -> None:
    """Build the event bus."""
    bus = events.EventBus(scope, "Bus", event_bus_name=rows.BUS.physical_name)
    things.add("bus", rows.BUS.physical_name, Thing(bus.event_bus_arn, bus.event_bus_name))


class Routes:
    """Builds them; the functions and the dead-letter queues exist."""

    def __init__(
        self, scope: cdk.Stack, things: Things, stores: Stores, functions: Functions
    ) -> None:
        self._scope = scope
        self._things = things
        self._stores = stores
        self._functions = functions
        for rule in rows.RULES:
            self._add_rule(rule)
        for schedule in rows.SCHEDULES:
            self._add_schedule(schedule)
        for reader in rows.QUEUE_READERS:
            self._add_queue_reader(reader)
        for stream in rows.STREAMS:
            self._add_stream(stream)

    def _add_rule(self, row: rows.RuleRow) -> None:
        definition = json.loads((GENERATED / row.definition).read_text())
        rule = events.CfnRule(
            self._scope,
            f"{row.name}Rule",
            name=row.physical_name,
            description=row.doc or None,
            event_bus_name=self._things.find("bus", rows.BUS.physical_name).name,
            event_pattern=definition["EventPattern"],
            targets=[self._target(row)],
        )
        self._admit(row, rule)

    def _add_schedule(self, row: rows.ScheduleRow) -> None:
        rule = events.CfnRule(
            self._scope,
            f"{row.name}Schedule",
            name=row.physical_name,
            description=row.doc or None,
            schedule_expression=row.expression,
            targets=[self._target(row, json.dumps(row.input))],
        )
        self._admit(row, rule)

    def _target(
        self, row: rows.RuleRow | rows.ScheduleRow, text: str | None = None
    ) -> events.CfnRule.TargetProperty:
        return events.CfnRule.TargetProperty(
            id=row.function,
            arn=self._things.arn("function", row.function),
            input=text,
            retry_policy=events.CfnRule.RetryPolicyProperty(
                maximum_retry_attempts=row.tries,
                maximum_event_age_in_seconds=row.keep_trying_seconds,
            ),
            dead_letter_config=events.CfnRule.DeadLetterConfigProperty(
                arn=self._things.arn("dead_letters", row.dead_letters)
            ),
        )

    def _admit(self, row: rows.RuleRow | rows.ScheduleRow, rule: events.CfnRule) -> None:
        """Let this rule, and no other, invoke the function and write its dead letters."""
        lambda_.CfnPermission(
            self._scope,
            f"{row.name}MayInvoke{row.function}",
            action="lambda:InvokeFunction",
            function_name=self._things.arn("function", row.function),
            principal=EVENTBRIDGE,
            source_arn=rule.attr_arn,
        )
        self._stores.dead_letters[row.dead_letters].add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(EVENTBRIDGE)],
                actions=["sqs:SendMessage"],
                resources=[self._things.arn("dead_letters", row.dead_letters)],
                conditions={"ArnEquals": {"aws:SourceArn": rule.attr_arn}},
            )
        )

    def _add_queue_reader(self, row: rows.QueueReaderRow) -> None:
        lambda_.EventSourceMapping(
            self._scope,
            f"{row.name}Reader",
            target=self._functions.by_name[row.function],
            event_source_arn=self._things.arn("queue", row.queue),
            batch_size=row.batch,
            max_concurrency=row.concurrency,
            report_batch_item_failures=True,
        )

    def _add_stream(self, row: rows.StreamRow) -> None:
        lambda_.EventSourceMapping(
            self._scope,
            f"{row.name}Reader",
            target=self._functions.by_name[row.function],
            event_source_arn=self._things.arn("stream", row.table),
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=row.batch,
            filters=[{"pattern": json.dumps(pattern)} for pattern in row.filters],
            retry_attempts=row.tries,
            bisect_batch_on_error=True,
            report_batch_item_failures=True,
            on_failure=event_sources.SqsDlq(self._stores.dead_letters[row.dead_letters]),
        )
