"""Tells the bus what the event store holds."""

from generated.events.fact import Fact
from runtime.codec import with_source
from runtime.domain.command import Command
from runtime.ports import World


def take(fact: Fact, command: Command, world: World) -> None:
    """Tell a stored fact in the store's name: only such facts are routed."""
    world.bus.publish([with_source(fact, command.source)])
