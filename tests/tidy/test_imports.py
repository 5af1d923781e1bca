"""No module of ours imports itself by way of others: each can be read after what it imports.

Imports under TYPE_CHECKING and within functions count: a reader has to follow them as well.
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePath

from tests.tidy.source_tree import GOLDEN, files, module_of, text, tree


def imported(path: str) -> Iterator[str]:
    """The name of whatever the file imports: modules, and what is in them."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = PurePath(path).parts[: -node.level] if node.level else ()
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{origin}.{each.name}" for each in node.names)


def graph() -> dict[str, set[str]]:
    """Our modules, and for each the ones among them that it imports."""
    modules = {module_of(path): path for path in files(".py") if not path.startswith(GOLDEN)}
    found = {}
    for module, path in modules.items():
        names = {name if name in modules else name.rpartition(".")[0] for name in imported(path)}
        found[module] = names & modules.keys()
    return found


def circle(imports: Mapping[str, set[str]]) -> list[str]:
    """A way from a module back to itself, empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circle(graph()) == []


def test_an_import_for_types_alone_counts() -> None:
    assert "TYPE_CHECKING" in text("generated/events/__init__.py")
    assert "generated.events.call_ended" in graph()["generated.events"]


def test_a_circle_is_found() -> None:
    assert circle({"map": {"branch"}, "branch": {"map"}, "errors": set()}) != []
