"""Functions and their tasks.

They stand apart because flows, routes and permissions all start from them. Invariant: what a
function does not say, `functions:` of system.yaml says for all, or the language.
"""

from typing import Literal, NamedTuple

from generator.cases import input_class
from generator.diagnostics import did_you_mean, quote
from generator.load.tree import Node
from generator.model import (
    Access,
    Event,
    Field,
    Function,
    ListType,
    Name,
    Raised,
    RecordType,
    Task,
    Type,
)
from generator.resolve import reading
from generator.resolve.draft import Draft
from generator.resolve.expressions.fitting import UNKNOWN, named
from generator.resolve.naming import Names, check_big
from generator.resolve.types import Types

OUTCOME_UNKNOWN = "OutcomeUnknown"

Architecture = Literal["arm64", "x86_64"]
_EFFECTS: dict[str, Literal["pure", "idempotent", "once"]] = {
    "pure": "pure",
    "idempotent": "idempotent",
    "once": "once",
}


class Defaults(NamedTuple):
    """What a function has unless it says otherwise; megabytes and seconds."""

    memory: int
    timeout: int
    runtime: str
    architecture: Architecture


def read_functions(draft: Draft, types: Types, names: Names) -> None:
    """Fill the draft's functions and tasks."""
    task_names = Names(draft)
    errors: dict[str, Raised] = {}
    shared = reading.child(draft.files.get("system.yaml"), "functions")
    defaults = _sizes(shared, Defaults(512, 30, "python3.13", "arm64"))
    for name, node in reading.entries(
        reading.child(draft.files.get("functions.yaml"), "functions")
    ):
        names.give(name, "a function")
        check_big(draft, name)
        tasks = _tasks(name, node, draft, types, task_names)
        draft.functions[name] = _function(name, node, defaults, tasks, draft, types)
        for task in tasks:
            _name_classes(task, errors, draft, names)
    for result in types.results:
        names.give(result.name, "what a task gives")


def _sizes(node: Node | None, otherwise: Defaults) -> Defaults:
    architecture = reading.text(reading.child(node, "architecture")) or otherwise.architecture
    return Defaults(
        reading.megabytes(reading.child(node, "memory")) or otherwise.memory,
        reading.seconds(reading.child(node, "timeout")) or otherwise.timeout,
        reading.text(reading.child(node, "runtime")) or otherwise.runtime,
        "x86_64" if architecture == "x86_64" else "arm64",
    )


def _function(
    name: Name, node: Node, defaults: Defaults, tasks: tuple[Task, ...], draft: Draft, types: Types
) -> Function:
    def listed(key: str) -> list[Name]:
        return reading.names(reading.child(node, key))

    sizes = _sizes(node, defaults)
    delivers = reading.child(node, "delivers")
    return Function(
        name,
        reading.doc(node),
        sizes.memory,
        sizes.timeout,
        reading.whole(reading.child(node, "concurrency")),
        sizes.runtime,
        sizes.architecture,
        tasks,
        types.events(listed("emits")),
        None if delivers is None else types.events(reading.names(delivers)),
        _accesses(listed("reads"), draft),
        _accesses(listed("writes"), draft),
        draft.find_all(listed("sends"), draft.queues, "NAME106", "a queue"),
        _flow_names(listed("starts"), draft),
        draft.find_all(listed("secrets"), draft.secrets, "NAME107", "a secret"),
        tuple(draft.once_each(listed("libraries"))),
        name.span,
    )


def _accesses(names: list[Name], draft: Draft) -> tuple[Access, ...]:
    known: dict[str, object] = {**draft.tables, **draft.buckets}
    found = []
    for name in draft.once_each(names):
        draft.find(name, known, "NAME105", "a table or a bucket")
        store = draft.tables.get(name) or draft.buckets.get(name)
        if store is not None:
            found.append(Access(name, store))
    return tuple(found)


def _flow_names(names: list[Name], draft: Draft) -> tuple[Name, ...]:
    """Flows by name only, as a flow is made of functions itself."""
    known = draft.once_each(names)
    for name in known:
        if name not in draft.flows:
            message = f"{quote(name)} is not a flow"
            draft.complain("NAME108", message, name.span, did_you_mean(name, draft.flows))
            draft.is_whole = False
    return tuple(each for each in known if each in draft.flows)


def _tasks(
    function: Name, node: Node, draft: Draft, types: Types, names: Names
) -> tuple[Task, ...]:
    made = []
    for name, task_node in reading.entries(reading.child(node, "tasks")):
        names.give(name, f"a task of {function}")
        check_big(draft, name)
        task = draft.built(_task(name, function, task_node, draft, types))
        draft.tasks[f"{function}.{name}"] = task
        if task is not None:
            made.append(task)
    return tuple(made)


def _task(name: Name, function: Name, node: Node, draft: Draft, types: Types) -> Task | None:
    effect = _EFFECTS.get(reading.text(reading.child(node, "effect")))
    takes = types.fields(reading.child(node, "takes"))
    gives = _gives(name, reading.child(node, "gives"), draft, types)
    raises = tuple(
        Raised(error, types.fields(fields), error.span)
        for error, fields in reading.entries(reading.child(node, "raises"))
    )
    for error in raises:
        _check_error(error.name, draft)
    keys = draft.once_each(reading.names(reading.child(node, "key")))
    key = tuple(path for each in keys if (path := _key_path(each, takes, draft)))
    enables = types.events(reading.names(reading.child(node, "enables")))
    if effect is None:
        return None
    within = reading.seconds(reading.child(node, "within"))
    return Task(
        name,
        function,
        reading.doc(node),
        takes,
        gives,
        raises,
        effect,
        key,
        within,
        enables,
        name.span,
    )


def _gives(task: Name, node: Node | None, draft: Draft, types: Types) -> RecordType | None:
    """A record by its name, or fields, which become the record `<Task>Result`."""
    if node is None:
        return None
    name = reading.name(node)
    if name is None:
        fields = types.fields(node)
        result = RecordType(Name(f"{task}Result", task.span), fields, f"What {task} gives.")
        types.results.append(result)
        return result
    found = types.named(name)
    if isinstance(found, RecordType):
        return found
    draft.complain("TYPE202", f"a task gives a record, {quote(name)} is none", name.span)
    draft.is_whole = False
    return UNKNOWN


def _name_classes(task: Task, errors: dict[str, Raised], draft: Draft, names: Names) -> None:
    """A task's input and its errors become classes, so their names are given as those of types are;
    tasks may share an error, which is one error then.
    """
    names.give(Name(input_class(task.name), task.span), f"what {task.name} takes")
    for error in task.raises:
        first = errors.setdefault(error.name, error)
        if first is error:
            names.give(error.name, "an error")
        elif error.fields != first.fields:
            message = f"{quote(error.name)} is declared with other fields elsewhere"
            related = ((first.span, "here"),)
            advice = "give both the same fields, or rename one"
            draft.complain("NAME123", message, error.span, advice, related)


def _check_error(name: Name, draft: Draft) -> None:
    if name == OUTCOME_UNKNOWN:
        message = f"{quote(name)} is the language's own error, which any task may end with"
        draft.complain("NAME121", message, name.span, "leave it out")
    else:
        check_big(draft, name)


def _key_path(path: Name, takes: tuple[Field, ...], draft: Draft) -> tuple[str, ...] | None:
    """A path into the inputs, each step a field that is always there."""
    steps = tuple(path.split("."))
    owner: Type = RecordType(Name("the task", path.span), takes, "")
    for step in steps:
        fields = owner.fields if isinstance(owner, RecordType | Event) else ()
        field = next((each for each in fields if each.name == step), None)
        if owner is UNKNOWN:
            return steps
        if field is None:
            advice = did_you_mean(step, [each.name for each in fields])
            draft.complain(
                "TYPE204", f"{named(owner)} has no field {quote(step)}", path.span, advice
            )
            return None
        if field.is_optional:
            message = f"{quote(step)} may be left out, so it cannot name an effect"
            draft.complain("TYPE205", message, path.span)
        owner = field.type
    if owner is not UNKNOWN and isinstance(owner, ListType | RecordType | Event):
        message = f"{quote(path)} is a {named(owner)}, and only a single value can name an effect"
        draft.complain("TYPE202", message, path.span)
    return steps
