"""Functions as Python: what each takes, gives, raises and tells.

It stands apart because a handler is typed by this and by nothing else: what changes in a function's
spec, mypy points at in its handler. Invariant: a module imports what its function touches alone.
"""

from generator.cases import module
from generator.emit.classes import error_class, module_text, value_class
from generator.emit.fields import imports, needs_datetime, used_types
from generator.emit.literals import HEADER, WIDTH, literal, quoted
from generator.model import Event, Function, Raised, RecordType, System, Task, Type
from generator.traffic import taken_by, told_by_function


def emit_functions(system: System) -> dict[str, str]:
    """One module for each function."""
    package = f'# {HEADER}\n"""What each function takes, gives, raises and tells."""\n'
    files = {
        f"functions/{module(each.name)}.py": _function(system, each) for each in system.functions
    }
    return {"functions/__init__.py": package, **files}


def input_name(task: Task) -> str:
    """The class of a task's input."""
    return f"{task.name}Input"


def result_name(system: System, task: Task) -> str | None:
    """The class of a task's result: a record of the author's, or the task's own."""
    if task.gives is None:
        return None
    return str(task.gives.name) if task.gives in system.records else f"{task.name}Result"


def _function(system: System, function: Function) -> str:
    taken, told = taken_by(system, function), told_by_function(function)
    classes = [text for task in function.tasks for text in _task_classes(system, task)]
    errors = {each.name: each for task in function.tasks for each in task.raises}
    blocks = [
        *(_error(each, function) for each in errors.values()),
        *classes,
        _tables(system, function, taken, told),
    ]
    kinds = _kinds(system, function, taken, told)
    standard = ["import datetime as dt"] if needs_datetime(kinds) else []
    ours = ["from .. import values", *imports(kinds, "functions")]
    return module_text(function.doc or f"{function.name}.", [standard, ours], *blocks)


def _kinds(
    system: System, function: Function, taken: tuple[Event, ...], told: tuple[Event, ...]
) -> set[Type]:
    kinds: set[Type] = {*taken, *told}
    for task in function.tasks:
        kinds |= used_types(task.takes)
        for raised in task.raises:
            kinds |= used_types(raised.fields)
        if task.gives in system.records and task.gives is not None:
            kinds.add(task.gives)
        elif task.gives is not None:
            kinds |= used_types(task.gives.fields)
    return kinds


def _task_classes(system: System, task: Task) -> list[str]:
    doc = f"What {task.name} is asked with."
    classes = [value_class(input_name(task), "values.Value", doc, task.takes)]
    result = result_name(system, task)
    if isinstance(task.gives, RecordType) and result == f"{task.name}Result":
        doc = task.gives.doc or f"What {task.name} finds."
        classes.append(value_class(result, "values.Value", doc, task.gives.fields))
    return classes


def _error(raised: Raised, function: Function) -> str:
    tasks = [
        str(task.name) for task in function.tasks if raised.name in [e.name for e in task.raises]
    ]
    return error_class(
        raised.name, f"An error that {' and '.join(tasks)} may raise.", raised.fields
    )


def _tables(
    system: System, function: Function, taken: tuple[Event, ...], told: tuple[Event, ...]
) -> str:
    entries = "".join(_task_entry(system, each) for each in function.tasks)
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


def _task_entry(system: System, task: Task) -> str:
    raised = ", ".join(str(each.name) for each in task.raises)
    arguments = [
        f"name={quoted(task.name)}",
        f"takes={input_name(task)}",
        f"gives={result_name(system, task)}",
        f"raises=({raised}{',' if len(task.raises) == 1 else ''})",
        f"effect={quoted(task.effect)}",
        f"key={literal(task.key)}",
        f"within_seconds={task.within}",
    ]
    inner = "".join(f"        {each},\n" for each in arguments)
    return f"    {quoted(task.name)}: values.Task(\n{inner}    ),\n"
