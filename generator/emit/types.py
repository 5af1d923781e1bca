"""Types as Python: one module for each, and a package that imports what is asked for.

It stands apart because a function loads only the types that it touches. Invariant: a scalar that
exists keeps its rules.
"""

import math

from generator.cases import module, screaming
from generator.emit.classes import fitted, module_text, value_class
from generator.emit.fields import imports, needs_datetime, used_types
from generator.emit.lazy import lazy_package
from generator.emit.literals import docstring, quoted
from generator.model import EnumType, RecordType, ScalarType, System
from generator.model.formats import pattern_of

_VALUES = ["from .. import values"]


def emit_types(system: System) -> dict[str, str]:
    """One module for each scalar, enum and record."""
    files = {
        **{module(each.name): _scalar(each) for each in system.scalars},
        **{module(each.name): _enum(each) for each in system.enums},
        **{module(each.name): _record(each) for each in system.records},
    }
    kinds: list[ScalarType | EnumType | RecordType] = [
        *system.scalars,
        *system.enums,
        *system.records,
    ]
    names = [each.name for each in kinds]
    package = lazy_package("The types of the system, each imported when it is asked for.", names)
    return {
        "types/__init__.py": package,
        **{f"types/{name}.py": text for name, text in files.items()},
    }


def _scalar(scalar: ScalarType) -> str:
    python, read = _BASES[scalar.base.name]
    rules = [f"{name}={rule}" for name, rule in _rules(scalar)]
    reading = fitted(f"checked = values.{read}", ["value", "where", *rules], "", 8)
    text = f'''class {scalar.name}({python}):
    {docstring(_doc(scalar.doc, scalar.name), 4)}

    __slots__ = ()

    def __new__(cls, value: {python}) -> typing.Self:
        return cls.read(value, {quoted(scalar.name)})

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` says which rule it breaks."""
{reading}
        return {python}.__new__(cls, checked)'''
    return module_text(f"The type {scalar.name}.", [_VALUES], text)


_BASES = {
    "string": ("str", "read_text"),
    "integer": ("int", "read_integer"),
    "number": ("float", "read_number"),
}


def _rules(scalar: ScalarType) -> list[tuple[str, str]]:
    rules: list[tuple[str, str]] = []
    if scalar.longest is not None:
        rules.append(("longest", str(scalar.longest)))
    pattern = pattern_of(scalar)
    if pattern is not None:
        rules.append(("pattern", quoted(pattern)))
    is_whole = scalar.base.name == "integer"
    if scalar.at_least is not None:
        rules.append(
            ("at_least", repr(math.ceil(scalar.at_least) if is_whole else scalar.at_least))
        )
    if scalar.at_most is not None:
        rules.append(("at_most", repr(math.floor(scalar.at_most) if is_whole else scalar.at_most)))
    return rules


def _enum(enum: EnumType) -> str:
    members = "\n".join(f"    {screaming(each)} = {quoted(each)}" for each in enum.values)
    text = f'''class {enum.name}(enum.StrEnum):
    {docstring(_doc(enum.doc, enum.name), 4)}

{members}

    @classmethod
    def read(cls, value: object, where: str) -> typing.Self:
        """Check a value from outside; `values.Invalid` where it is none of these words."""
        return values.read_member(cls, value, where)'''
    return module_text(f"The type {enum.name}.", [["import enum"], _VALUES], text)


def _record(record: RecordType) -> str:
    kinds = used_types(record.fields)
    standard = ["import datetime as dt"] if needs_datetime(kinds) else []
    text = value_class(record.name, "values.Value", _doc(record.doc, record.name), record.fields)
    ours = [*_VALUES, *imports(kinds, "types")]
    return module_text(f"The type {record.name}.", [standard, ours], text)


def _doc(doc: str, name: str) -> str:
    return doc or f"{name}."
