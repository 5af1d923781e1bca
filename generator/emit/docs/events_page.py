"""The catalogue of events: what each says, who tells it, who acts on it."""

from typing import assert_never

from generator.analysis.traffic import consumers, producers
from generator.emit.docs.markdown import code, page, table, text
from generator.model import (
    Aggregate,
    EnumType,
    Event,
    Field,
    Flow,
    ListType,
    Primitive,
    RecordType,
    ScalarType,
    System,
    Type,
)


def events_page(system: System) -> str:
    """Write the page: the events of each aggregate, in the author's order."""
    parts = [part for each in system.aggregates for part in _aggregate(system, each)]
    return page("Events", *parts)


def _aggregate(system: System, aggregate: Aggregate) -> list[str]:
    key = f"{code(aggregate.key.name)}, a {code(type_name(aggregate.key.type))}"
    parts = [f"## {text(aggregate.name)}\n\nOne is named by {key}."]
    own = [each for each in system.events if each.aggregate == aggregate]
    return parts + [_event(system, each) for each in own]


def _event(system: System, event: Event) -> str:
    rows = [_row(each) for each in event.fields]
    tellers = _listed([str(each.name) for each in producers(system, event)])
    parts = [
        f"### {event.name}",
        f"{text(event.doc)} Version {event.version}.".strip(),
        table(("Field", "Type", "What it is"), rows),
        f"Told by {tellers}. Goes to {_listed(consumer_names(system, event))}.",
    ]
    return "\n\n".join(parts)


def consumer_names(system: System, event: Event) -> list[str]:
    """Who acts on an event: the functions that routes and streams lead to, and flows."""
    names = [
        str(each.name if isinstance(each, Flow) else each.to.name)
        for each in consumers(system, event)
    ]
    return list(dict.fromkeys(names))


def type_name(kind: Type) -> str:
    """Give a type as the author writes it."""
    match kind:
        case ListType(item=item, at_least=at_least, at_most=at_most):
            return f"list of {at_least} to {at_most} {type_name(item)}"
        case Primitive() | ScalarType() | EnumType() | RecordType() | Event():
            return str(kind.name)
        case _:
            assert_never(kind)


def _row(field: Field) -> tuple[str, ...]:
    marks = [*(["optional"] if field.is_optional else []), *(["personal"] if field.is_pii else [])]
    kind = ", ".join([code(type_name(field.type)), *marks])
    return code(field.name), kind, text(field.doc or _doc(field.type))


def _doc(kind: Type) -> str:
    match kind:
        case ListType(item=item):
            return _doc(item)
        case EnumType(values=values, doc=doc):
            return " ".join([doc, f"One of {', '.join(values)}."]).strip()
        case Primitive():
            return ""
        case ScalarType() | RecordType() | Event():
            return kind.doc
        case _:
            assert_never(kind)


def _listed(names: list[str]) -> str:
    return ", ".join(code(each) for each in names) or "nobody"
