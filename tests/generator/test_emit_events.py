"""Every event of two businesses comes back from JSON, whatever its fields, and fits its schema."""

import datetime as dt
import importlib
import json
from pathlib import Path
from typing import Any, assert_never

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.emit.event_schemas import detail_schema
from generator.emit.json_schema import object_schema
from generator.model import (
    EnumType,
    Event,
    Field,
    ListType,
    Primitive,
    RecordType,
    ScalarType,
    System,
    Type,
)
from generator.model.formats import pattern_of

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
NUMBERS = INTEGERS | st.floats(-1e100, 1e100)
PRIMITIVES: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXTS,
    "integer": INTEGERS,
    "number": NUMBERS,
    "boolean": st.booleans(),
    "timestamp": st.datetimes().map(lambda each: each.isoformat(timespec="milliseconds") + "Z"),
    "date": st.dates().map(dt.date.isoformat),
    "duration": st.integers(0, 366 * 24 * 3600),
}


def json_of(kind: Type) -> st.SearchStrategy[Any]:
    """JSON of a type, drawn from the model and not from what is generated."""
    match kind:
        case Primitive(name=name):
            return PRIMITIVES[name]
        case ScalarType():
            return scalars(kind)
        case EnumType(values=values):
            return st.sampled_from([str(each) for each in values])
        case ListType(item=item, at_least=at_least, at_most=at_most):
            return st.lists(json_of(item), min_size=at_least, max_size=min(at_most, 4))
        case RecordType(fields=fields):
            return objects(fields)
        case Event(fields=fields):
            return objects((*fields, Field(kind.name, Primitive("timestamp"))))
        case _:
            assert_never(kind)


def scalars(scalar: ScalarType) -> st.SearchStrategy[Any]:
    pattern = pattern_of(scalar)
    longest = scalar.longest or 0
    low, high = scalar.at_least, scalar.at_most
    if scalar.base.name == "string" and pattern:
        made = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
        return made.filter(lambda text: len(text) <= longest)
    if scalar.base.name == "string":
        return st.text(st.characters(codec="utf-8"), max_size=min(longest, 40))
    if scalar.base.name == "integer":
        return st.integers(int(low or 0), int(high or 0))
    return st.floats(low, high)


def objects(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    required = {str(each.name): json_of(each.type) for each in fields if not each.is_optional}
    optional = {
        str(each.name): st.none() | json_of(each.type) for each in fields if each.is_optional
    }
    return st.fixed_dictionaries(required, optional=optional)


def facts(system: System) -> st.SearchStrategy[tuple[Event, dict[str, Any]]]:
    """Any event type of a system, and data of it."""
    return st.one_of([st.tuples(st.just(event), objects(event.fields)) for event in system.events])


def check(package: str, event: Event, drawn: dict[str, Any]) -> None:
    """Read, write and read an event's data again, and ask the schema."""
    assert jsonschema.Draft7Validator(object_schema(event.fields)).is_valid(drawn)
    kind = getattr(importlib.import_module(f"{package}.events"), event.name)
    read = kind.from_data(drawn)
    assert kind.from_data(json.loads(json.dumps(read.to_data()))) == read
    given_fields = {name for name, value in drawn.items() if value is not None}
    assert read.to_data().keys() == given_fields


def test_every_event_of_a_large_business_comes_back(hotel_calls: System) -> None:
    @given(facts(hotel_calls))
    def come_back(fact: tuple[Event, dict[str, Any]]) -> None:
        check("generated", *fact)

    come_back()


def test_every_event_of_another_business_comes_back(library: System, library_folder: Path) -> None:
    assert library_folder.is_dir()

    @given(facts(library))
    def come_back(fact: tuple[Event, dict[str, Any]]) -> None:
        check("library_generated", *fact)

    come_back()


@pytest.mark.parametrize("name", ["BookLent", "Return", "BookLost"])
def test_each_events_schema_is_a_schema(library: System, name: str) -> None:
    event = next(each for each in library.events if each.name == name)
    jsonschema.Draft7Validator.check_schema(detail_schema(event))
