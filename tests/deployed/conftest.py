"""One deployment for all tests of this folder: a call to each sample hotel, and all stories."""

from collections.abc import Iterator

import pytest

from local.inputs import read_hotels
from local.journal import Journal
from local.system import SETTINGS, System, running_system
from local.work import hand_in, watch
from simulator.stories.judging import Happened
from tests.deployed.stories import Deployable, deployable, read_stories
from tests.deployed.telling import tell_all
from tests.deployed.worked_through import WorkedThrough, record_for

SLOWEST = "webhooks_stay_away"
"""Its flow waits for a minute and more, while the others are told."""


@pytest.fixture(scope="session")
def stories() -> dict[str, Deployable]:
    return deployable(read_stories())


@pytest.fixture(scope="session")
def system(
    tmp_path_factory: pytest.TempPathFactory, stories: dict[str, Deployable]
) -> Iterator[System]:
    hotels = read_hotels()
    for story in stories.values():
        hotels |= story.hotels
    faults = [fault for story in stories.values() for fault in story.faults]
    folder = tmp_path_factory.mktemp("system") / "run"
    with running_system(folder, hotels, SETTINGS, faults) as system:
        for story in stories.values():
            system.elevenlabs.unspeakable |= story.unspeakable
        yield system


@pytest.fixture(scope="session")
def worked(system: System) -> WorkedThrough:
    hotels = read_hotels()
    names = {hotel.hotel_id: hotel.known.name for hotel in hotels.values()}
    records = [record_for(hotel) for hotel in hotels.values()]
    for some in (records[:1], records[1:]):  # cold functions are slow: not for all calls at once
        hand_in(system, some)
        watch(system, some)
    results, statuses = watch(system, records)
    calls = {names[call.hotel_id]: call for call in results.calls.values()}
    by_name = {names[status.hotel_id]: status for status in statuses}
    problems = list(system.twilio.account.transcript.problems)
    return WorkedThrough(system, calls, by_name, Journal(system.clients).read(), problems)


@pytest.fixture(scope="session")
def told(
    worked: WorkedThrough, stories: dict[str, Deployable], request: pytest.FixtureRequest
) -> dict[str, Happened]:
    """What happened in each story that a chosen test is about. The functions are warm by then: the
    sample hotels were called before.
    """
    tests = [item for item in request.session.items if isinstance(item, pytest.Function)]
    names = {t.callspec.params.get("name") for t in tests if hasattr(t, "callspec")}
    chosen = [story for story in stories.values() if story.name in names]
    return tell_all(worked.system, sorted(chosen, key=lambda story: story.name != SLOWEST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the stories that only the simulator tells."""
    reasons = {n: s.simulator_only for n, s in read_stories().items() if s.simulator_only}
    terminalreporter.section("stories that only the simulator tells")
    for name, reason in reasons.items():
        terminalreporter.line(f"{name}: {reason}")
