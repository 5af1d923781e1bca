"""Compiles a JSON Schema, draft-07, of the part that specs need, into rules for `shape`.

It stands apart because a wrong schema is a mistake in the generator and raises, while a wrong spec
is a mistake of its author and becomes a diagnostic. Invariant: no keyword is passed over in
silence; what `shape` does not check cannot be compiled.
"""

import re
from collections.abc import Iterator, Mapping

_ANNOTATIONS = frozenset(
    {"$schema", "$id", "$comment", "title", "description", "default", "examples", "definitions"}
)
_COUNTS = frozenset(
    {"minItems", "maxItems", "minProperties", "maxProperties"}
    | {"minLength", "maxLength", "minimum", "maximum"}
)
_TYPES = frozenset({"string", "integer", "number", "boolean", "null", "object", "array"})

Plain = str | int | float | bool | None


class SchemaError(ValueError):
    """A schema that the shape check cannot follow: a mistake in the generator."""


class Rule:
    """One schema. What is None or empty demands nothing, as in JSON Schema itself.

    `expected` is the schema's own wording (`x-expected`), such as "a duration like 30s".
    """

    def __init__(self, *, values: tuple[Plain, ...] | None = None) -> None:
        self.types: frozenset[str] | None = None
        self.properties: dict[str, Rule] = {}
        self.required: tuple[str, ...] = ()
        self.patterns: tuple[tuple[re.Pattern[str], Rule], ...] = ()
        self.additional: Rule | bool = True
        self.names: Rule | None = None
        self.items: Rule | None = None
        self.values = values
        self.pattern: re.Pattern[str] | None = None
        self.counts: dict[str, float] = {}
        self.branches: tuple[Rule, ...] = ()
        self.expected: str | None = None


def compile_schema(document: Mapping[str, object]) -> Rule:
    """Compile a whole schema; raises SchemaError on what the shape check does not know."""
    return _Compiler(document).rule(document)


class _Compiler:
    def __init__(self, document: Mapping[str, object]) -> None:
        self._definitions = _mapping(document.get("definitions", {}))
        self._compiled: dict[str, Rule] = {}

    def rule(self, schema: object) -> Rule:
        document = _mapping(schema)
        if "$ref" in document:
            return self._reference(document)
        return self._fill(Rule(), document)

    def _fill(self, rule: Rule, document: Mapping[str, object]) -> Rule:
        for keyword, value in document.items():
            if keyword not in _ANNOTATIONS:
                self._add(rule, keyword, value)
        return rule

    def _reference(self, document: Mapping[str, object]) -> Rule:
        """Follow a `$ref`; draft-07 ignores what stands beside one, so nothing may."""
        reference = str(document["$ref"])
        name = reference.removeprefix("#/definitions/")
        beside = set(document) - _ANNOTATIONS - {"$ref"}
        if name == reference or name not in self._definitions or beside:
            raise SchemaError(f"{reference}: unknown, or {sorted(beside)} beside it")
        if name not in self._compiled:
            definition = _mapping(self._definitions[name])
            if "$ref" in definition:
                raise SchemaError(f"{reference} is another $ref")
            # Registered before it is filled, so that a definition may hold itself.
            self._compiled[name] = Rule()
            self._fill(self._compiled[name], definition)
        return self._compiled[name]

    def _add(self, rule: Rule, keyword: str, value: object) -> None:  # noqa: C901, PLR0912  # a table
        match keyword:
            case "type":
                rule.types = frozenset(_types(value))
            case "properties":
                rule.properties = {name: self.rule(each) for name, each in _mapping(value).items()}
            case "required":
                rule.required = tuple(_names(value))
            case "patternProperties":
                rows = _mapping(value).items()
                rule.patterns = tuple((_pattern(text), self.rule(each)) for text, each in rows)
            case "additionalProperties":
                rule.additional = value if isinstance(value, bool) else self.rule(value)
            case "propertyNames":
                rule.names = self.rule(value)
            case "items":
                rule.items = self.rule(value)
            case "enum":
                rule.values = tuple(_plain(each) for each in _list(value))
            case "const":
                rule.values = (_plain(value),)
            case "pattern":
                rule.pattern = _pattern(value)
            case "anyOf":
                rule.branches = tuple(self.rule(each) for each in _list(value))
            case "x-expected":
                rule.expected = str(value)
            case _ if keyword in _COUNTS and isinstance(value, int | float):
                rule.counts[keyword] = value
            case _:
                raise SchemaError(f"the shape check does not know {keyword}: {value!r}")


def _pattern(value: object) -> re.Pattern[str]:
    """Read a regular expression as JavaScript does: `$` is the end, not before a last line end."""
    text = str(value)
    if text.endswith("$") and not text.endswith(r"\$"):
        text = text[:-1] + r"\Z"
    return re.compile(text)


def _types(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if each not in _TYPES:
            raise SchemaError(f"{each!r} is no type")
        yield str(each)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise SchemaError(f"expected an object, found {value!r}")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or not value:
        raise SchemaError(f"expected a list that holds something, found {value!r}")
    return value


def _names(value: object) -> Iterator[str]:
    if not isinstance(value, list):
        raise SchemaError(f"expected a list of names, found {value!r}")
    yield from map(str, value)


def _plain(value: object) -> Plain:
    if value is None or isinstance(value, str | int | float):
        return value
    raise SchemaError(f"expected a plain value, found {value!r}")
