"""The pytest plugin: the `simulate` fixture, and what a failing test prints about its runs.

Stands apart as the only part that knows pytest. Invariant: a test's runs share nothing.
"""

from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from importlib.resources.abc import Traversable
from os import PathLike

import pytest

from semantics.payload import Json
from simulator.asl import StepFunctions, compile_machine
from simulator.clock import Clock
from simulator.testing.definition import read_definition, state_types
from simulator.testing.mock_file import MockFileCase, read_mock_file
from simulator.testing.mocks import MockedTasks, MockError, Mocks
from simulator.testing.run import Route, Run, read_run

START = datetime(2026, 1, 1, tzinfo=UTC)
_RUNS = pytest.StashKey[list[tuple[str, Run]]]()


class Simulate:
    """The fixture `simulate`. `folder` is where relative paths start; `runs` have their titles."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self.runs: list[tuple[str, Run]] = []

    def __call__(
        self,
        definition: str | PathLike[str] | Mapping[str, Json],
        value: Json = None,
        *,
        mocks: Mocks | MockFileCase,
        substitutions: Mapping[str, str] | None = None,
        start: datetime = START,
        seed: int = 0,
    ) -> Run:
        """Run a definition (a file, from pytest's root folder, or parsed JSON) with an input.

        `mocks`: the answers of each Task by its state's name, in the order of the calls.
        `substitutions` fill `${name}` in a file; `start` is the virtual moment of the start, `seed`
        that of retries' jitter. Raises DefinitionError, MockFileError, ValueError where `start` has
        no time zone, or MockError where the mocks do not fit the flow.
        """
        __tracebackhide__ = True
        if start.tzinfo is None:
            raise ValueError(f"start has no time zone: give it tzinfo=UTC, say ({start})")
        title = "a definition"
        if not isinstance(definition, Mapping):
            title = str(definition)
            definition = read_definition(self._read(definition), title, substitutions or {})
        machine = compile_machine(definition)
        if isinstance(mocks, MockFileCase):
            mocks = read_mock_file(self._read(mocks.file), mocks)
        clock = Clock(start, seed)
        tasks = MockedTasks(mocks, state_types(definition), clock)
        service = StepFunctions(clock, tasks)
        execution = service.start(machine, {} if value is None else value, has_history=True)
        clock.run()
        run = read_run(execution, tasks.calls)
        try:
            tasks.require_fit()
        except MockError as problem:
            raise MockError(f"{problem}\n{run.transcript()}") from None
        self.runs.append((title, run))
        return run

    def _read(self, file: str | PathLike[str]) -> str:
        return self._folder.joinpath(file).read_text(encoding="utf-8")


@pytest.fixture
def simulate(request: pytest.FixtureRequest) -> Simulate:
    """Run flows in virtual time: `simulate(definition, input, mocks={state: [answer, ...]})`."""
    simulator = Simulate(request.config.rootpath)
    request.node.stash[_RUNS] = simulator.runs
    return simulator


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain a route that is not the expected one."""
    match left, right:
        case Route(), list() | tuple() if op == "==":
            return ["the route differs:", *left.explain(right)]
        case list() | tuple(), Route() if op == "==":
            return ["the route differs:", *right.explain(left)]
        case _:
            return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the test's runs did to the report of its failure."""
    report = yield
    if report.when == "call" and report.failed:
        for title, run in item.stash.get(_RUNS, []):
            report.sections.append((f"simulated {title}", run.transcript()))
    return report
