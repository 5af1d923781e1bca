"""What our own functions promise: mocks of their tasks are held to the declared types.

Stands apart because it alone knows generated contracts. The rule needs no option: a call whose
FunctionName is one of our functions and whose Payload names one of its tasks, or arms a wait, is
ours; every other call is not judged. Invariant: what passes, the real function could have said.
"""

from collections.abc import Mapping
from functools import cache

from generated import events
from generated.deployment import FUNCTIONS
from generated.values import Fields, Invalid, Task, read_text, read_timestamp
from runtime import errors
from runtime.codec import read_arming
from runtime.serving import load
from semantics.payload import Json
from simulator.asl import Failure, Success

_FUNCTIONS = {
    **{f"${{{row.name}}}": row.name for row in FUNCTIONS},
    **{row.physical_name: row.name for row in FUNCTIONS},
}
"""As a definition names them: by placeholder, or by the name at the end of an ARN."""
_OWN_ERRORS = frozenset(["Invalid", *(name for name in vars(errors) if name[0].isupper())])


class BrokenContract(Exception):  # noqa: N818 - it says what it is
    """A mock says what the task cannot say, or the flow asks what it does not take."""


def hold_to_contract(arguments: Json, outcome: Success | Failure | None) -> None:
    """Raise BrokenContract where the call is ours and it, or its outcome, breaks its types.

    `arguments` are those of the task's call; None is an outcome that never comes.
    """
    if not isinstance(arguments, Mapping) or not isinstance(arguments.get("Payload"), Mapping):
        return
    function = _function_named(arguments.get("FunctionName"))
    if function is None:
        return
    payload = arguments["Payload"]
    if "arm" in payload:
        _hold_wait(payload["arm"], outcome)
    elif (task := _tasks_of(function).get(payload.get("task"))) is not None:
        _hold_task(task, payload.get("input"), outcome)


def _function_named(name: Json) -> str | None:
    """Find ours; an ARN may end in a version or an alias."""
    return _FUNCTIONS.get(str(name).rpartition(":function:")[2].partition(":")[0])


@cache
def _tasks_of(function: str) -> Mapping[Json, Task]:
    return load(function, "mocked").tasks


def _hold_task(task: Task, given: Json, outcome: Success | Failure | None) -> None:
    try:
        task.takes.from_data(given, "input")
    except Invalid as invalid:
        raise BrokenContract(f"the flow asks {task.name} wrongly: {invalid}") from None
    match outcome:
        case None:
            return
        case Failure(error):
            _hold_error(error or "", [declared.__name__ for declared in task.raises], task.name)
        case Success(result):
            if not isinstance(result, Mapping) or "Payload" not in result:
                raise BrokenContract(f"{task.name} is a Lambda's task: mock it with returned(...)")
            _hold_result(task, result["Payload"])


def _hold_result(task: Task, payload: Json) -> None:
    if task.gives is None:
        if payload is not None:
            raise BrokenContract(f"{task.name} gives nothing: mock it with returned()")
        return
    try:
        task.gives.from_data(payload, "Payload")
    except Invalid as invalid:
        kind = task.gives.__name__
        raise BrokenContract(f"{task.name} gives {kind}, which this is not: {invalid}") from None


def _hold_wait(arm: Json, outcome: Success | Failure | None) -> None:
    try:
        _, wait = read_arming(arm)
    except Invalid as invalid:
        raise BrokenContract(f"the flow arms its wait wrongly: {invalid}") from None
    match outcome:
        case None:
            return
        case Failure(error):
            _hold_error(error or "", [], "a wait")
        case Success(fact):
            _hold_fact(fact, [accepted.name for accepted in wait.accepts])


def _hold_fact(fact: Json, accepted: list[str]) -> None:
    try:
        fields = Fields(fact, "fact")
        name = fields.required("fact", read_text)
        kind = events.find(name)
        if name not in accepted or kind is None:
            raise BrokenContract(f"it awaits {' or '.join(accepted)}, not {name}")
        fields.required("event", kind.from_data)
        Fields(fact["event"], "fact.event").required("timestamp", read_timestamp)
    except Invalid as invalid:
        raise BrokenContract(f"no fact is like this; told(...) makes one: {invalid}") from None


def _hold_error(name: str, declared: list[str], who: str) -> None:
    """A dot marks the service's own names, such as Lambda.Unknown or States.Timeout."""
    if name not in declared and name not in _OWN_ERRORS and "." not in name:
        known = f"it declares {', '.join(declared)}" if declared else "it declares none"
        raise BrokenContract(f"{who} cannot raise {name}: {known}")
