# ruff: noqa: PLC0415 - a Lambda imports the adapters that it uses, and no others
"""The world as it is, from the environment of a Lambda.

It stands apart because it is the only place that knows which adapter serves which port. Invariant:
an adapter is imported and built when its port is first asked for.
"""

import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.adapters.dynamodb_call_context import CallContext
    from runtime.adapters.dynamodb_table import Table
    from runtime.adapters.secretsmanager_secret import Secret
    from runtime.ports import (
        Bus,
        Calls,
        Clock,
        EventStore,
        Flows,
        HotelLines,
        Hotels,
        InboxStore,
        Intents,
        Phone,
        PhoneSignals,
        PickUps,
        Projections,
        Prompts,
        Speech,
        Tokens,
    )


class LiveWorld:
    """World. What a function may not touch is not in its environment: asking for it is KeyError."""

    @cached_property
    def clock(self) -> "Clock":
        """The time."""
        from runtime.adapters.system_clock import SystemClock

        return SystemClock()

    @cached_property
    def bus(self) -> "Bus":
        """Where facts are told."""
        from runtime.adapters.aws_clients import events
        from runtime.adapters.eventbridge_bus import EventBridgeBus
        from runtime.adapters.powertools_bus import CountedBus

        return CountedBus(EventBridgeBus(events(), os.environ["EVENT_BUS"]), os.environ["FUNCTION"])

    @cached_property
    def event_store(self) -> "EventStore":
        """The facts of every aggregate."""
        from runtime.adapters.dynamodb_event_store import DynamoDBEventStore

        return DynamoDBEventStore(_table("EVENT_STORE"))

    @cached_property
    def inbox(self) -> "InboxStore":
        """The inboxes of all calls."""
        from runtime.adapters.aws_clients import dynamodb_once
        from runtime.adapters.dynamodb_call_context import CallContext
        from runtime.adapters.dynamodb_inbox import DynamoDBInbox
        from runtime.adapters.dynamodb_table import Table

        table = Table(dynamodb_once(), os.environ["TABLE_CALL_CONTEXT"])
        return DynamoDBInbox(CallContext(table, self.clock))

    @cached_property
    def tokens(self) -> "Tokens":
        """Executions that wait."""
        from runtime.adapters.aws_clients import step_functions_once
        from runtime.adapters.stepfunctions_tokens import StepFunctionsTokens

        return StepFunctionsTokens(step_functions_once())

    @cached_property
    def intents(self) -> "Intents":
        """What is written down before effects."""
        from runtime.adapters.dynamodb_intents import DynamoDBIntents

        return DynamoDBIntents(self._call_context)

    @cached_property
    def calls(self) -> "Calls":
        """What is known of calls while they last."""
        from runtime.adapters.dynamodb_calls import DynamoDBCalls

        return DynamoDBCalls(self._call_context)

    @cached_property
    def lines(self) -> "HotelLines":
        """The lines of all hotels."""
        from runtime.adapters.dynamodb_hotel_lines import DynamoDBHotelLines

        return DynamoDBHotelLines(_table("HOTEL_LINES"))

    @cached_property
    def hotels(self) -> "Hotels":
        """What is on file about hotels."""
        from runtime.adapters.dynamodb_hotels import DynamoDBHotels

        return DynamoDBHotels(_table("HOTEL_CONFIG"))

    @cached_property
    def pick_ups(self) -> "PickUps":
        """The queue of hotels whose waiting records may be called about."""
        from runtime.adapters.aws_clients import sqs
        from runtime.adapters.sqs_pick_ups import SQSPickUps

        return SQSPickUps(sqs(), os.environ["QUEUE_SCHEDULING_QUEUE"])

    @cached_property
    def flows(self) -> "Flows":
        """The flows of calls."""
        from runtime.adapters.aws_clients import step_functions
        from runtime.adapters.stepfunctions_flows import StepFunctionsFlows

        return StepFunctionsFlows(step_functions(), os.environ["FLOW_CALL_HANDLER"])

    @cached_property
    def phone(self) -> "Phone":
        """The telephone, outgoing."""
        from runtime.adapters.twilio_phone import TwilioPhone

        return TwilioPhone(_secret("TWILIO"))

    @cached_property
    def phone_signals(self) -> "PhoneSignals":
        """The telephone, incoming."""
        from runtime.adapters.twilio_phone_signals import TwilioPhoneSignals

        return TwilioPhoneSignals(_secret("TWILIO"))

    @cached_property
    def speech(self) -> "Speech":
        """A voice."""
        from runtime.adapters.elevenlabs_speech import ElevenLabsSpeech

        return ElevenLabsSpeech(_secret("ELEVEN_LABS"))

    @cached_property
    def prompts(self) -> "Prompts":
        """Spoken prompts, kept."""
        from runtime.adapters.aws_clients import s3
        from runtime.adapters.s3_prompts import S3Prompts

        return S3Prompts(s3(), os.environ["BUCKET_VOICE_PROMPTS"])

    @cached_property
    def projections(self) -> "Projections":
        """What is known about each record now."""
        from runtime.adapters.dynamodb_projections import DynamoDBProjections

        return DynamoDBProjections(_table("STATUS_PROJECTIONS"))

    @cached_property
    def _call_context(self) -> "CallContext":
        from runtime.adapters.dynamodb_call_context import CallContext

        return CallContext(_table("CALL_CONTEXT"), self.clock)


def _table(name: str) -> "Table":
    from runtime.adapters.aws_clients import dynamodb
    from runtime.adapters.dynamodb_table import Table

    return Table(dynamodb(), os.environ[f"TABLE_{name}"])


def _secret(name: str) -> "Secret":
    from runtime.adapters.aws_clients import secrets_manager
    from runtime.adapters.secretsmanager_secret import Secret

    return Secret(secrets_manager(), os.environ[f"SECRET_{name}"])
