"""Files and functions stay small. What is larger is listed with its reason; it may not grow, and
leaves the list when it has shrunk.
"""

import ast

from tests.tidy.source_tree import text, tree, written_python

LONGEST_FILE = 300
LONGEST_SUITE = 450
"""Of a file under tests/: a suite is a list of sentences, each of which is read alone."""
LONGEST_FUNCTION = 50

LARGER_FILES: dict[str, tuple[int, str]] = {}
LARGER_FUNCTIONS: dict[str, tuple[int, str]] = {}


def complaints(
    lengths: dict[str, int], limits: dict[str, int], listed: dict[str, tuple[int, str]]
) -> list[str]:
    """What is longer than it may be, and what need not be listed any more."""
    found = []
    for name, length in lengths.items():
        most, reason = listed.get(name, (limits[name], ""))
        if length > most:
            found.append(f"{name} has {length} lines, {most} are allowed")
        if reason and length <= limits[name]:
            found.append(f"{name} has {length} lines and need not be listed")
    return found + [f"{name} is not there" for name in listed if name not in lengths]


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    lengths = {path: text(path).count("\n") for path in written_python()}
    limits = {
        path: LONGEST_SUITE if path.startswith("tests/") else LONGEST_FILE for path in lengths
    }
    assert complaints(lengths, limits, LARGER_FILES) == []


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{path}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in written_python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    limits = dict.fromkeys(lengths, LONGEST_FUNCTION)
    assert complaints(lengths, limits, LARGER_FUNCTIONS) == []
