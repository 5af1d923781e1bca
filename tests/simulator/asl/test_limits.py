"""The service's limits, and what the simulator refuses instead of guessing.

Source: Developer Guide, "Quotas" (262,144 bytes a payload; 25,000 events an execution) and
"Avoiding reaching the history quota"; docs/simulator-limits.md for what is not implemented.
"""

from pathlib import Path

import pytest

from semantics.payload import Json
from simulator.asl import DefinitionError, NotSimulated, Status, compile_machine
from tests.simulator.asl.asl_world import Simulation, history_of

LIMITS_PAGE = Path(__file__).resolve().parents[3] / "docs" / "simulator-limits.md"


def flow(**states: Json) -> Json:
    return {"StartAt": next(iter(states)), "States": states}


@pytest.mark.parametrize(("characters", "status"), [(262_142, "SUCCEEDED"), (262_143, "FAILED")])
def test_a_payload_may_have_262144_bytes(world: Simulation, characters: int, status: str) -> None:
    execution = world.run(flow(One={"Type": "Pass", "Result": "x" * characters, "End": True}))
    assert execution.status == status
    if status == "FAILED":
        assert execution.error == "States.DataLimitExceeded"


def test_bytes_are_counted_not_characters(world: Simulation) -> None:
    execution = world.run(flow(One={"Type": "Pass", "Result": "é" * 131_072, "End": True}))
    assert execution.error == "States.DataLimitExceeded"


def test_variables_have_the_payloads_limit_too(world: Simulation) -> None:
    state = {"Type": "Pass", "Assign": {"x": "x" * 262_144}, "End": True}
    assert world.run(flow(One=state)).error == "States.DataLimitExceeded"


def test_an_endless_loop_fails_at_event_25000(world: Simulation) -> None:
    execution = world.run(
        flow(One={"Type": "Pass", "Next": "Two"}, Two={"Type": "Pass", "Next": "One"})
    )
    assert (execution.status, execution.error) == (Status.FAILED, "States.Runtime")
    assert execution.cause == (
        "The execution reached the maximum number of history events (25000)."
    )
    assert history_of(execution)[-1]["id"] == len(history_of(execution)) == 25_000


def test_an_execution_may_succeed_with_event_25000(world: Simulation) -> None:
    count = 12_499  # 1 start + 2 each + 1 success = 25,000
    states: dict[str, Json] = {
        f"S{at}": {"Type": "Pass", "Next": f"S{at + 1}"} for at in range(count - 1)
    }
    states[f"S{count - 1}"] = {"Type": "Succeed"}
    execution = world.run({"StartAt": "S0", "States": states})
    assert (execution.status, execution.events) == (Status.SUCCEEDED, 25_000)


MAP = {
    "Type": "Map",
    "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Succeed"}}},
    "End": True,
}


@pytest.mark.parametrize("field", ["ItemReader", "ResultWriter"])
def test_what_is_not_simulated_is_refused_with_its_place_and_documented(field: str) -> None:
    with pytest.raises(NotSimulated, match=f"^/States/One/{field}: {field} is not simulated"):
        compile_machine(flow(One={**MAP, field: {}}))
    assert f"`{field}`" in LIMITS_PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("states", "place"),
    [
        ({"One": {"Type": "Pass", "Next": "Two"}}, "/States/One/Next"),
        ({"One": {"Type": "Pass"}}, "/States/One/Next"),
        ({"One": {"Type": "Pass", "Nxt": "Two", "End": True}}, "/States/One/Nxt"),
        ({"One": {"Type": "Loop"}}, "/States/One/Type"),
        ({"One": {"Type": "Wait", "End": True}}, "/States/One"),
        ({"One": {"Type": "Task", "End": True}}, "/States/One/Resource"),
        ({"One": {"Type": "Pass", "Output": 1, "End": True}}, "/States/One/Output"),
        ({"One": {**MAP, "Retry": [{"ErrorEquals": ["X"], "MaxAtempts": 1}]}},
         "/States/One/Retry/0/MaxAtempts"),
        ({"One": {**MAP, "Catch": [{"ErrorEquals": ["X"], "Next": "No"}]}},
         "/States/One/Catch/0/Next"),
        ({"One": {"Type": "Pass", "InputPath": "$.a[", "End": True}}, "/States/One/InputPath"),
        ({"One": {"Type": "Pass", "Parameters": {"a.$": "States.Nope()"}, "End": True}},
         "/States/One/Parameters"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_definition_is_refused_with_its_place(states: Json, place: str) -> None:
    with pytest.raises(DefinitionError, match=f"^{place}"):
        compile_machine(flow(**states))
