"""One deployment and one call to each scripted hotel for all tests of this folder."""

from collections.abc import Iterator

import pytest

from local.inputs import read_hotels
from local.journal import Journal
from local.system import SETTINGS, running_system
from local.work import hand_in, watch
from tests.deployed.worked_through import WorkedThrough, record_for


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedThrough]:
    hotels = read_hotels()
    names = {hotel.hotel_id: hotel.known.name for hotel in hotels.values()}
    records = [record_for(hotel) for hotel in hotels.values()]
    with running_system(tmp_path_factory.mktemp("system") / "run", hotels, SETTINGS) as system:
        hand_in(system, records)
        results, statuses = watch(system, records)
        yield WorkedThrough(
            system,
            {names[call.hotel_id]: call for call in results.calls.values()},
            {names[status.hotel_id]: status for status in statuses},
            Journal(system.clients).read(),
        )
