"""Map: the same block for each item, inline or as executions of their own (distributed).

Stands apart because of what only it has: items, their inputs, a limit to what runs at once and, if
distributed, failures that it may tolerate.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from semantics.payload import Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.distributed import ChildExecution, Tolerated
from simulator.asl.errors import StatesError, runtime_error
from simulator.asl.fork import Fork, InnerBranch, Part, Tolerance, fail_at_once
from simulator.asl.language import Language
from simulator.asl.machine import (
    NOTHING_RETRIED,
    Block,
    Evaluate,
    Frame,
    Machine,
    State,
    Transition,
)

_INLINE_LIMIT: Final = 40
_DISTRIBUTED_LIMIT: Final = 10_000
"""Iterations at once where the Map sets no limit. Source: Developer Guide, "Map state"."""


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What is known of a Map before it runs."""

    block: Block
    is_distributed: bool
    is_express: bool
    argument: Evaluate
    items: Callable[[Frame, Json], list[Json]]
    item_input: Evaluate | None
    limit: Evaluate | None
    limit_path: str | None
    tolerated_count: Evaluate | None
    count_path: str | None
    tolerated_percentage: Evaluate | None
    percentage_path: str | None


def build_map(
    state: State, fields: Fields, language: Language, build_block: Callable[[Fields], Block]
) -> None:
    """Compile a Map; `build_block` compiles what runs for each item."""
    plan = _read_plan(fields, language, build_block)
    leave = language.leave(fields, has_result=True)
    following = state.next

    def step(branch: Frame, value: Json) -> Transition:
        branch.retry_count = 0
        branch.retried = NOTHING_RETRIED
        return begin(branch, value)

    def begin(branch: Frame, value: Json) -> Transition:
        return _begin(plan, branch, value)

    state.step, state.begin = step, begin
    state.finish = lambda branch, value, result: (following, leave(branch, value, result))


def _read_plan(
    fields: Fields, language: Language, build_block: Callable[[Fields], Block]
) -> MapPlan:
    fields.refuse("ItemReader", "ItemBatcher", "ResultWriter")
    name = "Iterator" if "Iterator" in fields else "ItemProcessor"
    processor = fields.object(name)
    mode, kind = "INLINE", "STANDARD"
    if "ProcessorConfig" in processor:
        config = processor.object("ProcessorConfig")
        mode = config.optional_text("Mode") or mode
        kind = config.optional_text("ExecutionType") or kind
        if mode not in ("INLINE", "DISTRIBUTED"):
            raise config.error("INLINE or DISTRIBUTED is needed", "Mode")
    return MapPlan(
        build_block(processor),
        mode == "DISTRIBUTED",
        kind == "EXPRESS",
        language.argument(fields),
        language.items(fields),
        language.item_input(fields),
        language.number(fields, "MaxConcurrency"),
        fields.get("MaxConcurrencyPath"),
        language.number(fields, "ToleratedFailureCount"),
        fields.get("ToleratedFailureCountPath"),
        language.number(fields, "ToleratedFailurePercentage"),
        fields.get("ToleratedFailurePercentagePath"),
    )


def _begin(plan: MapPlan, branch: Frame, value: Json) -> Transition:
    limit = _whole(plan.limit, branch, value, "MaxConcurrency", plan.limit_path)
    document = plan.argument(branch, value)
    items = plan.items(branch, document)
    execution = branch.execution
    branch.note("MapStateStarted", lambda: {"length": len(items)})
    tolerance = _read_tolerance(plan, branch, value, len(items))
    machine = Machine(execution.machine_name, plan.block, None, plan.is_express)
    started = branch.previous_event

    def make_part(item: Json) -> Part:
        if plan.is_distributed:
            read_input = partial(_item_input, plan, branch, document)
            return ChildExecution(branch, machine, read_input, item)
        return _inline_part(plan, branch, document, started, item)

    if plan.is_distributed:
        branch.note("MapRunStarted", lambda: {"mapRunArn": f"{execution.id}/map-run"})

    def finish(error: StatesError | None) -> None:
        end = "Succeeded" if error is None else "Failed"
        if plan.is_distributed:
            branch.note(f"MapRun{end}")
        branch.note(f"MapState{end}")

    ceiling = _DISTRIBUTED_LIMIT if plan.is_distributed else _INLINE_LIMIT
    parts: list[Part] = [make_part(item) for item in items]
    return Fork(branch, parts, limit or ceiling, tolerance, finish).begin(value)


def _item_input(plan: MapPlan, outer: Frame, document: Json, item: dict[str, Json]) -> Json:
    """What one iteration starts with; the selector sees the item in the context object."""
    if plan.item_input is None:
        return item["Value"]
    before, outer.item = outer.item, item
    try:
        return plan.item_input(outer, document)
    finally:
        outer.item = before


def _inline_part(
    plan: MapPlan, outer: Frame, document: Json, started: int, value: Json
) -> InnerBranch:
    def make(owner: InnerBranch, index: int) -> Frame:
        item: dict[str, Json] = {"Index": index, "Value": value}
        inner = outer.inner(owner, item)
        inner.previous_event = started
        return inner

    def note(end: str, inner: Frame) -> None:
        inner.note(
            f"MapIteration{end}",
            lambda: {"name": outer.state.name, "index": inner.item["Index"]},
        )

    def run(inner: Frame) -> None:
        note("Started", inner)
        try:
            start = _item_input(plan, outer, document, inner.item)
        except StatesError as error:
            error.place(outer.state.name, outer.entered_event)
            inner.owner.branch_failed(inner, error)
            return
        inner.start(plan.block, start)

    return InnerBranch(make, run, note)


def _whole(
    evaluate: Evaluate | None, branch: Frame, value: Json, name: str, path: str | None
) -> int:
    """A whole number from a literal, a path or an expression; texts of digits count."""
    if evaluate is None:
        return 0
    found = evaluate(branch, value)
    if isinstance(found, str) and found.removeprefix("-").isdecimal():
        found = int(found)
    if type(found) is not int:
        raise _not_a(found, "integer", name, path)
    if found < 0:
        raise runtime_error(f"{name} cannot be negative.")
    return found


def _percentage(evaluate: Evaluate | None, branch: Frame, value: Json, path: str | None) -> float:
    if evaluate is None:
        return 0.0
    found = evaluate(branch, value)
    if type(found) is not int and type(found) is not float:
        raise _not_a(found, "float", "ToleratedFailurePercentage", path)
    if not 0 <= found <= 100:
        raise runtime_error("ToleratedFailurePercentage must be between 0 and 100.")
    return float(found)


def _not_a(found: Json, kind: str, name: str, path: str | None) -> StatesError:
    shown = found if isinstance(found, str) else json_text(found)
    where = f": {path}" if path else ""
    field = f"{name}Path" if path else name
    return runtime_error(
        f'The {field} field refers to value "{shown}" which is not a valid {kind}{where}'
    )


def _read_tolerance(plan: MapPlan, branch: Frame, value: Json, total: int) -> Tolerance:
    count = _whole(plan.tolerated_count, branch, value, "ToleratedFailureCount", plan.count_path)
    percentage = _percentage(plan.tolerated_percentage, branch, value, plan.percentage_path)
    limits = []
    if plan.tolerated_count is not None:
        limits.append(count)
    if plan.tolerated_percentage is not None:
        limits.append(math.floor(total * percentage / 100))
    if not limits and not plan.is_distributed:
        return fail_at_once
    return Tolerated(min(limits, default=0))
