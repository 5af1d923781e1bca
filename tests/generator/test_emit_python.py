"""Generated Python: harmless whatever stands in a spec, formatted, typed, loaded bit by bit."""

import ast
import builtins
import keyword
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cases import RESERVED_FIELDS, kebab, module, screaming, snake
from generator.diagnostics import Span
from generator.emit import emit
from generator.emit.literals import WIDTH, docstring, literal, printable, quoted
from generator.model import Field, ListType, Name, Primitive, System, Type

HERE = Span("loan.yaml", 1, 1, 1, 2)
NASTY = st.text(alphabet=st.sampled_from("\"'\\ab {}%#\n\t\x00\u202e\u2028é`"), max_size=300)


class Pair(NamedTuple):
    """A row of two fields, which stand by position."""

    left: object
    right: object


class Row(NamedTuple):
    """A row of more fields, which stand by name."""

    name: str
    number: float | None
    items: tuple[object, ...]


PLAIN = NASTY | st.integers() | st.booleans() | st.none()
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(NASTY, inner, max_size=3)
        | st.builds(Pair, inner, inner)
        | st.builds(Row, NASTY, st.none(), st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_literal_means_the_value_that_it_was_made_of(value: object) -> None:
    names = {"Pair": Pair, "Row": Row}
    assert eval(literal(value), {"__builtins__": {}}, names) == value  # noqa: S307  # its purpose


@given(NASTY)
def test_a_quoted_text_is_one_literal(text: str) -> None:
    assert ast.literal_eval(quoted(text)) == text


@given(NASTY, st.lists(NASTY, max_size=2), st.sampled_from([0, 4, 8]))
def test_a_docstring_ends_where_it_should(text: str, details: list[str], indent: int) -> None:
    margin = " " * indent
    written = docstring(text, indent, tuple(details))
    tree = ast.parse(
        f"if True:\n    x\n{margin}{written}" if not indent else _nested(written, indent)
    )
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    held = next(each.value for each in strings if isinstance(each.value, str))
    assert held.split() == [
        word for part in (text, *details) for word in printable(" ".join(part.split())).split()
    ]


def _nested(written: str, indent: int) -> str:
    margin = " " * indent
    return f"if True:\n{margin}{written}\n"


@given(st.text(max_size=50))
def test_what_does_not_print_is_shown_as_its_escape(text: str) -> None:
    assert printable(text).isprintable()


def test_a_long_value_has_one_item_on_each_line() -> None:
    long = ("a" * 50, "b" * 50)
    assert literal(long).splitlines() == ["(", f'    "{"a" * 50}",', f'    "{"b" * 50}",', ")"]
    assert len(literal(("a" * 50,))) <= WIDTH


@pytest.mark.parametrize(
    ("name", "in_python", "in_aws", "in_environment"),
    [
        ("CallHandler", "call_handler", "call-handler", "CALL_HANDLER"),
        ("NavigateIVR", "navigate_ivr", "navigate-ivr", "NAVIGATE_IVR"),
        ("IVRMenu2", "ivr_menu2", "ivr-menu2", "IVR_MENU2"),
        ("no_answer", "no_answer", "no-answer", "NO_ANSWER"),
    ],
)
def test_a_name_differs_in_its_case_alone(
    name: str, in_python: str, in_aws: str, in_environment: str
) -> None:
    assert (snake(name), kebab(name), screaming(name)) == (in_python, in_aws, in_environment)


def test_a_module_is_never_called_as_a_keyword_or_as_one_of_the_generators() -> None:
    assert [module(name) for name in ("Return", "Fact", "Loan")] == ["return_", "fact_", "loan"]


def test_the_formatter_would_change_nothing(library_folder: Path) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", "--diff"]
    formatted = subprocess.run(
        [*command, f"--line-length={WIDTH}", library_folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (formatted.stdout, formatted.returncode) == ("", 0)


def test_the_type_checker_finds_nothing(library_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}"]
    checked = subprocess.run(
        [*command, "library_generated"],
        cwd=library_folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_one_event_loads_itself_and_what_it_holds(library_folder: Path) -> None:
    probe = (
        "import sys; from library_generated.events import Return; "
        "print(*sorted(name for name in sys.modules if name.startswith('library_generated.')))"
        "; print({'typing', 'dataclasses', 'json', 'decimal'} & sys.modules.keys())"
    )
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", probe],
        cwd=library_folder,
        capture_output=True,
        text=True,
        check=True,
    )
    modules, heavy = loaded.stdout.splitlines()
    assert modules.replace("library_generated.", "").split() == [
        "events",
        "events.return_",
        "types",
        "types.loan_id",
        "types.state",
        "values",
    ]
    assert heavy == "set()"


def test_a_field_may_have_any_name_that_is_not_reserved(library: System, tmp_path: Path) -> None:
    free = {*dir(builtins), "data", "dt", "fields", "where", "name"}
    names = sorted(each for each in free if each.islower() and each[0] != "_")
    kept = [each for each in names if each not in RESERVED_FIELDS and not keyword.iskeyword(each)]
    kinds: list[Type] = [
        Primitive("string"),
        Primitive("timestamp"),
        ListType(Primitive("integer"), 0, 3),
    ]
    fields = [
        Field(Name(name, HERE), kinds[place % 3], is_optional=place % 2 == 0)
        for place, name in enumerate(kept)
    ]
    event = library.events[1]
    odd = event._replace(fields=(*event.fields, *fields))
    files = emit(library._replace(events=(library.events[0], odd)))
    for path, text in files.items():
        (tmp_path / "odd" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "odd" / path).write_text(text)
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}/cache"]
    checked = subprocess.run(
        [*command, "odd/events"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
