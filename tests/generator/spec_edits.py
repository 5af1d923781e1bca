"""Every change of one thing in a folder of specs: a value exchanged for its neighbour, a name for
another name, an entry or an item left out.

It stands apart because finding the places and their neighbours is a subject of its own: the schemas
say of which kind a place is, and the specs themselves which names there are. Invariant: an edit
changes one place, and the tree that it is made from stays as it was.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from generator import schemas
from generator.load.folder import Folder
from generator.load.schema import Rule, compile_schema
from generator.load.shape import check_shape
from generator.load.tree import Entry, Mapping, Node, Scalar, Sequence, Value

Path = tuple[str | int, ...]
Schema = dict[str, Any]
PRIMITIVES = ("string", "integer", "number", "boolean", "timestamp", "date", "duration")


class Edit(NamedTuple):
    """One change. `field` is the place by its schema: `flow: states/*/within`; `value` is what
    comes there, or None where the place is left out.
    """

    field: str
    file: str
    path: Path
    value: Value = None
    is_key: bool = False

    def apply(self, folder: Folder) -> Folder:
        """The folder with the change."""
        root = _changed(folder.files[self.file], self.path, self)
        return folder._replace(files={**folder.files, self.file: root})


class Place(NamedTuple):
    """A node with the schema that it fits. `rule` is the place in the schemas that asks for it, by
    its path from the nearest definition, `edge/at_most`, and `definition` what it asks for.
    """

    field: str
    file: str
    path: Path
    node: Node
    schema: Schema
    rule: str
    definition: str


def alternatives(folder: Folder) -> Iterator[tuple[str, list[Edit]]]:
    """For each field of each thing in the specs, the edits worth trying, the likeliest first."""
    names = _names(folder)
    for place in places(folder):
        if isinstance(place.node, Scalar):
            of_flow = _states(folder.files[place.file])
            values = _neighbours(place, {**names, "stateName": of_flow})
            edits = [Edit(place.field, place.file, place.path, value) for value in values]
            yield place.field, edits
        elif isinstance(place.node, Mapping):
            yield from _edits_of_entries(place)
        else:
            for number, _ in enumerate(place.node.items):
                without = Edit(f"{place.field}/[] left out", place.file, (*place.path, number))
                yield without.field, [without]


def _edits_of_entries(place: Place) -> Iterator[tuple[str, list[Edit]]]:
    assert isinstance(place.node, Mapping)
    for name in place.node.entries:
        own = name in place.schema.get("properties", {})
        field = f"{place.field}/{name if own else '*'}".removeprefix("/")
        path = (*place.path, name)
        yield f"{field} left out", [Edit(f"{field} left out", place.file, path)]
        if not own:
            renamed = Edit(f"{field} renamed", place.file, path, _renamed(name), is_key=True)
            yield renamed.field, [renamed]


def places(folder: Folder) -> Iterator[Place]:
    """Every node of every file."""
    for file, root in folder.files.items():
        kind = schemas.kind_of(file)
        if kind:
            whole = schemas.read(kind)
            yield from _walk(
                Place(f"{kind}: ", file, (), root, whole, kind, kind), whole["definitions"]
            )


def _walk(place: Place, definitions: Schema) -> Iterator[Place]:
    place = _settled(place, definitions)
    yield place
    for step, key, node, schema in _inside(place):
        inner = Place(
            f"{place.field}/{step}".replace(": /", ": "),
            place.file,
            (*place.path, key),
            node,
            schema,
            f"{place.definition}/{step}",
            f"{place.definition}/{step}",
        )
        yield from _walk(inner, definitions)


def _inside(place: Place) -> Iterator[tuple[str, str | int, Node, Schema]]:
    """What a node holds: the step to it by the schema and in the file, the node, its schema."""
    schema = place.schema
    if isinstance(place.node, Mapping):
        for name, entry in place.node.entries.items():
            if name in schema.get("properties", {}):
                yield name, name, entry.value, schema["properties"][name]
            else:
                yield "*", name, entry.value, schema["additionalProperties"]
    elif isinstance(place.node, Sequence):
        for number, item in enumerate(place.node.items):
            yield "[]", number, item, schema["items"]


def _settled(place: Place, definitions: Schema) -> Place:
    """Follow references, and the branch of a union that the node fits."""
    schema, definition = place.schema, place.definition
    while True:
        if "$ref" in schema:
            definition = schema["$ref"].rpartition("/")[2]
            schema = definitions[definition]
        elif "anyOf" in schema:
            schema = next(each for each in schema["anyOf"] if _fits(place.node, each, definitions))
        else:
            return place._replace(schema=schema, definition=definition)


def _fits(node: Node, branch: Schema, definitions: Schema) -> bool:
    key = repr(branch)
    if key not in _RULES:
        _RULES[key] = compile_schema({"anyOf": [branch], "definitions": definitions})
    return not check_shape(node, _RULES[key])


_RULES: dict[str, Rule] = {}


def _changed(node: Node, path: Path, edit: Edit) -> Node:
    if not path:
        assert isinstance(node, Scalar)
        return Scalar(node.span, edit.value, _raw(edit.value), is_quoted=node.is_quoted)
    step, *rest = path
    is_last = not rest
    if isinstance(node, Sequence):
        assert isinstance(step, int)
        items = list(node.items)
        if is_last and edit.value is None:
            del items[step]
        else:
            items[step] = _changed(items[step], tuple(rest), edit)
        return Sequence(node.span, items)
    assert isinstance(node, Mapping)
    entries: dict[str, Entry] = {}
    for name, entry in node.entries.items():
        if name != step:
            entries[name] = entry
        elif is_last and edit.is_key:
            new = str(edit.value)
            entries[new] = Entry(Scalar(entry.key.span, new, new), entry.value)
        elif not (is_last and edit.value is None):
            entries[name] = Entry(entry.key, _changed(entry.value, tuple(rest), edit))
    return Mapping(node.span, entries)


def _raw(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _renamed(name: str) -> str:
    if name[0].isupper():
        return f"{name}Two"
    return f"{name}-two" if "-" in name else f"{name}_two"


@cache
def _of_kind() -> dict[str, tuple[str, str]]:
    """Where the names of a kind are declared: the file and the key."""
    return {
        "functionName": ("functions.yaml", "functions"),
        "tableName": ("storage.yaml", "tables"),
        "queueName": ("storage.yaml", "queues"),
        "secretName": ("system.yaml", "secrets"),
    }


def _names(folder: Folder) -> dict[str, list[str]]:
    """The names that there are, by the definition that asks for one."""
    files = folder.files
    names = {kind: _keys(files.get(file), key) for kind, (file, key) in _of_kind().items()}
    names["storeName"] = names["tableName"] + _keys(files.get("storage.yaml"), "buckets")
    names["eventName"] = [
        name
        for file, root in files.items()
        if file.startswith("events/")
        for name in _keys(root, "events")
    ]
    names["flowName"] = [
        flow.raw
        for file, root in files.items()
        if file.startswith("flows/") and isinstance(root, Mapping)
        if isinstance(flow := root.get("flow"), Scalar)
    ]
    names["typeName"] = [*_keys(files.get("types.yaml"), "types"), *names["eventName"], *PRIMITIVES]
    names["taskName"] = [
        f"{function}.{task}"
        for function in names["functionName"]
        for task in _keys(_child(_child(files["functions.yaml"], "functions"), function), "tasks")
    ]
    return names


def _child(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _keys(node: Node | None, key: str) -> list[str]:
    inner = _child(node, key)
    return list(inner.entries) if isinstance(inner, Mapping) else []


def _states(root: Node) -> list[str]:
    return _keys(root, "states")


def _neighbours(place: Place, names: dict[str, list[str]]) -> list[Value]:
    """Values of the same kind."""
    node, schema = place.node, place.schema
    assert isinstance(node, Scalar)
    value = node.value
    if place.definition in names:
        known = names[place.definition]
        at = known.index(str(value)) if value in known else 0
        return [each for each in [*known[at + 1 :], *known[:at]] if each != value]
    if place.definition == "expression":
        return [each for each in _expressions(node.raw) if each != node.raw]
    if "enum" in schema:
        return [each for each in schema["enum"] if each != value]
    match value:
        case bool():
            return [] if "const" in schema else [not value]
        case int() | float():
            return [value + 1, value - 1, value * 2]
        case str():
            return list(_texts(value, place.definition))
        case None:
            return []


def _texts(text: str, definition: str) -> Iterator[str]:
    measured = re.fullmatch(r"([0-9]+)([a-zA-Z]+)", text)
    if measured:
        number, unit = int(measured[1]), measured[2]
        yield from (f"{number + step}{unit}" for step in (1, -1, 63, 64, 128) if number + step > 0)
    elif definition == "path":
        yield f"/other{text}"
    elif definition == "doc":
        yield f"{text} Really."
    else:
        yield from (f"{text}-two", f"{text}_two", f"{text}Two", f"{text}[a-z]", f"{text} Really.")


def _expressions(text: str) -> Iterator[str]:
    number = re.search(r"\b[0-9]+", text)
    if number:
        yield text[: number.start()] + str(int(number[0]) + 1) + text[number.end() :]
    for old, new in (("!=", "="), (" = ", " != "), (" and ", " or "), (" < ", " > ")):
        if old in text:
            yield text.replace(old, new, 1)
    yield from (f"not ({text})", f"({text}) + 1", f"({text}) + 1s", f"upper({text})", '"other"')
    yield from ("true", "input", "event", "1", "2.5", "1s", "now()", "min(1, 2)")
    yield from re.findall(r"[a-z_]+", text)
