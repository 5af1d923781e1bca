"""What stands in the files: nothing left to do, nothing of one machine, a reason for exceptions."""

import ast
import re

from tests.tidy.source_tree import comments, files, text, tree, written_python

# Written so that this file does not hold what it looks for.
LEFT_TO_DO = re.compile(r"\b(TO[D]O|FIX[M]E|HA[C]K)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~}-])/(wor[k]|roo[t]|hom[e]|User[s]|tm[p])/[\w.-]")
REGISTRY = re.compile(
    r"(pypi\.pytho[n]|pypi\.or[g]/simple|files\.pythonhoste[d]|registry\.npmj[s])"
)
EXCEPTION = re.compile(
    r"(noqa(: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)?|type: ignore(\[[\w, -]+\])?)(?P<rest>.*)"
)


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in files()
        for number, line in enumerate(text(path).split("\n"), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_to_do() -> None:
    assert lines_with(LEFT_TO_DO) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_a_registry() -> None:
    assert lines_with(REGISTRY) == []


def test_every_exception_from_a_rule_has_its_reason_beside_it() -> None:
    bare = [
        f"{path}:{line}: {comment}"
        for path in written_python()
        for line, comment in comments(path)
        for exception in EXCEPTION.finditer(comment)
        if not re.search(r"\w{2}", exception["rest"]) and not is_explained_above(path, line)
    ]
    assert not bare, "\n".join(bare)


def is_explained_above(path: str, line: int) -> bool:
    """Whether a comment of its own stands over a rule's exception for the whole file."""
    above, here = text(path).split("\n")[line - 2 : line]
    return here.startswith("# ruff: noqa") and above.startswith("# ")


def test_every_module_says_what_it_is() -> None:
    silent = [
        path
        for path in written_python()
        if not path.startswith("tests/") and not (ast.get_docstring(tree(path)) or "").strip()
    ]
    assert silent == []
