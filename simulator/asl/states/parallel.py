"""Parallel: each branch runs on the same input; the result is their outputs in order."""

from collections.abc import Callable

from semantics.payload import Json
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError
from simulator.asl.languages.language import Language
from simulator.asl.machine import NOTHING_RETRIED, Block, Frame, State, Transition
from simulator.asl.states.fork import Fork, InnerBranch, Part, fail_at_once


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

    def step(branch: Frame, value: Json) -> Transition:
        branch.retry_count = 0
        branch.retried = NOTHING_RETRIED
        return begin(branch, value)

    def begin(branch: Frame, value: Json) -> Transition:
        document = argument(branch, value)
        branch.note("ParallelStateStarted")
        started = branch.previous_event

        def finish(error: StatesError | None) -> None:
            if error is None:
                branch.note("ParallelStateSucceeded")

        parts: list[Part] = [_part(branch, block, document, started) for block in blocks]
        return Fork(branch, parts, len(parts), fail_at_once, finish).begin(value)

    state.step, state.begin = step, begin
    state.finish = lambda branch, value, result: (following, leave(branch, value, result))


def _part(outer: Frame, block: Block, document: Json, started: int) -> InnerBranch:
    def make(owner: InnerBranch, _index: int) -> Frame:
        inner = outer.inner(owner, outer.item)
        inner.previous_event = started
        return inner

    return InnerBranch(outer, make, lambda inner: inner.start(block, document), _tell_end)


def _tell_end(end: str, teller: Frame, inner: Frame) -> None:
    """A branch has no events of its own, but the task that failed it counts as cut off."""
    if end == "Failed" and inner.state.type == "Task":
        teller.note("TaskStateAborted")
