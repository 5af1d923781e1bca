"""Parallel: each branch runs on the same input; the result is their outputs in order."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from semantics.payload import Json
from simulator.asl.branch import Branch
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError
from simulator.asl.fork import Fork, InnerBranch, fail_at_once
from simulator.asl.language import Language
from simulator.asl.machine import Block, State, Transition

if TYPE_CHECKING:
    from simulator.asl.fork import Part


def build_parallel(
    state: State, fields: Fields, language: Language, build_block: Callable[[Fields], Block]
) -> None:
    """Compile a Parallel; `build_block` compiles each branch."""
    blocks = [build_block(branch) for branch in fields.objects("Branches")]
    if not blocks:
        raise fields.error("at least one branch is needed", "Branches")
    argument = language.argument(fields)
    leave = language.leave(fields, has_result=True)
    following = state.next

    def step(branch: Branch, value: Json) -> Transition:
        branch.retry_count = 0
        branch.retried = {}
        return begin(branch, value)

    def begin(branch: Branch, value: Json) -> Transition:
        document = argument(branch, value)
        branch.execution.note("ParallelStateStarted", branch)
        started = branch.previous_event

        def finish(error: StatesError | None) -> None:
            end = "Succeeded" if error is None else "Failed"
            branch.execution.note(f"ParallelState{end}", branch)

        parts: list[Part] = [_part(branch, block, document, started) for block in blocks]
        return Fork(branch, parts, len(parts), fail_at_once, finish).begin(value)

    state.step, state.begin = step, begin
    state.finish = lambda branch, value, result: (following, leave(branch, value, result))


def _part(outer: Branch, block: Block, document: Json, started: int) -> InnerBranch:
    def make(owner: InnerBranch, _index: int) -> Branch:
        inner = Branch(outer.execution, owner, dict(outer.variables), outer.item)
        inner.previous_event = started
        return inner

    return InnerBranch(make, lambda inner: inner.start(block, document))
