"""What expressions evaluate to on the engine: lists of any length, optional values, times."""

from pathlib import Path

import pytest

from semantics.jsonata.library import LibraryExpression
from tests.generator.flow_world import ORDER, FlowWorld, Json, at, stall


@pytest.fixture(autouse=True)
def _no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the emitter writes is compiled: the library, a hundred times slower, only parses."""
    monkeypatch.delattr(LibraryExpression, "evaluate")


def evaluate(folder: Path, field: str, expression: str, value: Json | None = None) -> object:
    """The value that a task is given for an expression over the flow's input."""
    quoted = "'" + expression.replace("'", "''") + "'"
    text = f"""
start: Note
states:
  Note:
    task: Desk.Note
    with:
      order_id: input.order_id
      {field}: {quoted}
    end: true
"""
    world = FlowWorld(stall(text, folder))
    execution = world.run(ORDER | (value or {}))
    assert execution.error is None, execution.cause
    return world.inputs("Note")[0][field]


LINES = [{"name": each, "price": at, "tags": [each]} for at, each in enumerate("abc")]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_slice_is_a_list_of_what_is_left(count: int, tmp_path: Path) -> None:
    lines = LINES[:count]
    assert evaluate(tmp_path, "lines", "input.lines[1..]", {"lines": lines}) == lines[1:]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_field_of_a_list_is_the_list_of_that_field(count: int, tmp_path: Path) -> None:
    names = list("abc")[:count]
    given = {"lines": LINES[:count]}
    assert evaluate(tmp_path, "names", "input.lines.name", given) == names


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_field_of_a_slice_is_a_list_too(count: int, tmp_path: Path) -> None:
    given = {"lines": LINES[:count]}
    made = evaluate(tmp_path, "names", "input.lines[input.amount - 2..].name", given)
    assert made == list("abc")[1:count]


def test_a_list_within_an_item_stays_a_list(tmp_path: Path) -> None:
    given = {"lines": LINES[:1]}
    assert evaluate(tmp_path, "names", "input.lines[0].tags", given) == ["a"]


def test_an_item_of_a_slice_is_that_item(tmp_path: Path) -> None:
    assert evaluate(tmp_path, "text", "input.lines[1..][0].name", {"lines": LINES}) == "b"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_count_counts(count: int, tmp_path: Path) -> None:
    given = {"lines": LINES[:count]}
    assert evaluate(tmp_path, "count", "count(input.lines)", given) == count
    assert evaluate(tmp_path, "count", "count(input.lines[1..])", given) == max(0, count - 1)


@pytest.mark.parametrize(
    ("given", "there"), [({}, False), ({"note": None}, False), ({"note": ""}, True)]
)
def test_an_optional_value_that_is_null_or_absent_is_not_there(
    given: Json, there: object, tmp_path: Path
) -> None:
    assert evaluate(tmp_path, "is_right", "has(input.note)", given) is there
    assert evaluate(tmp_path, "is_right", "not has(input.note)", given) is (there is False)
    assert evaluate(tmp_path, "text", 'input.note else "none"', given) == ("" if there else "none")
    assert evaluate(tmp_path, "text", "input.note", given) == ("" if there else None)


@pytest.mark.parametrize("given", [{}, {"ready": None}, {"ready": at(30)}])
def test_what_stands_behind_a_test_is_read_only_where_it_holds(given: Json, tmp_path: Path) -> None:
    expression = "has(input.ready) and input.ready < input.due"
    assert evaluate(tmp_path, "is_right", expression, given) is bool(given.get("ready"))
    otherwise = "not has(input.ready) or input.ready < input.due"
    assert evaluate(tmp_path, "is_right", otherwise, given) is True


@pytest.mark.parametrize(
    ("field", "expression", "expected"),
    [
        ("when", "input.due + 90s", at(150)),
        ("when", "input.due - 1m", at(0)),
        ("when", "now() + 1h", at(3600)),
        ("when", "input.due - (input.due - now())", at(0)),
        ("when", "max(input.due, now())", at(60)),
        ("when", "min(input.due, now(), now() - 5s)", at(-5)),
        ("lasts", "input.due - now()", 60),
        ("lasts", "now() - input.due", -60),
        ("lasts", "max(input.due - now(), 90s)", 90),
        ("is_right", "input.due = now() + 1m", True),
        ("is_right", "input.due != now() + 60s", False),
        ("is_right", "input.due > now() and input.due - now() <= 60s", True),
        ("is_right", "input.due in [now(), now() + 1m]", True),
        ("day", "max(input.day, input.day)", "2026-03-01"),
        ("is_right", "input.day >= input.day", True),
    ],
)
def test_times_are_counted_in_time(
    field: str, expression: str, expected: object, tmp_path: Path
) -> None:
    assert evaluate(tmp_path, field, expression) == expected


def test_a_time_without_milliseconds_is_the_same_time(tmp_path: Path) -> None:
    given = {"due": "2026-03-01T12:00:00Z"}
    assert evaluate(tmp_path, "is_right", "input.due = now()", given) is True
    assert evaluate(tmp_path, "is_right", "input.due in [now()]", given) is True


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - (3 - 1)", 5),
        ("7 - 3 - 1", 3),
        ("input.amount * -2", -6),
        ("8 / 4 / 2", 1),
        ("8 / (4 / 2)", 4),
        ("min(3, 1.5, 2) * 2", 3),
    ],
)
def test_numbers_bind_as_in_arithmetic(expression: str, expected: float, tmp_path: Path) -> None:
    assert evaluate(tmp_path, "ratio", expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("true or false and false", True),
        ("(true or false) and false", False),
        ("not true or true", True),
        ("not (true or true)", False),
        ("not (input.amount = 3) or input.amount in [1, 3]", True),
        ("(input.amount > 2) = (input.amount < 4)", True),
        ("has(input.note) = false", True),
        ('contains(lower("A/B"), "a/") and upper("b") = "B"', True),
        ('"a" in ["b", "c"]', False),
    ],
)
def test_conditions_bind_as_they_read(expression: str, expected: object, tmp_path: Path) -> None:
    assert evaluate(tmp_path, "is_right", expression) is expected


@pytest.mark.parametrize(
    "text", ["it's", "'", '"', "\\", "\\'", 'a\\"b', "\\n", "é€😀", "%}", "/* */", "`x`", "$$", ""]
)
def test_any_text_is_itself(text: str, tmp_path: Path) -> None:
    """Once as a constant, and once inside an expression."""
    written = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert evaluate(tmp_path, "text", written) == text
    given = {"note": text}
    assert evaluate(tmp_path, "is_right", f'(input.note else "?") = {written}', given) is True
