"""Fixtures of the simulator's tests."""

import pytest

from simulator.asl import Outcome
from tests.simulator.asl_world import Simulate, Simulation


@pytest.fixture
def simulation() -> Simulate:
    """`simulation(script, seed)`: a world whose tasks answer as scripted."""

    def make(script: dict[str, list[Outcome]] | None = None, seed: int = 0) -> Simulation:
        return Simulation(script or {}, seed)

    return make


@pytest.fixture
def world(simulation: Simulate) -> Simulation:
    """A world whose tasks echo what they get."""
    return simulation()
