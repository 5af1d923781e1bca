"""Brings a flow's waits and the facts of its call together."""

from generated.events.fact import Fact
from runtime.codec import inbox_fact
from runtime.domain.command import Command
from runtime.ports import World
from runtime.procedures import inbox
from runtime.state.inbox import Wait


def arm(key: str, wait: Wait, world: World) -> None:
    """Let a flow wait."""
    inbox.arm(key, wait, world.inbox, world.tokens)


def take(fact: Fact, _command: Command, world: World) -> None:
    """Deliver a fact (again), in case its first deliverer did not get to the end."""
    inbox.deliver(fact.correlation_id, inbox_fact(fact), world.inbox, world.tokens)
