"""The shapes of the spec files, as JSON Schema, one for each kind of file.

They stand apart because editors read the very same files as the shape check does. Invariant: a kind
of file has one schema, and the path of a file alone says of which kind it is. What several kinds
share lies in `definitions.json`; a schema is given whole, with the definitions that it uses.
"""

import json
import os
import re
from typing import Any, Literal, get_args

Kind = Literal["system", "types", "events", "functions", "flow", "storage", "routes", "api"]
Schema = dict[str, Any]

KINDS: tuple[Kind, ...] = get_args(Kind)
WHERE = {
    "system": "system.yaml",
    "types": "types.yaml",
    "events": "events/*.yaml",
    "functions": "functions.yaml",
    "flow": "flows/*.yaml",
    "storage": "storage.yaml",
    "routes": "routes.yaml",
    "api": "api.yaml",
}

_SINGLE: dict[str, Kind] = {path: kind for kind in KINDS if "*" not in (path := WHERE[kind])}
_FOLDERS: dict[str, Kind] = {"events": "events", "flows": "flow"}


def kind_of(path: str) -> Kind | None:
    """The kind of the spec at `path` below the folder of specs; None if it is of no kind."""
    folder, _, file = path.rpartition("/")
    if not folder:
        return _SINGLE.get(file)
    return _FOLDERS.get(folder)


def read(kind: Kind) -> Schema:
    """The schema of a kind, with the shared definitions that it needs."""
    own = _load(kind)
    shared = _load("definitions")["definitions"] | own.get("definitions", {})
    return {**own, "definitions": {name: shared[name] for name in _needed(own, shared)}}


def _load(name: str) -> Schema:
    folder = os.path.dirname(__file__)  # noqa: PTH120  # pathlib costs 6 ms of import
    with open(f"{folder}/{name}.json", encoding="utf-8") as stream:  # noqa: PTH123  # the same
        document: Schema = json.load(stream)
    return document


def _needed(own: Schema, shared: Schema) -> list[str]:
    """The definitions that a schema refers to, also by way of others; sorted."""
    found: set[str] = set()
    waiting: list[Any] = [{**own, "definitions": {}}]
    while waiting:
        for name in re.findall(r'"#/definitions/(\w+)"', json.dumps(waiting.pop())):
            if name not in found:
                found.add(name)
                waiting.append(shared[name])
    return sorted(found)
