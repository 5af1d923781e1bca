"""What was generated: rows, patterns and flow definitions, as the simulator uses them.

It stands apart because no other part of the world reads a generated file. Invariant: nothing is
added to them; a name that they do not hold is an error at once.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

from generated import deployment
from generated.deployment import FlowRow, FunctionRow, RuleRow, StageRow
from semantics.patterns import Pattern, parse
from simulator.asl import Machine, compile_machine
from simulator.world.faults import Target

ACCOUNT = "123456789012"
REGION = "us-east-1"
_FUNCTION_ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:"


class Named(Protocol):
    """A generated row."""

    @property
    def name(self) -> str:
        """Its name in the specs."""


class Flow(NamedTuple):
    """A flow, ready to run, and its definition as it is deployed."""

    row: FlowRow
    definition: dict[str, Any]
    machine: Machine


def read_generated(path: str) -> dict[str, Any]:
    """Read a JSON file of the generated package."""
    read: dict[str, Any] = json.loads(files("generated").joinpath(path).read_text("utf-8"))
    return read


def function_named(name: str) -> FunctionRow:
    """Give a function's row."""
    return next(row for row in deployment.FUNCTIONS if row.name == name)


def function_arn(name: str) -> str:
    """Give the address at which a function is called."""
    return f"{_FUNCTION_ARN}{function_named(name).physical_name}"


@cache
def function_of_arn(arn: str) -> str:
    """Give the name of the function that a flow calls."""
    physical = arn.removeprefix(_FUNCTION_ARN)
    return next(row.name for row in deployment.FUNCTIONS if row.physical_name == physical)


def stage_named(name: str) -> StageRow:
    """Give a stage's row."""
    return next(row for row in deployment.STAGES if row.name == name)


@cache
def load_flow(name: str) -> Flow:
    """Compile a flow with the ARNs that the deployment fills in."""
    row = next(row for row in deployment.FLOWS if row.name == name)
    arns = {f"${{{key}}}": function_arn(arn.name) for key, arn in row.substitutions}
    definition = _changed(read_generated(row.definition), lambda text: arns.get(text, text))
    return Flow(row, definition, compile_machine(definition, row.physical_name))


@cache
def fault_targets() -> dict[str, Target]:
    """Give all states and arrows by their names, which differ: a fault names one of them."""
    found = [
        (name, Target.STATE if state["Type"] == "Task" else Target.SILENT_STATE)
        for row in deployment.FLOWS
        for name, state in read_generated(row.definition)["States"].items()
    ]
    arrows: tuple[tuple[Sequence[Named], Target], ...] = (
        (deployment.RULES, Target.RULE),
        (deployment.STREAMS, Target.STREAM),
        (deployment.QUEUE_READERS, Target.QUEUE_READER),
        (deployment.SCHEDULES, Target.SCHEDULE),
        (deployment.ENDPOINTS, Target.ENDPOINT),
    )
    found += [(row.name, target) for rows, target in arrows for row in rows]
    targets = dict(found)
    if len(targets) < len(found):
        raise LookupError("two states or arrows have the same name, so a fault cannot name them")
    return targets


@cache
def load_rules() -> list[tuple[RuleRow, Pattern]]:
    """Give all rules with their patterns."""
    return [
        (row, parse(read_generated(row.definition)["EventPattern"])) for row in deployment.RULES
    ]


def _changed(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key: _changed(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    return change(value) if isinstance(value, str) else value
