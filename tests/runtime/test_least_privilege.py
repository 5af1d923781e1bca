"""What a function is given is what its handler touches: no more, and no less.

Read from the code: the ports that a handler and the procedures it calls name, and what the live
world asks of the environment to build each of them.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generated.deployment import FUNCTIONS, FunctionRow
from runtime import wiring
from runtime.serving import load

ROOT = Path(__file__).resolve().parents[2]
EVERYBODYS = {"FUNCTION", "STAGE", "EVENT_SOURCE"}
FINISH_WAITS = "states:SendTaskSuccess"
"""Needs nothing of the environment: a token says itself whom it belongs to."""


class Environment(dict[str, str]):
    """Has every variable, and remembers which were asked for."""

    def __missing__(self, name: str) -> str:
        self[name] = "arn-or-name"
        return self[name]


def parse(module: str) -> ast.Module:
    return ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text())


def ports_named(tree: ast.AST) -> set[str]:
    """The `port` of every `world.port`."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "world"
    }


def procedures_imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Modules of procedures and the functions that are imported from them."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "runtime.procedures."
        ):
            yield from ((str(node.module), each.name) for each in node.names)


def ports_of_procedure(module: str, name: str) -> set[str]:
    """The ports that a function names, and those of its own module that it calls."""
    functions = {
        node.name: node for node in parse(module).body if isinstance(node, ast.FunctionDef)
    }
    reached: set[str] = set()
    waiting = {name}
    while waiting:
        reached |= waiting
        named = {
            node.id
            for each in waiting & functions.keys()
            for node in ast.walk(functions[each])
            if isinstance(node, ast.Name)
        }
        waiting = (named & functions.keys()) - reached
    return {port for each in reached & functions.keys() for port in ports_named(functions[each])}


def ports_of(row: FunctionRow) -> set[str]:
    function = load(row.name, "folio.test")
    tree = parse(function.handler.__name__)
    ports = ports_named(tree)
    for module, name in procedures_imported(tree):
        ports |= ports_of_procedure(module, name)
    if any(task.effect == "once" for task in function.tasks.values()):
        ports |= {"intents", "clock"}  # `serving` writes their effects down
    return ports


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Environment:
    """What the live world reads; no client that it builds reaches anything."""
    for name in ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "us-east-1")
    asked = Environment()
    monkeypatch.setattr(wiring, "os", SimpleNamespace(environ=asked))
    return asked


@pytest.mark.parametrize("row", FUNCTIONS, ids=[row.name for row in FUNCTIONS])
def test_a_function_is_given_what_it_touches_and_nothing_else(
    row: FunctionRow, environment: Environment
) -> None:
    world = wiring.LiveWorld()
    for port in ports_of(row):
        getattr(world, port)

    assert environment.keys() - EVERYBODYS == {name for name, _ in row.environment} - EVERYBODYS


@pytest.mark.parametrize("row", FUNCTIONS, ids=[row.name for row in FUNCTIONS])
def test_who_may_finish_waits_is_who_does(row: FunctionRow) -> None:
    allowed = {action for statement in row.statements for action in statement.actions}

    assert (FINISH_WAITS in allowed) == ("tokens" in ports_of(row))


def test_every_port_of_the_live_world_is_somebodys() -> None:
    ports = {name for name in vars(wiring.LiveWorld) if not name.startswith("_")}

    assert ports == set().union(*map(ports_of, FUNCTIONS))
