"""One local AWS for all tests of this folder: starting it takes half a second."""

from collections.abc import Iterator

import pytest

from local.aws import local_aws
from tests.local.workbench import Workbench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with local_aws(tmp_path_factory.mktemp("aws") / "run") as aws:
        yield Workbench(aws)
