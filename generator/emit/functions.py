"""Functions as Python: what each takes, gives, raises and tells.

It stands apart because a handler is typed by this and by nothing else: what changes in a function's
spec, mypy points at in its handler. Invariant: a module imports what its function touches alone.
"""

from generator.analysis.traffic import taken_by, told_by_function
from generator.cases import input_class, module
from generator.emit.classes import error_class, module_text, value_class
from generator.emit.fields import imports, needs_datetime, used_types
from generator.emit.literals import HEADER, WIDTH, literal, quoted
from generator.model import Event, Function, Raised, System, Task, Type


def emit_functions(system: System) -> dict[str, str]:
    """One module for each function."""
    package = f'# {HEADER}\n"""What each function takes, gives, raises and tells."""\n'
    files = {
        f"functions/{module(each.name)}.py": _function(system, each) for each in system.functions
    }
    return {"functions/__init__.py": package, **files}


def _function(system: System, function: Function) -> str:
    taken, told = taken_by(system, function), told_by_function(function)
    errors = {each.name: each for task in function.tasks for each in task.raises}
    blocks = [
        *(_error(each, function) for each in errors.values()),
        *(_input_class(each) for each in function.tasks),
        _tables(function, taken, told),
    ]
    kinds = _kinds(function, taken, told)
    standard = ["import datetime as dt"] if needs_datetime(kinds) else []
    results = frozenset(str(task.gives.name) for task in function.tasks if task.gives)
    ours = ["from .. import values", *imports(kinds, "functions", results)]
    return module_text(function.doc or f"{function.name}.", [standard, ours], *blocks)


def _kinds(function: Function, taken: tuple[Event, ...], told: tuple[Event, ...]) -> set[Type]:
    kinds: set[Type] = {*taken, *told}
    for task in function.tasks:
        kinds |= used_types(task.takes)
        for raised in task.raises:
            kinds |= used_types(raised.fields)
        if task.gives:
            kinds.add(task.gives)
    return kinds


def _input_class(task: Task) -> str:
    return value_class(
        input_class(task.name), "values.Value", f"What {task.name} is asked with.", task.takes
    )


def _error(raised: Raised, function: Function) -> str:
    tasks = [
        str(task.name) for task in function.tasks if raised.name in [e.name for e in task.raises]
    ]
    return error_class(
        raised.name, f"An error that {' and '.join(tasks)} may raise.", raised.fields
    )


def _tables(function: Function, taken: tuple[Event, ...], told: tuple[Event, ...]) -> str:
    entries = "".join(_task_entry(each) for each in function.tasks)
    events = "".join(f"    {quoted(each.name)}: {each.name},\n" for each in taken)
    lines = [
        *([_union("Taken", taken)] if taken else []),
        *([_union("Emitted", told)] if told else []),
        "EVENTS: dict[str, type[values.EventData]] = " + (f"{{\n{events}}}" if events else "{}"),
        "TASKS: dict[str, values.Task] = " + (f"{{\n{entries}}}" if entries else "{}"),
    ]
    return "\n\n".join(lines)


def _union(name: str, events: tuple[Event, ...]) -> str:
    flat = f"{name} = " + " | ".join(str(each.name) for each in events)
    if len(flat) <= WIDTH:
        return flat
    first, *others = [str(each.name) for each in events]
    return "\n".join([f"{name} = (", f"    {first}", *(f"    | {each}" for each in others), ")"])


def _task_entry(task: Task) -> str:
    raised = ", ".join(str(each.name) for each in task.raises)
    arguments = [
        f"name={quoted(task.name)}",
        f"takes={input_class(task.name)}",
        f"gives={task.gives.name if task.gives else None}",
        f"raises=({raised}{',' if len(task.raises) == 1 else ''})",
        f"effect={quoted(task.effect)}",
        f"key={literal(task.key)}",
        f"within_seconds={task.within}",
    ]
    inner = "".join(f"        {each},\n" for each in arguments)
    return f"    {quoted(task.name)}: values.Task(\n{inner}    ),\n"
