"""The stories reach what the generated flow can do; what they do not reach is listed with reasons,
and every run of pytest that looks here prints it.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.coverage import Coverage, missing, reachable
from tests.simulator.told_stories import REACHED, STORIES, told

ROOT = Path(__file__).parents[2]
MISSES = Path(__file__).with_name("coverage_misses.txt")
MOST_MISSES = 4


@pytest.fixture(scope="module")
def reached(request: pytest.FixtureRequest) -> Coverage:
    everything = reached_by(*(file.stem for file in STORIES))
    request.config.stash[REACHED] = everything
    return everything


def reached_by(*stories: str) -> Coverage:
    coverage = Coverage()
    for file in STORIES:
        if file.stem in stories:
            coverage.add(told(file).simulation)
    return coverage


def known_misses() -> dict[str, str]:
    """Each listed name and the reason why it is not reached."""
    lines = MISSES.read_text(encoding="utf-8").splitlines()
    entries = [line.partition(" # ") for line in lines if not line.startswith("#")]
    return {name: reason for name, _, reason in entries}


def test_stories_reach_at_least_95_percent_of_the_edges(reached: Coverage) -> None:
    edges = reachable().edges
    assert len(edges & reached.edges) >= 0.95 * len(edges)


def test_the_list_of_what_is_not_reached_is_exact(reached: Coverage) -> None:
    assert known_misses().keys() == {name for names in missing(reached).values() for name in names}


def test_the_list_only_shrinks_and_gives_reasons() -> None:
    assert len(known_misses()) <= MOST_MISSES
    assert all(known_misses().values())


def test_what_is_not_reached_stands_in_the_output_of_pytest() -> None:
    chosen = "test_the_list_of_what_is_not_reached_is_exact"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"{__file__}::{chosen}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "not reached: WaitForGreeting -> EscalateToEmail" in ran.stdout, ran.stdout


def test_rules_that_lead_along_one_edge_are_told_apart() -> None:
    reached = reached_by("fax")
    assert "RouteByConnectionType -> EndCall" in reached.edges
    assert "RouteByConnectionType when $kind = 'fax'" in reached.choices
    assert "RouteByConnectionType when $kind = 'screening'" not in reached.choices


def test_an_edge_passes_through_the_states_that_the_generator_adds() -> None:
    reached = reached_by("hold_for_ever")
    assert "WaitForPerson -> EndCall" in reached.edges
    assert "WaitForPerson_ended otherwise" in reached.choices


def test_a_catcher_counts_by_the_error_that_it_names() -> None:
    refused = reached_by("call_refused").catches
    busy = reached_by("all_lambdas_busy_when_dialling").catches
    assert "InitiateCall catches CallRejected" in refused - busy
    assert "InitiateCall catches States.ALL" in busy - refused


def test_an_error_that_a_retry_overcomes_is_not_caught() -> None:
    assert not reached_by("analyzer_is_throttled").catches
