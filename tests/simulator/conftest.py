"""Fixtures of the simulator's tests, and what their run says of the stories."""

import pytest

from simulator import coverage
from simulator.asl import Outcome
from tests.simulator.asl.asl_world import Simulate, Simulation
from tests.simulator.told_stories import REACHED


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what no story reached."""
    reached = terminalreporter.config.stash.get(REACHED, None)
    if reached is not None:
        terminalreporter.section("what the stories reached (reasons: coverage_misses.txt)")
        terminalreporter.write_line(coverage.tell(reached))
