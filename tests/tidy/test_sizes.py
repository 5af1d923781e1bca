"""Files and functions stay small. What is larger is listed with its reason, at its size, and the
list may only shrink.
"""

import ast

from tests.tidy.source_tree import text, tree, written_python

LONGEST_FILE = 300
LONGEST_FUNCTION = 50

LARGER_FILES: dict[str, tuple[int, str]] = {}
LARGER_FUNCTIONS: dict[str, tuple[int, str]] = {}


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    lengths = {path: text(path).count("\n") for path in written_python()}
    larger = {path: length for path, length in lengths.items() if length > LONGEST_FILE}
    assert larger == {path: length for path, (length, _) in LARGER_FILES.items()}


def test_no_function_is_longer_than_a_screen() -> None:
    larger = {
        f"{path}:{node.name}": length
        for path in written_python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert larger == {name: length for name, (length, _) in LARGER_FUNCTIONS.items()}
