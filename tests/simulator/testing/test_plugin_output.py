"""What a person reads when a simulated test fails: the route, in virtual time, and where it left
the expected one.
"""

import json

import pytest

from semantics.payload import Json

pytest_plugins = ["pytester"]

FLOW: Json = {
    "StartAt": "Pause",
    "States": {
        "Pause": {"Type": "Wait", "Seconds": 90, "Next": "Ask"},
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:::function:f",
            "Catch": [{"ErrorEquals": ["Busy"], "Next": "Later"}],
            "Next": "Thank",
        },
        "Thank": {"Type": "Succeed"},
        "Later": {"Type": "Fail", "Error": "TryLater", "Cause": "they were busy"},
    },
}
TEST = """
from simulator.testing import Failure

def test_it(simulate):
    run = simulate("flow.asl.json", mocks={"Ask": [Failure("Busy", "no line")]})
    assert EXPECTED
"""


def run_test(pytester: pytest.Pytester, expected: str) -> pytest.RunResult:
    pytester.makefile(".asl.json", flow=json.dumps(FLOW))
    pytester.makepyfile(TEST.replace("EXPECTED", expected))
    return pytester.runpytest_inprocess("--disable-plugin-autoload", "-p", "simulator.testing")


def test_a_wrong_route_shows_its_first_difference(pytester: pytest.Pytester) -> None:
    result = run_test(pytester, "run.route == ['Pause', 'Ask', 'Thank']")
    result.stdout.fnmatch_lines(
        [
            "E       assert the route differs:",
            "E         step 3 is Later, expected Thank",
            "E               0.000  Pause",
            "E              90.000  Ask",
            "E         >    90.000  Later",
        ],
        consecutive=True,
    )


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ("['Pause', 'Ask'] == run.route", "step 3 is Later, expected the end"),
        ("run.route == ['Pause', 'Ask', 'Later', 'Ask']", "step 4 is the end, expected Ask"),
    ],
)
def test_a_route_of_another_length_differs_at_its_end(
    pytester: pytest.Pytester, expected: str, difference: str
) -> None:
    run_test(pytester, expected).stdout.fnmatch_lines([f"E         {difference}"])


def test_any_failing_test_prints_what_its_runs_did(pytester: pytest.Pytester) -> None:
    run_test(pytester, "run.status == 'SUCCEEDED'").stdout.fnmatch_lines(
        [
            "*- simulated flow.asl.json -*",
            "      0.000  Pause",
            "     90.000  Ask",
            "     90.000    Busy (no line)",
            "     90.000  Later",
            "     90.000  FAILED: TryLater (they were busy)",
        ],
        consecutive=True,
    )


def test_a_passing_test_prints_nothing(pytester: pytest.Pytester) -> None:
    result = run_test(pytester, "run.route == ('Pause', 'Ask', 'Later')")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*simulated*")


def test_a_mock_that_does_not_fit_points_at_the_tests_own_line(pytester: pytest.Pytester) -> None:
    result = run_test(pytester, "simulate('flow.asl.json', mocks={})")
    result.stdout.fnmatch_lines(
        [
            "E       simulator.testing.mocks.MockError: Ask has no mock, and nothing else*",
            "test_*.py:*: MockError",
        ]
    )
    result.stdout.no_fnmatch_line("*plugin.py*")
