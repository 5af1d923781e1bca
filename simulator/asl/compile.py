"""From a definition in Amazon States Language to a Machine, once.

Stands apart from running. Invariant: what compiles can run; whatever the simulator would have to
guess or ignore is refused here with its place.
"""

from collections.abc import Callable
from typing import NamedTuple

from semantics.payload import Json
from simulator.asl.definition import DefinitionError, Fields
from simulator.asl.languages.jsonata import JsonataLanguage
from simulator.asl.languages.jsonpath import JsonPathLanguage
from simulator.asl.languages.language import Language
from simulator.asl.machine import Block, Machine, State
from simulator.asl.recovery import Catcher, RetryAndCatch, read_names, read_retriers
from simulator.asl.state_fields import STATE_TYPES, catcher_fields, fields_of
from simulator.asl.states.map import build_map
from simulator.asl.states.parallel import build_parallel
from simulator.asl.states.plain_states import (
    build_choice,
    build_fail,
    build_pass,
    build_succeed,
    build_wait,
)
from simulator.asl.states.task import build_task
from simulator.asl.targets import read_next, target

_LANGUAGES: dict[str, Language] = {
    language.name: language for language in (JsonPathLanguage(), JsonataLanguage())
}

_MACHINE_FIELDS = frozenset(
    ["Comment", "Version", "StartAt", "States", "TimeoutSeconds", "QueryLanguage"]
)
_BLOCK_FIELDS = {
    "Parallel": frozenset(["Comment", "StartAt", "States"]),
    "Map": frozenset(["Comment", "StartAt", "States", "ProcessorConfig"]),
}


class _Scope(NamedTuple):
    """What holds throughout a machine: its query language, and the names of all states so far."""

    language: str
    names: set[str]


def compile_machine(
    definition: Json, name: str = "StateMachine", *, is_express: bool = False
) -> Machine:
    """Compile a definition (parsed JSON). `name` appears in ARNs and in the context object.

    Raises DefinitionError with the place of the mistake, NotSimulated for what is valid but not
    implemented.
    """
    fields = Fields(definition, "")
    fields.allow(_MACHINE_FIELDS)
    language = fields.optional_text("QueryLanguage") or "JSONPath"
    timeout = fields.number("TimeoutSeconds", 0, least=1) if "TimeoutSeconds" in fields else None
    block = _compile_block(fields, _Scope(language, set()))
    return Machine(name, block, timeout, is_express)


def _compile_block(fields: Fields, scope: _Scope) -> Block:
    described = fields.object("States")
    states = {name: State(name, described.object(name).text("Type")) for name in described}
    for name in states:
        if name in scope.names:
            raise described.error("another state of the machine has this name", name)
        scope.names.add(name)
    for name, state in states.items():
        _compile_state(state, described.object(name), states, scope)
    return Block(target(fields, "StartAt", states), states)


def _compile_state(
    state: State,
    fields: Fields,
    states: dict[str, State],
    scope: _Scope,
) -> None:
    name = fields.optional_text("QueryLanguage") or scope.language
    language = _LANGUAGES.get(name)
    if language is None:
        raise fields.error("JSONPath or JSONata is needed", "QueryLanguage")
    if name != scope.language and scope.language == "JSONata":
        raise fields.error("it cannot be JSONPath where the machine's is JSONata", "QueryLanguage")
    if state.type not in STATE_TYPES:
        raise fields.error(f"there is no type {state.type}", "Type")
    fields.allow(fields_of(language.name, state.type))
    if state.type not in ("Choice", "Succeed", "Fail"):
        state.next = read_next(fields, states)
    if "Retry" in fields or "Catch" in fields:
        state.recovery = RetryAndCatch(read_retriers(fields), _catchers(fields, states, language))

    def build_block(inner: Fields) -> Block:
        inner.allow(_BLOCK_FIELDS[state.type])
        return _compile_block(inner, scope)

    _build(state, fields, states, language, build_block)


def _build(
    state: State,
    fields: Fields,
    states: dict[str, State],
    language: Language,
    build_block: Callable[[Fields], Block],
) -> None:
    match state.type:
        case "Pass":
            build_pass(state, fields, language)
        case "Task":
            build_task(state, fields, language)
        case "Choice":
            build_choice(state, fields, language, states)
        case "Wait":
            build_wait(state, fields, language)
        case "Succeed":
            build_succeed(state, fields, language)
        case "Fail":
            build_fail(state, fields, language)
        case "Parallel":
            build_parallel(state, fields, language, build_block)
        case "Map":
            build_map(state, fields, language, build_block)
        case _:
            raise DefinitionError(fields.place, f"there is no type {state.type}")


def _catchers(fields: Fields, states: dict[str, State], language: Language) -> tuple[Catcher, ...]:
    catchers = []
    entries = fields.objects("Catch")
    for catcher in entries:
        catcher.allow(catcher_fields(language.name))
        catchers.append(
            Catcher(
                read_names(catcher, is_last=catcher is entries[-1]),
                target(catcher, "Next", states),
                language.catch(catcher),
            )
        )
    return tuple(catchers)
