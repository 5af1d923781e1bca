"""Appends facts to the event store, alone."""

from generated.events.fact import Fact
from runtime.domain.command import Command
from runtime.ports import World
from runtime.procedures.journal import append


def take(fact: Fact, _command: Command, world: World) -> None:
    """Append a fact that somebody told."""
    append(fact, world.event_store)
