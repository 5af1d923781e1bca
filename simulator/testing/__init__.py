"""Tests of a flow: any ASL file in virtual time, its tasks mocked. docs/testing-flows.md shows how.

    pytest_plugins = ["simulator.testing"]

    def test_a_busy_line_is_stored(simulate: Simulate) -> None:
        run = simulate("flow.asl.json", {"id": 1}, mocks={"Dial": [Failure("Busy")], "Store": [{}]})
        assert run.status == "SUCCEEDED"
        assert run.route == ["Dial", "Store"]

The YAML files in the folders of the ini option `stories` are tests, too.

It is a pytest plugin and so imported before pytest can rewrite it: PYTEST_DONT_REWRITE.
"""

from simulator.asl import Failure
from simulator.testing.answers import NEVER, after, raised, returned, told
from simulator.testing.mock_file import MockFileCase
from simulator.testing.mocks import MockError, Mocks
from simulator.testing.plugin import (
    Simulate,
    pytest_assertrepr_compare,
    pytest_runtest_makereport,
    simulate,
)
from simulator.testing.run import Call, Route, Run, Step
from simulator.testing.story_files import (
    pytest_addoption,
    pytest_collect_file,
    pytest_configure,
)

__all__ = [
    "NEVER",
    "Call",
    "Failure",
    "MockError",
    "MockFileCase",
    "Mocks",
    "Route",
    "Run",
    "Simulate",
    "Step",
    "after",
    "pytest_addoption",
    "pytest_assertrepr_compare",
    "pytest_collect_file",
    "pytest_configure",
    "pytest_runtest_makereport",
    "raised",
    "returned",
    "simulate",
    "told",
]
