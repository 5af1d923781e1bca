"""The files of this repository, as the tidy tests read them.

It stands apart because every tidy test asks the same two questions: which files are there, and what
does Python see in them. Invariant: a file that git ignores is not there.
"""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "generated/"
GOLDEN = "tests/golden/"


@cache
def files(ending: str = "") -> tuple[str, ...]:
    """Every file by its path below the root, sorted; untracked ones as well, before they are."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {path for path in listed.split("\0") if path.endswith(ending)}
    return tuple(sorted(path for path in found if path and (ROOT / path).is_file()))


def written_python() -> tuple[str, ...]:
    """The Python that people write."""
    return tuple(path for path in files(".py") if not path.startswith((GENERATED, GOLDEN)))


@cache
def text(path: str) -> str:
    """A file's text; what is no text is empty."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: str) -> ast.Module:
    """A file as Python parses it."""
    return ast.parse(text(path), path)


def comments(path: str) -> Iterator[tuple[int, str]]:
    """Every comment with its line."""
    for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def module_of(path: str) -> str:
    """The name under which a file is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class Use(NamedTuple):
    """A name from another module, where it is used: `time.sleep` on line 7."""

    line: int
    name: str
    keywords: tuple[str, ...]
    is_called: bool


@cache
def uses(path: str) -> tuple[Use, ...]:
    """Every use of an imported name or a builtin function, by its full name."""
    return tuple(_uses(path))


def _uses(path: str) -> Iterator[Use]:
    known = dict(_imported(path))
    called = {id(node.func): node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    for node in ast.walk(tree(path)):
        name = _full_name(node, known)
        if name:
            call = called.get(id(node))
            keywords = tuple(each.arg or "**" for each in call.keywords) if call else ()
            yield Use(getattr(node, "lineno", 0), name, keywords, call is not None)


def _imported(path: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for each in node.names:
                first = each.name.split(".")[0]
                yield (each.asname, each.name) if each.asname else (first, first)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"


def _full_name(node: ast.AST, known: dict[str, str]) -> str | None:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    if node.id in known:
        return ".".join([known[node.id], *names])
    return f"builtins.{node.id}" if node.id in ("open", "print") and not names else None
