"""Each stage is synthesized once: that takes two seconds."""

from collections.abc import Iterator

import pytest

from tests.infra.synthesis import Template, synthesize


@pytest.fixture(scope="session", autouse=True)
def _no_slow_validation() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDK_VALIDATION", "false")
        yield


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return synthesize("local", tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="session")
def prod(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return synthesize("prod", tmp_path_factory.mktemp("prod"))
