"""Types and events: from names to what they stand for.

It stands apart because types refer to one another in any order. Invariant: no type holds itself,
so that the largest size of every value is known.
"""

from collections.abc import Iterable
from typing import NamedTuple

from generator.diagnostics import did_you_mean, quote
from generator.load.tree import Mapping, Node
from generator.model import Aggregate, Event, Field, ListType, Name, RecordType, Type
from generator.resolve import reading
from generator.resolve.definitions import read_enum, read_scalar
from generator.resolve.draft import Draft
from generator.resolve.expressions.fitting import PRIMITIVES, STRING, UNKNOWN, named, primitive
from generator.resolve.naming import Names, check_big, check_field

DEFAULT_ITEMS = 100
TIMESTAMP = "timestamp"


class _Declared(NamedTuple):
    name: Name
    node: Node
    file: Node | None  # of an event: the whole file, which says what it is about


class Types:
    """All types by name, events among them."""

    def __init__(self, draft: Draft, names: Names) -> None:
        self._draft = draft
        self._declared: dict[str, _Declared] = {}
        self._built: dict[str, Type] = dict(PRIMITIVES)
        self._building: list[str] = []
        self._aggregates: dict[int, Aggregate | None] = {}
        self._aggregate_names = Names(draft)
        self.results: list[RecordType] = []  # of tasks that give fields of their own
        for each in PRIMITIVES:
            names.reserve(each, "a type of the language")
        for name, node in reading.entries(reading.child(draft.files.get("types.yaml"), "types")):
            self._declare(_Declared(name, node, None), "a type", names)
        for path, root in draft.files.items():
            if path.startswith("events/"):
                for name, node in reading.entries(reading.child(root, "events")):
                    self._declare(_Declared(name, node, root), "an event", names)
        for each in self._declared:
            self._get(each)

    def _declare(self, declared: _Declared, what: str, names: Names) -> None:
        names.give(declared.name, what)
        check_big(self._draft, declared.name)
        self._declared.setdefault(declared.name, declared)

    def all(self) -> list[Type]:
        """Every type and event, in the author's order, and then what tasks give."""
        return [*(self._get(each) for each in self._declared), *self.results]

    def aggregates(self) -> list[Aggregate]:
        """What events are about, once each."""
        return [each for each in self._aggregates.values() if each is not None]

    def named(self, name: Name | None) -> Type:
        """The type of a name; complains if there is none, which gives the unknown type."""
        if name is None:
            return self._unknown()
        if name not in self._built and name not in self._declared:
            known = [*PRIMITIVES, *self._declared]
            message = f"{quote(name)} is not a type"
            self._draft.complain("NAME101", message, name.span, did_you_mean(name, known))
            return self._unknown()
        if name in self._building:
            chain = " -> ".join([*self._building[self._building.index(name) :], name])
            self._draft.complain("TYPE216", f"the type holds itself: {chain}", name.span)
            return self._unknown()
        return self._get(name)

    def _unknown(self) -> Type:
        self._draft.is_whole = False
        return UNKNOWN

    def events(self, names: Iterable[Name]) -> tuple[Event, ...]:
        """The events of a list."""
        found = [self.event(each) for each in self._draft.once_each(names)]
        return tuple(each for each in found if each is not None)

    def event(self, name: Name | None) -> Event | None:
        """The event of a name; complains if there is none."""
        declared = self._declared.get(name) if name is not None else None
        if name is not None and (declared is None or declared.file is None):
            known = [each for each, of in self._declared.items() if of.file is not None]
            message = f"{quote(name)} is not an event"
            self._draft.complain("NAME102", message, name.span, did_you_mean(name, known))
        found = self._get(declared.name) if declared is not None else None
        return self._draft.built(found if isinstance(found, Event) else None)

    def read(self, node: Node | None) -> Type:
        """A type as it is written where a field has one: a name, or `{list: Name}`."""
        if not isinstance(node, Mapping):
            return self.named(reading.name(node))
        item = self.named(reading.name(node.get("list")))
        least = reading.whole(node.get("at_least")) or 0
        most = reading.whole(node.get("at_most")) or DEFAULT_ITEMS
        if least > most:
            place = node.entries["at_least"].value.span
            self._draft.complain("TYPE217", f"at least {least} is more than at most {most}", place)
        return ListType(item, least, most)

    def fields(self, node: Node | None, *, first: Field | None = None) -> tuple[Field, ...]:
        """The fields of a mapping; `first` stands before them and its name is taken."""
        fields = [first] if first else []
        for name, value in reading.entries(node):
            check_field(self._draft, name)
            if first is not None and name == first.name:
                message = f"{quote(name)} is the aggregate's key, which each of its events carries"
                related = ((first.name.span, "the key"),)
                self._draft.complain("NAME120", message, name.span, "leave it out", related)
                continue
            fields.append(self._field(name, value))
        return tuple(fields)

    def _field(self, name: Name, node: Node) -> Field:
        has_more = isinstance(node, Mapping) and "type" in node.entries
        of = self.read(reading.child(node, "type") if has_more else node)
        is_optional, is_pii = (
            reading.flag(reading.child(node, each)) for each in ("optional", "pii")
        )
        return Field(name, of, is_optional, is_pii, reading.doc(node))

    def _get(self, name: str) -> Type:
        if name not in self._built:
            self._building.append(name)
            self._built[name] = self._build(self._declared[name]) or self._unknown()
            self._building.pop()
        return self._built[name]

    def _build(self, declared: _Declared) -> Type | None:
        name, node, file = declared
        if file is not None:
            return self._event(name, node, file)
        kinds = [each for each in ("is", "one_of", "fields") if reading.child(node, each)]
        match kinds:
            case ["fields"]:
                fields = self.fields(reading.child(node, "fields"))
                return RecordType(name, fields, reading.doc(node))
            case ["one_of"]:
                return read_enum(name, node, self._draft)
            case ["is"]:
                return read_scalar(name, node, self._draft)
            case _:
                return None

    def _event(self, name: Name, node: Node, file: Node) -> Event | None:
        aggregate = self._aggregate(file)
        fields_node = reading.child(node, "fields")
        if aggregate is None or not isinstance(fields_node, Mapping):
            return None
        stamp = fields_node.entries.get(TIMESTAMP)
        if stamp is not None:
            message = '"timestamp" is told with every event, as the time at which it happened'
            self._draft.complain("NAME121", message, stamp.key.span, "rename the field")
        fields = self.fields(fields_node, first=aggregate.key)
        version = reading.whole(reading.child(node, "version")) or 1
        is_terminal = reading.flag(reading.child(node, "terminal"))
        return Event(name, aggregate, fields, version, is_terminal, reading.doc(node))

    def _check_key(self, key: Field) -> None:
        """What names a thing is text: it is part of keys in the store."""
        if key.type is not UNKNOWN and primitive(key.type) != STRING:
            message = f"what names an aggregate is text, {key.name} is {named(key.type)}"
            self._draft.complain("TYPE202", message, key.name.span)

    def _aggregate(self, file: Node) -> Aggregate | None:
        """What a file's events are about, and the field that names it."""
        if id(file) not in self._aggregates:
            name = reading.name(reading.child(file, "aggregate"))
            key = next(iter(self.fields(reading.child(file, "key"))), None)
            made = Aggregate(name, key) if name is not None and key is not None else None
            self._aggregates[id(file)] = made
            if made is not None:
                self._aggregate_names.give(made.name, "an aggregate")
                self._check_key(made.key)
        return self._aggregates[id(file)]
