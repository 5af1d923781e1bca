"""Classes of fields: events, records, inputs, results and errors of tasks.

It stands apart because they all are made of fields and must behave alike. Invariant: a class is
explicit, in the formatter's own style, and says what it holds in its docstring.
"""

from generator.emit.fields import annotation, checking, reader, written_field
from generator.emit.literals import HEADER, WIDTH, docstring, literal, quoted
from generator.model import Field

_GUARD = "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import typing"


def module_text(doc: str, imports: list[list[str]], *blocks: str) -> str:
    """Join a module: header, docstring, groups of imports, then its blocks."""
    groups = ["\n".join(group) for group in imports if group]
    head = [f"# {HEADER}\n{docstring(doc)}", "from __future__ import annotations", *groups, _GUARD]
    return "\n\n".join(head) + "\n\n\n" + "\n\n\n".join(blocks) + "\n"


def value_class(
    name: str,
    base: str,
    doc: str,
    fields: tuple[Field, ...],
    extra: tuple[str, ...] = (),
    constants: tuple[str, ...] = (),
) -> str:
    """Write a class of fields that is read from JSON and written to it.

    `extra` are methods of its own and `constants` lines of its body.
    """
    names = tuple(str(each.name) for each in fields)
    masked = tuple(str(each.name) for each in fields if each.is_pii)
    slots = "    __slots__ = " + literal(names, 4, prefix=12)
    body = [
        _head(name, base, doc, fields),
        slots,
        *(["\n".join(f"    {each}" for each in constants)] if constants else []),
        *(["    MASKED = " + literal(masked, 4, prefix=9)] if masked else []),
        *([_init(fields)] if fields else []),
        *extra,
        _to_data(fields),
        _from_data(fields),
    ]
    return "\n\n".join(body)


def error_class(name: str, doc: str, fields: tuple[Field, ...]) -> str:
    """Write the class of an error that a task declares."""
    body = [_head(name, "values.TaskError", doc, fields)]
    if fields:
        body.append(_init(fields, "        super().__init__()"))
    return "\n\n".join([*body, _to_data(fields)])


def fitted(head: str, arguments: list[str], tail: str, indent: int) -> str:
    """Write a call or a definition: on one line, or its arguments on one, or each on its own."""
    margin, inner = " " * indent, " " * (indent + 4)
    flat = f"{margin}{head}({', '.join(arguments)}){tail}"
    if len(flat) <= WIDTH:
        return flat
    middle = f"{inner}{', '.join(arguments)}"
    if len(middle) <= WIDTH:
        return f"{margin}{head}(\n{middle}\n{margin}){tail}"
    each_own = "".join(f"{inner}{each},\n" for each in arguments)
    return f"{margin}{head}(\n{each_own}{margin}){tail}"


def _head(name: str, base: str, doc: str, fields: tuple[Field, ...]) -> str:
    details = tuple(f"{each.name}: {each.doc}" for each in fields if each.doc)
    return f"class {name}({base}):\n    {docstring(doc, 4, details)}"


def _init(fields: tuple[Field, ...], *first: str) -> str:
    parameters = ["self", "*", *(_parameter(each) for each in fields)]
    signature = fitted("def __init__", parameters, " -> None:", 4)
    lines = [_assignment(each) for each in fields]
    return "\n".join([signature, *first, *lines])


def _parameter(field: Field) -> str:
    optional = " | None = None" if field.is_optional else ""
    return f"{field.name}: {annotation(field.type)}{optional}"


def _assignment(field: Field) -> str:
    """Set a field to what was given, checked where its type does not keep its rules."""
    target = f"self.{field.name}: typing.Final = "
    call = checking(field)
    if call is None:
        return f"        {target}{field.name}"
    check, arguments = call
    if not field.is_optional:
        return fitted(target + check, arguments, "", 8)
    checked = fitted(f"{field.name} = {check}", arguments, "", 12)
    return f"        if {field.name} is not None:\n{checked}\n        {target}{field.name}"


def _to_data(fields: tuple[Field, ...]) -> str:
    lines = [
        "    def to_data(self) -> dict[str, object]:",
        '        """Give the fields as JSON."""',
    ]
    if not fields:
        return "\n".join([*lines, "        return {}"])
    has_optional = any(each.is_optional for each in fields)
    indent = " " * (16 if has_optional else 12)
    items = [_item(each, indent) for each in fields]
    if not has_optional:
        return "\n".join([*lines, "        return {", *items, "        }"])
    opening = ["        return values.without_none(", "            {"]
    return "\n".join([*lines, *opening, *items, "            }", "        )"])


def _item(field: Field, indent: str) -> str:
    line = f"{indent}{quoted(field.name)}: {written_field(field)},"
    if len(line) <= WIDTH:
        return line
    # Only the choice of an optional field is as long as that; the formatter breaks it so.
    choice = line.replace(" if self.", f"\n{indent}if self.", 1)
    return choice.replace(" else ", f"\n{indent}else ", 1)


def _from_data(fields: tuple[Field, ...]) -> str:
    lines = [
        "    @classmethod",
        '    def from_data(cls, data: object, where: str = "data") -> typing.Self:',
        '        """Read the fields from JSON; `values.Invalid` where one breaks a rule."""',
    ]
    if not fields:
        return "\n".join([*lines, "        values.Fields(data, where)", "        return cls()"])
    read = [_reading(each) for each in fields]
    return "\n".join(
        [
            *lines,
            "        fields = values.Fields(data, where)",
            "        return cls(",
            *read,
            "        )",
        ]
    )


def _reading(field: Field) -> str:
    method = "optional" if field.is_optional else "required"
    return fitted(
        f"{field.name}=fields.{method}", [quoted(field.name), reader(field.type)], ",", 12
    )
