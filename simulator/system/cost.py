"""What a run would have cost, from what the world counted and a table of list prices.

It stands apart because prices change and nothing else does. Prices are dollars in us-east-1 and
for calls within the United States, as published when this was written and not verified against an
invoice; free tiers are left out.
"""

from typing import NamedTuple

from simulator.clock import MICROSECONDS
from simulator.system.simulation import Simulation
from simulator.world.blueprint import function_named

GIGABYTE_SECOND = 0.0000133334  # Lambda, arm64
LAMBDA_REQUEST = 0.20 / 1_000_000
TRANSITION = 0.025 / 1_000  # Step Functions, standard: each state entered, each retry
BUS_EVENT = 1.00 / 1_000_000
QUEUE_REQUEST = 0.50 / 1_000_000  # SQS FIFO; send, receive and delete are three
API_REQUEST = 1.00 / 1_000_000
STORED_FACT = 2 * 0.625 / 1_000_000  # DynamoDB on demand: the append, and about one write beside it
CALL_MINUTE = 0.014  # Twilio, outbound, each minute begun
DETECTION = 0.0075  # Twilio, machine detection, each call answered
RECOGNITION = 0.02  # Twilio, Gather with speech, each minute begun
SPOKEN_CHARACTER = 0.00015  # ElevenLabs, a plan of 2,000,000 characters a month


class Cost(NamedTuple):
    """In dollars."""

    telephone: float
    voice: float
    aws: float

    @property
    def total(self) -> float:
        """All together."""
        return self.telephone + self.voice + self.aws

    def told(self) -> str:
        """One line for a person."""
        return (
            f"about ${self.total:.4f} by list prices: telephone ${self.telephone:.4f},"
            f" voice ${self.voice:.4f}, AWS ${self.aws:.4f}"
        )


def cost_of(simulation: Simulation) -> Cost:
    """Add up what was used."""
    answered = [
        call
        for call in simulation.phone.calls.values()
        if call.answered_at is not None and call.ended_at is not None
    ]
    minutes = sum(
        -(-((call.ended_at or 0) - (call.answered_at or 0)) // (60 * MICROSECONDS))
        for call in answered
    )
    facts = sum(len(stored) for stored in simulation.event_store.aggregates.values())
    functions = simulation.functions
    computing = sum(
        busy / MICROSECONDS * function_named(name).memory_mb / 1024 * GIGABYTE_SECOND
        for name, busy in functions.busy_microseconds.items()
    )
    aws = (
        computing
        + sum(functions.runs.values()) * LAMBDA_REQUEST
        + simulation.flows.transitions * TRANSITION
        + simulation.bus.entries * BUS_EVENT
        + 3 * simulation.pick_ups.queue.sent * QUEUE_REQUEST
        + simulation.api.requests * API_REQUEST
        + facts * STORED_FACT
    )
    return Cost(
        telephone=minutes * (CALL_MINUTE + RECOGNITION) + len(answered) * DETECTION,
        voice=simulation.speech.characters * SPOKEN_CHARACTER,
        aws=aws,
    )
