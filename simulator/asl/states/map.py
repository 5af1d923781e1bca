"""Map: the same block for each item, inline or as executions of their own (distributed).

Stands apart because of what only it has: items, their inputs, a limit to what runs at once and, if
distributed, failures that it may tolerate.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from semantics.payload import Json
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError
from simulator.asl.languages.language import Language
from simulator.asl.machine import (
    NOTHING_RETRIED,
    Block,
    Evaluate,
    Frame,
    Machine,
    State,
    Transition,
)
from simulator.asl.states.amounts import Amount, read_amount, read_percentage
from simulator.asl.states.batches import Batcher, read_batcher
from simulator.asl.states.distributed import ChildExecution, Tolerated
from simulator.asl.states.fork import Fork, InnerBranch, Part, Tolerance, fail_at_once

_INLINE_LIMIT: Final = 40
_DISTRIBUTED_LIMIT: Final = 10_000
"""Iterations at once where the Map sets no limit. Source: Developer Guide, "Map state"."""

_NO_LABEL = re.compile(r"[\s?*<>{}\[\]:;,\\|^~$#%&`\"\x00-\x1f\x7f-\x9f]")
"""Source: Developer Guide, "Distributed mode", Label; the service's answers to wrong ones."""


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What is known of a Map before it runs."""

    block: Block
    is_distributed: bool
    is_express: bool
    argument: Evaluate
    items: Callable[[Frame, Json], list[Json]]
    item_input: Evaluate | None
    batcher: Batcher | None
    limit: Amount | None
    tolerated_count: Amount | None
    tolerated_percentage: Amount | None
    label: str | None


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


def _is_distributed(processor: Fields) -> bool:
    if "ProcessorConfig" not in processor:
        return False
    config = processor.object("ProcessorConfig")
    mode = config.optional_text("Mode") or "INLINE"
    if mode not in ("INLINE", "DISTRIBUTED"):
        raise config.error("INLINE or DISTRIBUTED is needed", "Mode")
    return mode == "DISTRIBUTED"


def _read_plan(
    fields: Fields, language: Language, build_block: Callable[[Fields], Block]
) -> MapPlan:
    fields.refuse("ItemReader", "ResultWriter")
    fields.allow_one("Iterator", "ItemProcessor")
    processor = fields.object("Iterator" if "Iterator" in fields else "ItemProcessor")
    is_distributed = _is_distributed(processor)
    for name in ("ItemBatcher", "Label"):
        if name in fields and not is_distributed:
            raise fields.error("only a distributed Map has it", name)
    return MapPlan(
        build_block(processor),
        is_distributed,
        is_distributed and _is_express(processor.object("ProcessorConfig")),
        language.argument(fields),
        language.items(fields),
        language.item_input(fields),
        read_batcher(fields, language),
        read_amount(fields, language, "MaxConcurrency"),
        read_amount(fields, language, "ToleratedFailureCount"),
        read_percentage(fields, language, "ToleratedFailurePercentage"),
        _label(fields),
    )


def _is_express(config: Fields) -> bool:
    kind = config.optional_text("ExecutionType") or "STANDARD"
    if kind not in ("STANDARD", "EXPRESS"):
        raise config.error("STANDARD or EXPRESS is needed", "ExecutionType")
    return kind == "EXPRESS"


def _label(fields: Fields) -> str | None:
    label = fields.optional_text("Label")
    if label is not None and (len(label) > 40 or _NO_LABEL.search(label)):
        raise fields.error("a label has at most 40 characters and none of them is special", "Label")
    return label


def _begin(plan: MapPlan, branch: Frame, value: Json) -> Transition:
    limit = 0 if plan.limit is None else plan.limit.whole(branch, value)
    document = plan.argument(branch, value)
    items = plan.items(branch, document)
    branch.note("MapStateStarted", lambda: {"length": len(items)})
    tolerated = _tolerated(plan, branch, value, len(items))
    if plan.is_distributed:
        parts, sizes = _children(plan, branch, document, items)
        tolerance: Tolerance = Tolerated(tolerated or 0, sizes)
        branch.note("MapRunStarted", lambda: {"mapRunArn": _map_run(plan, branch)})
    else:
        started = branch.previous_event
        parts = [_inline_part(plan, branch, document, started, item) for item in items]
        tolerance = fail_at_once if tolerated is None else Tolerated(tolerated, [1] * len(items))
    ceiling = _DISTRIBUTED_LIMIT if plan.is_distributed else _INLINE_LIMIT

    def finish(error: StatesError | None) -> None:
        last = branch.previous_event
        if plan.is_distributed:
            branch.note("MapRunSucceeded" if error is None else "MapRunFailed")
        if error is None:
            branch.note("MapStateSucceeded")
            branch.previous_event = last

    return Fork(branch, parts, limit or ceiling, tolerance, finish).begin(value)


def _children(
    plan: MapPlan, branch: Frame, document: Json, items: list[Json]
) -> tuple[list[Part], list[int]]:
    """The executions of a distributed Map, and how many items each of them has."""
    machine = Machine(branch.execution.machine_name, plan.block, None, plan.is_express)

    def select(index: int) -> tuple[Json, dict[str, Json] | None]:
        item: dict[str, Json] = {"Index": index, "Value": items[index]}
        return _item_input(plan, branch, document, item), item

    if plan.batcher is None:
        return [ChildExecution(branch, machine, select) for _ in items], [1] * len(items)
    selected = [select(index)[0] for index in range(len(items))]
    batches = plan.batcher.batches(branch, document, selected)
    parts: list[Part] = [
        ChildExecution(branch, machine, lambda index: (batches[index], None)) for _ in batches
    ]
    return parts, [len(batch["Items"]) for batch in batches]


def _map_run(plan: MapPlan, branch: Frame) -> str:
    """The ARN of this run of the Map."""
    execution = branch.execution
    label = plan.label or f"run-{branch.entered_event}"
    run = f"{execution.name}-{branch.entered_event}-{branch.retry_count}"
    return execution.surroundings.map_run_arn(execution.machine_name, label, run)


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

    def tell(end: str, teller: Frame, inner: Frame) -> None:
        if end == "Failed" and not inner.entered_event:
            return  # the selector failed, so it did not begin
        teller.note(
            f"MapIteration{end}",
            lambda: {"name": outer.state.name, "index": inner.item["Index"]},
        )

    def run(inner: Frame) -> None:
        try:
            start = _item_input(plan, outer, document, inner.item)
        except StatesError as error:
            error.place(outer.state.name, outer.entered_event)
            inner.owner.branch_failed(inner, error)
            return
        tell("Started", inner, inner)
        inner.start(plan.block, start)

    return InnerBranch(outer, make, run, tell)


def _tolerated(plan: MapPlan, branch: Frame, value: Json, total: int) -> int | None:
    """How many items may fail, None where the Map does not say."""
    limits = []
    if plan.tolerated_count is not None:
        limits.append(plan.tolerated_count.whole(branch, value))
    if plan.tolerated_percentage is not None:
        share = plan.tolerated_percentage.percentage(branch, value)
        limits.append(math.floor(total * share / 100))
    return min(limits, default=None)
