"""JSON Schemas: those of events take what the classes take, those of specs know the names."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator import schemas

ENVELOPE: dict[str, object] = {
    "event_id": "e-1",
    "event_type": "BookLent",
    "schema_version": 1,
    "aggregate_type": "loan",
    "aggregate_id": "loan-7",
    "timestamp": "2026-11-23T09:45:00.000Z",
    "correlation_id": "c-1",
    "source": "library.desk",
}
DATA: dict[str, object] = {
    "loan_id": "loan-7",
    "copy": {"title": "Emma", "pages": 474, "state": "worn", "weights": [1, 2.5]},
    "reader": "reader@example.org",
    "phone": "+15551230000",
    "worth": 12.5,
    "amount": -3,
    "due": "2026-12-14T09:45:00Z",
    "on_day": "2026-11-23",
    "lent_for": 1814400,
    "renewals": 2.0,
    "is_new": False,
    "note": None,
    "calls": ["2026-11-30T09:45:00.123456Z"],
    "others": [],
    "unknown": {"fields": "are ignored"},
}
ALLOWED: list[tuple[str, object]] = [
    ("loan_id", "loan-123456789"),
    ("phone", None),
    ("worth", 0),
    ("worth", 999.5),
    ("lent_for", 0),
    ("due", "2026-12-14T09:45:00.1Z"),
    ("others", ["loan-1", "loan-2"]),
    ("copy", {"title": "", "pages": 1, "state": "fresh"}),
    ("renewals", -(2**53 - 1)),
]
REFUSED: list[tuple[str, object]] = [
    ("loan_id", "loan-1234567890"),
    ("loan_id", "a loan-1"),
    ("loan_id", 7),
    ("loan_id", None),
    ("reader", "reader"),
    ("reader", "r@" + "e" * 98 + ".g"),
    ("phone", "0043123"),
    ("worth", 999.6),
    ("worth", "12"),
    ("worth", True),
    ("amount", 1e101),
    ("due", "2026-12-14 09:45:00Z"),
    ("due", "2026-12-14T09:45:00+01:00"),
    ("due", 1765705500),
    ("on_day", "20261123"),
    ("on_day", "2026-02-30"),
    ("lent_for", -1),
    ("lent_for", 1.5),
    ("renewals", 2**53),
    ("renewals", False),
    ("is_new", "no"),
    ("is_new", 0),
    ("note", "x" * 1025),
    ("calls", []),
    ("calls", ["2026-11-30T09:45:00Z"] * 4),
    ("calls", ["soon"]),
    ("others", ["loan-1", "loan-2", "loan-3"]),
    ("others", "loan-1"),
    ("copy", {"title": "thirteen char", "pages": 1, "state": "fresh"}),
    ("copy", {"title": "", "pages": 0, "state": "fresh"}),
    ("copy", {"title": "", "pages": 5001, "state": "fresh"}),
    ("copy", {"title": "", "pages": 1, "state": "new"}),
    ("copy", {"title": "", "pages": 1}),
    ("copy", {"title": "", "pages": 1, "state": "fresh", "weights": [1, 2, 3, 4]}),
    ("copy", []),
]


@pytest.fixture
def by_schema(library_files: dict[str, str]) -> Callable[[object], bool]:
    """Whether the schema takes a detail."""
    schema = json.loads(library_files["schemas/events/BookLent.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    formats = jsonschema.FormatChecker(formats=["date"])
    return jsonschema.Draft7Validator(schema, format_checker=formats).is_valid


@pytest.fixture
def by_class(library_folder: Path) -> Callable[[object], bool]:
    """Whether the generated class takes a detail."""
    fact = importlib.import_module("library_generated.events.fact")
    events = importlib.import_module("library_generated.events")
    values = importlib.import_module("library_generated.values")

    def takes(detail: object) -> bool:
        try:
            fact.Fact.from_detail(detail, {"BookLent": events.BookLent})
        except values.Invalid:
            return False
        return True

    assert library_folder.is_dir()
    return takes


@pytest.mark.parametrize(("field", "value"), [("loan_id", "loan-7"), *ALLOWED])
def test_schema_and_class_take_the_same(
    field: str,
    value: object,
    by_schema: Callable[[object], bool],
    by_class: Callable[[object], bool],
) -> None:
    key = value if field == "loan_id" else "loan-7"
    detail = {**ENVELOPE, "aggregate_id": key, "data": {**DATA, field: value}}
    assert (by_schema(detail), by_class(detail)) == (True, True)


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_schema_and_class_refuse_the_same(
    field: str,
    value: object,
    by_schema: Callable[[object], bool],
    by_class: Callable[[object], bool],
) -> None:
    detail = {**ENVELOPE, "data": {**DATA, field: value}}
    assert (by_schema(detail), by_class(detail)) == (False, False)


@pytest.mark.parametrize("field", sorted(DATA.keys() - {"phone", "note", "unknown"}))
def test_schema_and_class_miss_the_same_fields(
    field: str, by_schema: Callable[[object], bool], by_class: Callable[[object], bool]
) -> None:
    without = {name: value for name, value in DATA.items() if name != field}
    detail = {**ENVELOPE, "data": without}
    assert (by_schema(detail), by_class(detail)) == (False, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event_type", "BookLost"),
        ("schema_version", 2),
        ("aggregate_type", "book"),
        ("timestamp", "yesterday"),
        ("sequence", 0),
        ("source", None),
        ("data", None),
    ],
)
def test_schema_and_class_refuse_the_same_envelopes(
    field: str,
    value: object,
    by_schema: Callable[[object], bool],
    by_class: Callable[[object], bool],
) -> None:
    detail = {**ENVELOPE, "data": DATA, field: value}
    assert (by_schema(detail), by_class(detail)) == (False, False)


def editor_schema(files: dict[str, str], kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(files[f"schemas/specs/{kind}.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    return schema


def test_an_editor_completes_states(library_files: dict[str, str]) -> None:
    definitions = editor_schema(library_files, "flow")["definitions"]
    assert definitions["stateName"]["enum"] == ["AskFirst", "Decide", "Later", "End"]
    assert definitions["taskName"]["enum"] == ["Desk.Ask", "Desk.Look"]


def test_an_editor_completes_events_where_they_are_values_and_where_they_are_keys(
    library_files: dict[str, str],
) -> None:
    routes = editor_schema(library_files, "routes")["definitions"]
    assert routes["eventName"]["enum"] == ["BookLent", "Return", "BookLost"]
    flow = editor_schema(library_files, "flow")["definitions"]
    assert list(flow["facts"]["properties"]) == ["BookLent", "Return", "BookLost"]


def test_an_editor_is_not_told_that_a_name_is_wrong_where_none_is_known(
    library_files: dict[str, str],
) -> None:
    functions = editor_schema(library_files, "functions")["definitions"]
    assert "enum" not in functions["queueName"]


def test_the_schema_of_each_spec_takes_what_the_shape_check_takes(
    library_files: dict[str, str],
) -> None:
    for kind in schemas.KINDS:
        made, shape = editor_schema(library_files, kind), schemas.read(kind)
        assert made["properties"] == shape["properties"]
        assert made["definitions"].keys() == shape["definitions"].keys()
